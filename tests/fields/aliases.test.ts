/**
 * One name, one field: what an edit writes under any name or alias of the field table, a query finds, a template shows
 * and the page labels under the same name.
 */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { isCounted } from '../../app/library/catalogue/counted-fields.ts';
import { editableField } from '../../app/library/editable-field.ts';
import { FIELDS, type Field } from '../../fuse/fields/field-table.ts';
import { compileTemplate } from '../../fuse/template/compile.ts';
import { fieldLabel, learnFields, typedField } from '../../renderer/words/field-names.ts';
import { makeAudio } from '../support/audio.ts';
import { testLibrary, TESTER, type TestLibrary } from '../support/library.ts';

let library: TestLibrary;
let id: number;

beforeAll(async () => {
  library = testLibrary();
  makeAudio(join(library.music, 'a.flac'), { tags: {}, seconds: 1 });
  await library.scan();
  [id] = library.find('') as [number];
  learnFields(FIELDS.map((field) => ({ ...field, counted: isCounted(field.name) })));
});

const SAMPLE: Readonly<Record<Field['type'], string>> = {
  text: 'zanzibar',
  number: '1234',
  date: '1987',
  boolean: '1',
  duration: '',
  moment: '',
  picture: '',
};

/** A value that the field takes. */
const sampleOf = ({ type, form }: Field): string =>
  form === 'uuid' ? '0b3f4c1e-52d9-4f6a-9c07-6a2d8e5b9f10' : form === 'rating' ? '4.5' : SAMPLE[type];

const tags = (): Readonly<Record<string, readonly string[]>> => library.reader.tags([id]).get(id) ?? {};
const shown = (name: string): string =>
  compileTemplate(`\${${name}}`).render({ id, tags: tags(), extension: 'flac', addedAt: 0, fileName: 'a' });
const namesOf = ({ name, aliases }: Field): readonly string[] => [name, ...aliases];

const EDITABLE = FIELDS.filter(({ readOnly, type }) => !readOnly && type !== 'picture' && type !== 'moment');

describe.each(EDITABLE.flatMap((field) => namesOf(field).map((typed) => [typed, field] as const)))(
  'the name %s',
  (typed, field) => {
    it('means one field to edits, queries, templates and the page', () => {
      const value = sampleOf(field);
      const before = tags();
      const { batch } = library.edits.apply([id], { [editableField(typed)]: [value] }, TESTER);
      expect(tags()[field.name]).toEqual([value]);
      expect(library.find(`${typed}:${value}`)).toEqual([id]);
      expect(library.find(`${typed}:${field.type === 'boolean' ? 'no' : '1877'}`)).toEqual([]);
      expect(library.find(`has:${typed}`)).toEqual([id]);
      expect(shown(typed)).toBe(field.name === 'compilation' ? 'True' : value);
      expect(typedField(typed)).toBe(field.name);
      expect(fieldLabel(typedField(typed))).toBe(field.label);
      library.edits.undo(batch, TESTER);
      expect(tags()).toEqual(before);
    });
  },
);

describe('the picture', () => {
  it('is asked for under every alias', () => {
    for (const typed of namesOf(FIELDS.find(({ type }) => type === 'picture')!)) {
      expect(editableField(typed)).toBe('picture');
      expect(library.find(`missing:${typed}`)).toEqual([id]);
      expect(library.find(`has:${typed}`)).toEqual([]);
      expect(typedField(typed)).toBe('picture');
    }
  });
});

describe('what Descant measures or records', () => {
  const measured = FIELDS.filter(({ readOnly }) => readOnly);

  it('is found under every alias, and no edit can set it', () => {
    const queries: Readonly<Record<string, string>> = {
      kind: 'flac',
      length: '0.9..1.1',
      bitrate: '1..',
      samplerate: '8000..',
      bitdepth: '8..32',
      channels: '1..2',
      size: '100..',
      path: 'a.flac',
      id: String(id),
      changed: '-1h..',
    };
    for (const field of measured) {
      for (const typed of namesOf(field)) {
        expect(() => editableField(typed)).toThrow('cannot be edited');
        expect(typedField(typed)).toBe(field.name);
        const query = queries[field.name];
        // Nothing has been edited in between that is not undone.
        if (query !== undefined) expect([typed, library.find(`${typed}:${query}`)]).toEqual([typed, [id]]);
      }
    }
  });

  it('is when a track was added, unless the person says when', () => {
    expect(library.find('added:-1h..')).toEqual([id]);
    const { batch } = library.edits.apply([id], { [editableField('added')]: ['2001-02-03'] }, TESTER);
    expect(library.find('added:2001-02')).toEqual([id]);
    expect(library.find('added:-1h..')).toEqual([]);
    library.edits.undo(batch, TESTER);
    expect(library.find('added:-1h..')).toEqual([id]);
  });

  it('shows in a template under the names that templates have for it', () => {
    expect(shown('id')).toBe(String(id));
    expect(shown('format')).toBe('flac');
    expect(shown('added')).toBe('1970-01-01 00:00:00');
  });
});

describe('a custom field that is called like something that objects inherit', () => {
  it.each(['constructor', 'tostring', 'valueof', 'hasownproperty'])('%s works like any other', (name) => {
    expect(() => library.find(`has:${name}`)).toThrow(`no track has a field "${name}"`);
    expect(shown(name)).toBe('');
    const { batch } = library.edits.apply([id], { [editableField(name)]: ['zanzibar'] }, TESTER);
    expect(library.find(`${name}:zanzibar`)).toEqual([id]);
    expect(shown(name)).toBe('zanzibar');
    expect(fieldLabel(typedField(name))).toBe(name);
    library.edits.undo(batch, TESTER);
    expect(Object.hasOwn(tags(), name)).toBe(false);
  });

  it('__proto__ is refused by edits and known to no query', () => {
    expect(() => editableField('__proto__')).toThrow('cannot be a field name');
    expect(() => library.find('__proto__:x')).toThrow('no track has a field "__proto__"');
    expect(() => library.find('has:__proto__')).toThrow('no track has a field "__proto__"');
    expect(shown('__proto__')).toBe('');
  });
});
