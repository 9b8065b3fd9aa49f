/**
 * Finds the field that a name in a file stands for, without making a new string for the usual spellings.
 *
 * The table is asked with the name as the file spells it: the documented spellings and their lower case are in the
 * map. Other spellings fall back to lower case. Hostile files cannot make the map grow.
 */
export class NameIndex {
  readonly #fields = new Map<string, string>();

  constructor(entries: Iterable<readonly [name: string, field: string]>) {
    for (const [name, field] of entries) {
      for (const spelling of [name, name.toLowerCase()]) {
        if (!this.#fields.has(spelling)) this.#fields.set(spelling, field);
      }
    }
  }

  /** The field of a name, or `undefined` when the table does not know it. */
  get(name: string): string | undefined {
    return this.#fields.get(name) ?? this.#fields.get(name.toLowerCase());
  }
}
