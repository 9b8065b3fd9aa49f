/**
 * By which fields tracks can be counted. The page asks for values of these alone: the list of fields says of each
 * whether it is one of them.
 */
import { declaredField } from '../../../fuse/fields/declared-fields.ts';
import { FIELD_COLUMNS } from '../query/field-columns.ts';
import { VALUE_FIELDS } from './value-fields.ts';

/** No field, but counted by like one. */
export const DECADE = 'decade';
/** What the analysis found about the sound, by the names of `SOUND_FINDINGS`. */
export const SOUND = 'sound';
/** Fields of numbers that nearly every track has one of its own of. */
const LEFT_OUT: ReadonlySet<string> = new Set(['id', 'albumid', 'recordingid', 'size']);

/** Every field that tracks can be counted by, without those that the library declares. */
export const COUNTED_FIELDS: readonly string[] = [
  'genre',
  ...VALUE_FIELDS,
  DECADE,
  SOUND,
  ...[...FIELD_COLUMNS].flatMap(([name, { kind }]) =>
    (kind === 'text' || kind === 'number' || kind === 'flag') && !VALUE_FIELDS.includes(name) && !LEFT_OUT.has(name)
      ? [name]
      : [],
  ),
].filter((name) => name !== 'title');

/** @param name of a field as the table has it, not an alias */
export function isCounted(name: string): boolean {
  return COUNTED_FIELDS.includes(name) || declaredField(name) !== undefined;
}
