import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../../fuse/fields/field-table.ts';
import { FIELD_COLUMNS, queryField, SORT_COLUMNS, sortFields, sortColumns, tagPath } from './field-columns.ts';

const NAMES = new Set(FIELDS.map(({ name }) => name));

describe('the columns of fields', () => {
  it('are keyed by the names of the field table', () => {
    expect([...FIELD_COLUMNS.keys(), ...SORT_COLUMNS.keys()].filter((name) => !NAMES.has(name))).toEqual([]);
  });

  it('cover every field that no tag holds', () => {
    const untagged = FIELDS.filter(({ readOnly, type }) => readOnly || type === 'picture').map(({ name }) => name);
    expect(untagged.filter((name) => !FIELD_COLUMNS.has(name))).toEqual([]);
  });

  it('compare every field as its type says', () => {
    for (const { name, type } of FIELDS) {
      const kind = queryField(name)?.kind;
      if (type === 'number' || type === 'duration') expect([name, kind]).toEqual([name, type]);
      else if (type === 'moment') expect([name, kind]).toEqual([name, 'date']);
      // Dates are asked by their year, or as they are written.
      else if (type === 'date') expect(queryField(name)).toMatchObject({ kind: 'number', date: expect.any(String) });
      else if (type === 'boolean') expect([name, kind]).toEqual([name, 'flag']);
      else expect([undefined, 'text', 'genre', 'path', 'picture', 'sound']).toContain(kind);
    }
  });

  it('are the same for a name and its aliases', () => {
    for (const { name, aliases } of FIELDS) {
      for (const alias of aliases) {
        expect(queryField(alias)).toEqual(queryField(name));
        expect(sortColumns(alias)).toEqual(sortColumns(name));
      }
    }
  });

  it('let tracks be sorted by names and aliases', () => {
    expect(sortFields()).toEqual(expect.arrayContaining(['title', 'year', 'date', 'track', 'kind', 'format', 'added']));
    for (const name of sortFields()) expect(sortColumns(name)).toBeDefined();
    expect(sortColumns('mood')).toBeUndefined();
  });

  it('take a number among the tags for a number', () => {
    expect(queryField('totaltracks')).toMatchObject({
      kind: 'number',
      column: expect.stringContaining(`'$."totaltracks"[0]') AS REAL)`),
    });
    expect(queryField('mood')).toBeUndefined();
  });

  it.each(['constructor', 'toString', '__proto__', 'my own'])('know nothing of a custom field %s', (name) => {
    expect(queryField(name)).toBeUndefined();
    expect(sortColumns(name)).toBeUndefined();
  });

  it('cannot be escaped from by a name with quotation marks or backslashes', () => {
    expect(tagPath('a"b')).toBe(String.raw`$."a\"b"`);
    expect(tagPath('a\\')).toBe(String.raw`$."a\\"`);
  });
});
