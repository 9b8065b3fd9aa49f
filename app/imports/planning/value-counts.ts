/** Counts what the records of a source say, how much of it belongs to tracks that were found, and what changes. */
import { IMPORTED_VALUES, type ImportedCount, type ImportedValue } from '../../model/imports.ts';
import type { ImportedRecord } from '../import-record.ts';

type Count = { -readonly [Name in keyof ImportedCount]: ImportedCount[Name] };

export class ValueCounts {
  readonly #counts = Object.fromEntries(
    IMPORTED_VALUES.map((value): [ImportedValue, Count] => [value, { inSource: 0, found: 0, changed: 0, kept: 0 }]),
  ) as Record<ImportedValue, Count>;

  get all(): Readonly<Record<ImportedValue, ImportedCount>> {
    return this.#counts;
  }

  /** Notes what a record says. */
  note(record: ImportedRecord, isFound: boolean): void {
    const said: Readonly<Record<ImportedValue, number>> = {
      ratings: Number(record.rating !== null),
      favourites: Number(record.favourite),
      notes: Number(record.notes !== ''),
      plays: record.plays,
      skips: record.skips,
      lastPlayed: Number(record.lastPlayed !== null),
      added: Number(record.added !== null),
      fields: Object.keys(record.fields).length,
    };
    for (const value of IMPORTED_VALUES) {
      this.#counts[value].inSource += said[value];
      if (isFound) this.#counts[value].found += said[value];
    }
  }

  /** Notes that a value of a track changes or that the library's own stays. */
  decided(value: ImportedValue, isChanged: boolean, count = 1): void {
    this.#counts[value][isChanged ? 'changed' : 'kept'] += count;
  }
}
