import { describe, expect, it } from 'vitest';
import { FIELDS } from '../../fuse/fields/field-table.ts';
import { editableField, FieldNameError } from './editable-field.ts';

describe('the name of a field in an edit', () => {
  it('may be a name or an alias of the table, in any case, with spaces around it', () => {
    for (const { name, aliases, readOnly } of FIELDS) {
      if (readOnly) continue;
      for (const typed of [name, ...aliases, ` ${name.toUpperCase()} `]) expect(editableField(typed)).toBe(name);
    }
  });

  it.each(['my own field', 'constructor', 'tostring', 'a/b (c)', '3'])('may be a custom one: %s', (name) => {
    expect(editableField(name)).toBe(name);
  });

  it('may have 127 characters and no more', () => {
    expect(editableField('x'.repeat(127))).toHaveLength(127);
    expect(() => editableField('x'.repeat(128))).toThrow(FieldNameError);
  });

  it('is the name that tracks have where it is exact, also for what is an alias or measured', () => {
    expect(editableField('Country', 'exact')).toBe('country');
    expect(editableField('format', 'exact')).toBe('format');
    expect(() => editableField('a=b', 'exact')).toThrow(FieldNameError);
  });

  it.each(['', ' ', '__proto__', '-x', 'a=b', 'a\u0000b'])('is refused where no format can carry it: %j', (name) => {
    expect(() => editableField(name)).toThrow(
      expect.objectContaining({
        name: 'FieldNameError',
        code: 'BAD_FIELD',
        message: `"${name}" cannot be a field name: use letters, digits, spaces and - _ . : only`,
      }),
    );
  });

  it('is refused where Descant measures or records the field, under every alias', () => {
    for (const { name, aliases, readOnly } of FIELDS) {
      if (!readOnly) continue;
      for (const typed of [name, ...aliases]) {
        expect(() => editableField(typed)).toThrow(`"${typed}" cannot be edited: Descant measures it or records it`);
      }
    }
  });
});
