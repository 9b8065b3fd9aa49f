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

describe('the form of a field', () => {
  const namesOf = (form: string): string[] => FIELDS.filter((field) => field.form === form).map(({ name }) => name);

  it('is that of a number for what is counted, a track may be a side', () => {
    const counts = ['totaltracks', 'discnumber', 'totaldiscs', 'movementnumber', 'movementtotal'];
    expect(namesOf('count')).toEqual(counts);
    expect(namesOf('position')).toEqual(['tracknumber']);
    expect(namesOf('tempo')).toEqual(['bpm']);
  });

  it('is that of a date and of a flag for what queries take as such', () => {
    for (const { name, type, form } of FIELDS) {
      expect([name, form === 'date', form === 'flag']).toEqual([name, type === 'date', type === 'boolean']);
    }
    expect(namesOf('date')).toEqual(['date', 'originaldate', 'originalyear', 'releasedate']);
    expect(namesOf('rating')).toEqual(['rating']);
    expect(namesOf('moment')).toEqual(['added']);
    expect(namesOf('flag')).toEqual([
      'favourite',
      'hidden',
      'trashed',
      'showmovement',
      'compilation',
      'podcast',
      'gapless',
    ]);
  });

  it('is that of a UUID for identifiers, but for the hash of a disc', () => {
    const ids = FIELDS.map(({ name }) => name).filter((name) => /^musicbrainz_|^acoustid_id$|^musicip_/.test(name));
    expect(namesOf('uuid')).toEqual(ids.filter((name) => name !== 'musicbrainz_discid'));
    expect(ids).toHaveLength(13);
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
