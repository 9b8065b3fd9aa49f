/**
 * Gathers the fields of one file in the order in which they are read.
 *
 * Invariants: no empty value, no empty list, and every key is an own key of an object without prototype,
 * so that a file cannot reach `Object.prototype` with a field called `__proto__` or `constructor`.
 */
import { NUMBER_FIELDS, TOTAL_FIELDS } from '../tag-mapping.ts';
import type { Tags } from '../layout.ts';
import { LayoutError } from '../layout.ts';

/** No file has more values; one that claims so is made to fill memory. */
const MOST_VALUES = 50_000;

export class TagCollector {
  #count = 0;
  readonly tags: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  /** How the file spells the names of fields that the mapping table does not know, where that is not the default. */
  readonly names: Record<string, string> = Object.create(null) as Record<string, string>;

  /** Adds a value to a field. Empty values and NULs at the end do not count. */
  add(field: string, value: string): void {
    let length = value.length;
    while (value.charCodeAt(length - 1) === 0) length -= 1;
    if (length === 0) return;
    this.#count += 1;
    if (this.#count > MOST_VALUES) throw new LayoutError(`The file has more than ${MOST_VALUES} tag values.`);
    const values = this.tags[field];
    const text = value.slice(0, length);
    if (values === undefined) this.tags[field] = [text];
    // A file has one total: where two of its tags name it, the first counts.
    else if (!TOTAL_FIELDS.has(field)) values.push(text);
  }

  /** Adds a value unless the field has it already: for names of which several stand for one field. */
  addOnce(field: string, value: string): void {
    if (this.tags[field]?.includes(value) !== true) this.add(field, value);
  }

  /** Adds `3/12` as number and total to `tracknumber`, `discnumber` or `movementnumber`. */
  addNumber(field: string, value: string): void {
    const slash = value.indexOf('/');
    if (slash < 0) {
      this.add(field, value);
      return;
    }
    this.add(field, value.slice(0, slash).trim());
    const total = NUMBER_FIELDS.get(field);
    if (total !== undefined) this.add(total, value.slice(slash + 1).trim());
  }

  replace(field: string, values: readonly string[]): void {
    delete this.tags[field];
    for (const value of values) this.add(field, value);
  }

  has(field: string): boolean {
    return this.tags[field] !== undefined;
  }

  /** Takes over the fields of a tag of lower rank that this one lacks. */
  fill(other: Tags): void {
    for (const field in other) {
      if (this.tags[field] === undefined) this.tags[field] = [...(other[field] as readonly string[])];
    }
  }

  /** The fields. A year without a date is the date: some taggers write only `YEAR`. */
  finish(): Tags {
    const { tags } = this;
    if (tags['year'] !== undefined && tags['date'] === undefined) {
      tags['date'] = tags['year'];
      delete tags['year'];
    }
    return tags;
  }

  /** The detail entry that carries `names`, or nothing when every name has its default spelling. */
  nameDetail(): { names?: Readonly<Record<string, string>> } {
    for (const _ in this.names) return { names: this.names };
    return {};
  }
}
