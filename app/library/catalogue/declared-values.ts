/**
 * Keeps the values of declared fields, of tracks that were derived before the field was declared. Until they are kept,
 * queries and facets read them from the tags (`query/value-conditions.ts`): the sets of fields tell of each track whether
 * they are. So nobody has to wait for this.
 */
import { declaredFields } from '../../../fuse/fields/declared-fields.ts';
import type { Tags } from '../../../fuse/formats/layout.ts';
import type { Connection } from '../../storage/connection.ts';
import { tagPath } from '../query/field-columns.ts';
import type { FieldSets } from './field-sets.ts';
import type { TrackValues } from './track-values.ts';

export class DeclaredValues {
  readonly #values: TrackValues;
  readonly #fieldSets: FieldSets;
  readonly #counted;
  readonly #setCounted;
  readonly #without;
  readonly #setFields;

  constructor(connection: Connection, values: TrackValues, fieldSets: FieldSets) {
    this.#values = values;
    this.#fieldSets = fieldSets;
    this.#counted = connection.prepare<[], string>('SELECT counted FROM catalogue_state').pluck();
    this.#setCounted = connection.prepare('UPDATE catalogue_state SET counted = ?');
    this.#without = connection
      .prepare<[string], number>(`
        SELECT track_id FROM album_track
        WHERE field_set IN (SELECT id FROM field_set WHERE json_extract(fields, ?) = 0)`)
      .pluck();
    this.#setFields = connection.prepare('UPDATE album_track SET field_set = ? WHERE track_id = ?');
  }

  /** Whether fields have been declared, or are declared no more, since all was kept. */
  get isPending(): boolean {
    return this.#counted.get() !== JSON.stringify(declaredNames());
  }

  /** Tracks with values of a field that was declared since then. */
  pending(): readonly number[] {
    const known = new Set(JSON.parse(this.#counted.get()!) as string[]);
    const names = declaredNames().filter((name) => !known.has(name));
    return [...new Set(names.flatMap((name) => this.#without.all(tagPath(name))))];
  }

  /** Inside a transaction. @param tags in force */
  keep(id: number, tags: Tags): void {
    this.#values.write(id, tags);
    this.#setFields.run(this.#fieldSets.idOf(tags), id);
  }

  /** All that was pending is kept. */
  end(): void {
    this.#setCounted.run(JSON.stringify(declaredNames()));
  }
}

function declaredNames(): string[] {
  return declaredFields()
    .map(({ name }) => name)
    .sort();
}
