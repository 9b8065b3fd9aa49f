/**
 * What the records of one source say of a track together: a source may list a file twice, or several copies of it of
 * which the library has one. The highest rating, the earliest date of addition and all plays count.
 */
import type { ImportedRecord } from '../import-record.ts';

export interface Gathered {
  readonly rating: number | null;
  readonly favourite: boolean;
  /** In the order of the records, each text once. */
  readonly notes: readonly string[];
  readonly plays: number;
  readonly skips: number;
  readonly lastPlayed: number | null;
  readonly lastSkipped: number | null;
  readonly added: number | null;
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

export function gathered(records: readonly ImportedRecord[]): Gathered {
  const first = records[0]!;
  if (records.length === 1) return { ...first, notes: first.notes === '' ? [] : [first.notes] };
  const sum = (of: (record: ImportedRecord) => number): number => records.reduce((all, record) => all + of(record), 0);
  const known = (of: (record: ImportedRecord) => number | null): number[] => records.flatMap((one) => of(one) ?? []);
  return {
    rating: largest(known(({ rating }) => rating)),
    favourite: records.some(({ favourite }) => favourite),
    notes: [...new Set(records.map(({ notes }) => notes).filter((notes) => notes !== ''))],
    plays: sum(({ plays }) => plays),
    skips: sum(({ skips }) => skips),
    lastPlayed: largest(known(({ lastPlayed }) => lastPlayed)),
    lastSkipped: largest(known(({ lastSkipped }) => lastSkipped)),
    added: smallest(known(({ added }) => added)),
    fields: Object.assign({}, ...records.toReversed().map(({ fields }) => fields)) as Gathered['fields'],
  };
}

const largest = (numbers: readonly number[]): number | null => (numbers.length === 0 ? null : Math.max(...numbers));

const smallest = (numbers: readonly number[]): number | null => (numbers.length === 0 ? null : Math.min(...numbers));
