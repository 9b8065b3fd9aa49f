/** `case`: capitals by the rules of a language, as `%titlecase{}` of templates has them for English. */
import { z } from '../../model/schema.ts';
import { sentenceCase, titleCase } from '../../../fuse/template/title-case.ts';
import { TITLE_LANGUAGES, type TitleLanguage } from '../../../fuse/template/title-words.ts';
import { changingValues, defineAction } from '../action.ts';
import { choice, fields } from '../parameters.ts';

const CASES: Readonly<
  Record<'title' | 'sentence' | 'lower' | 'upper', (text: string, language: TitleLanguage) => string>
> = {
  title: titleCase,
  sentence: sentenceCase,
  lower: (text, language) => text.toLocaleLowerCase(language),
  upper: (text, language) => text.toLocaleUpperCase(language),
};

export const changeCase = defineAction({
  name: 'case',
  summary: 'change capitals, by the rules of a language',
  parameters: z.strictObject({
    fields: fields.default(['title', 'album']).describe('what to change'),
    to: choice(['title', 'sentence', 'lower', 'upper']).default('title').describe('which letters become capitals'),
    language: choice(TITLE_LANGUAGES).default('en').describe('whose rules'),
  }),
  prepare: ({ fields, to, language }) => ({
    change: (track) => changingValues(track, fields, (value) => CASES[to](value, language)),
  }),
});
