import { afterEach, describe, expect, it } from 'vitest';
import { allFields, declaredField, declaredFields, declareFields } from './declared-fields.ts';
import { FIELDS, type Field } from './field-table.ts';
import { canonicalName, fieldOfTable, findField } from './find-field.ts';

const named = (name: string, ...aliases: string[]): Field => ({ ...FIELDS[0]!, name, aliases });
afterEach(() => declareFields([]));

describe('declared fields', () => {
  it('are found by their names and aliases like those of the table, whatever the case', () => {
    const shelf = named('shelf mark', 'shelf');
    declareFields([shelf]);
    expect([findField('Shelf'), findField('shelf mark'), declaredField('shelf')]).toEqual([shelf, shelf, shelf]);
    expect(canonicalName('SHELF')).toBe('shelf mark');
    expect(fieldOfTable('shelf')).toBeUndefined();
    expect([declaredFields(), allFields()]).toEqual([[shelf], [...FIELDS, shelf]]);
  });

  it('take no name of the table', () => {
    declareFields([named('year'), named('title')]);
    expect([findField('year')?.name, findField('title')]).toEqual(['date', FIELDS[0]]);
  });

  it('are gone when others are declared', () => {
    declareFields([named('shelf')]);
    declareFields([named('room')]);
    expect([findField('shelf'), findField('room')?.name]).toEqual([undefined, 'room']);
    declareFields([]);
    expect([findField('room'), allFields()]).toEqual([undefined, FIELDS]);
  });
});
