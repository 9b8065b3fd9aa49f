import { describe, expect, it } from 'vitest';
import { FIELDS } from './field-table.ts';
import { canonicalName, findField } from './find-field.ts';

const ALL_NAMES = FIELDS.flatMap(({ name, aliases }) => [name, ...aliases]);

describe('the field table', () => {
  it('gives no name or alias to two fields', () => {
    expect(ALL_NAMES.filter((name, index) => ALL_NAMES.indexOf(name) !== index)).toEqual([]);
  });

  it('gives no label to two fields', () => {
    const labels = FIELDS.map(({ label }) => label.toLowerCase());
    expect(labels.filter((label, index) => labels.indexOf(label) !== index)).toEqual([]);
  });

  it('has no label that is the name or an alias of another field', () => {
    const foreign = FIELDS.filter(({ name, label }) => (findField(label)?.name ?? name) !== name);
    expect(foreign.map(({ label }) => label)).toEqual([]);
  });

  it('has names that can be typed in a query and in a template: lower case, without spaces', () => {
    expect(ALL_NAMES.filter((name) => !/^[a-z][a-z0-9_]*$/.test(name))).toEqual([]);
  });

  it('keeps what Descant measures apart from what can be typed', () => {
    const measured = FIELDS.filter(({ readOnly }) => readOnly);
    expect(measured.length).toBeGreaterThan(0);
    expect(measured.filter(({ always, many, long, forPrograms }) => always || many || long || forPrograms)).toEqual([]);
  });
});

describe('a name', () => {
  it.each([
    ['comment', 'comment'],
    ['comments', 'comment'],
    ['Comments', 'comment'],
    ['tracktotal', 'totaltracks'],
    ['mb_trackid', 'musicbrainz_recordingid'],
    ['My Field', 'my field'],
    ['constructor', 'constructor'],
    ['__proto__', '__proto__'],
    ['hasOwnProperty', 'hasownproperty'],
  ])('%s means the field %s', (name, field) => {
    expect(canonicalName(name)).toBe(field);
  });

  it('that is not in the table is no field of it, whatever objects inherit', () => {
    for (const name of ['my field', 'constructor', '__proto__', 'toString', '']) {
      expect(findField(name)).toBeUndefined();
    }
  });

  it('finds the row of the field', () => {
    expect(findField('YEAR')).toBe(FIELDS.find(({ name }) => name === 'date'));
  });
});
