/** Words of declared fields. */
import type { DeclaredType, DeclareResult } from '../../app/model/fields.ts';
import { t, type Text } from '../words/text.ts';

export const TYPE_LABELS: Readonly<Record<DeclaredType, Text>> = {
  text: 'Text',
  list: 'Several texts',
  number: 'Number',
  date: 'Date',
  boolean: 'Yes or no',
  duration: 'Duration',
  rating: 'Rating',
};

/** What became of a declaration, and what the tracks have already. */
export function addedWords(name: string, { tracks, unfit, examples }: DeclareResult): string {
  if (tracks === 0) return t('The field {{name}} was declared', { name });
  const have = t('The field {{name}} was declared: {{count}} tracks have a value already', { name, count: tracks });
  if (unfit === 0) return have;
  return `${have}${t(', of which {{count}} do not fit, such as {{examples}}', { count: unfit, examples: examples.join(', ') })}`;
}
