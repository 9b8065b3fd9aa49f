/** `sort-names`: puts the article of a name last, in the field that lists are sorted by: "Beatles, The". */
import { z } from '../../model/schema.ts';
import { findField } from '../../../fuse/fields/find-field.ts';
import { ActionError, defineAction } from '../action.ts';
import { choices, fields, flag } from '../parameters.ts';

/** The articles of each language; an apostrophe joins one to its word. */
const ARTICLES = {
  en: ['the', 'a', 'an'],
  de: ['der', 'die', 'das', 'ein', 'eine'],
  fr: ['le', 'la', 'les', "l'", 'un', 'une'],
  es: ['el', 'la', 'los', 'las', 'un', 'una'],
} as const;
const LANGUAGES = Object.keys(ARTICLES) as (keyof typeof ARTICLES)[];

export const sortNames = defineAction({
  name: 'sort-names',
  summary: 'make names for sorting, with the article last',
  parameters: z.strictObject({
    fields: fields
      .default(['artist', 'albumartist'])
      .describe('the names; each is written to its field for sorting, such as artistsort'),
    languages: choices(LANGUAGES).default(['en']).describe('whose articles count'),
    replace: flag.default(false).describe('also where there is a name for sorting already'),
  }),
  prepare: ({ fields, languages, replace }) => {
    const pairs = fields.map((field) => [field, sortFieldOf(field)] as const);
    const articles = languages.flatMap((language) => [...ARTICLES[language]]);
    return {
      change: (track) => {
        const changes: Record<string, readonly string[]> = {};
        for (const [field, sortField] of pairs) {
          const names = track.values(field);
          if (names === null || (!replace && track.values(sortField) !== null)) continue;
          const sorted = names.map((name) => articleLast(name, articles));
          if (sorted.some((name, index) => name !== names[index])) changes[sortField] = sorted;
        }
        return { changes };
      },
    };
  },
});

function sortFieldOf(field: string): string {
  if (findField(`${field}sort`)) return `${field}sort`;
  throw new ActionError(`there is no field for sorting ${field}`);
}

/** "L'Impératrice" → "Impératrice, L'". A name that is an article alone stays. */
export function articleLast(name: string, articles: readonly string[]): string {
  const match = /^(\p{L}+(?:\s+|(?<join>['’])\s*))(\S.*)$/su.exec(name.trim());
  if (!match) return name;
  const article = match[1]!.trim();
  if (!articles.includes(article.toLowerCase().replace('’', "'"))) return name;
  return `${match[3]!}, ${article}`;
}
