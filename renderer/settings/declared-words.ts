/** Words of declared fields. */
import type { DeclaredType, DeclareResult } from '../../app/model/fields.ts';
import { countOf } from '../words/amounts.ts';

export const TYPE_LABELS: Readonly<Record<DeclaredType, string>> = {
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
  if (tracks === 0) return `The field ${name} was declared`;
  const have = `${countOf(tracks, 'track')} ${tracks === 1 ? 'has' : 'have'} a value already`;
  const odd =
    unfit === 0 ? '' : `, of which ${unfit} ${unfit === 1 ? 'does' : 'do'} not fit, such as ${examples.join(', ')}`;
  return `The field ${name} was declared: ${have}${odd}`;
}
