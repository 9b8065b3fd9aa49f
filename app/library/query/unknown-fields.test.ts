import { beforeEach, describe, expect, it } from 'vitest';
import { memoryLibrary, TESTER, type MemoryLibrary } from '../testing-library.ts';
import { parseQuery } from './parse.ts';
import { QueryError } from './rule.ts';
import { customFields, CustomFields, nearestField } from './unknown-fields.ts';

let library: MemoryLibrary;
let id: number;
let fields: CustomFields;
const check = (query: string): void => fields.check(parseQuery(query).rule, query);

beforeEach(() => {
  library = memoryLibrary();
  id = library.add({ tags: { title: ['a mood'], 'my field': ['x'], mood: ['calm'] } });
  fields = new CustomFields(library.connection);
});

describe('fields of a query that the table does not have', () => {
  it.each([
    ['artst:ember', ['artst']],
    ['artist:ember album:="x" year:1999 -genre::y has:picture words is:edited', []],
    ['(a:x , b:=x) -c::x d:==x has:e missing:F', ['a', 'b', 'c', 'd', 'e', 'f']],
    ['a:', []],
    ['"a:x"', []],
  ])('of %s are %j', (query, names) => {
    expect([...customFields(parseQuery(query).rule)]).toEqual(names);
  });
});

describe('a query', () => {
  it('may ask for a custom field that a file or an edit has', () => {
    check('mood:calm');
    check('has:"my field"');
    expect(() => check('feeling:warm')).toThrow(QueryError);
    library.edits.apply([id], { feeling: ['warm'] }, TESTER);
    fields = new CustomFields(library.connection);
    check('feeling:warm');
  });

  it.each([
    ['artst:ember', 0, 'no track has a field "artst"; did you mean artist:?'],
    ['-gnere:folk', 1, 'no track has a field "gnere"; did you mean genre:?'],
    ['missing:titel', 8, 'no track has a field "titel"; did you mean title:?'],
    ['x , zzzzzz:=1', 4, 'no track has a field "zzzzzz"'],
    ['a mood:x b:y', 9, 'no track has a field "b"'],
  ])('is refused where it asks for a field that no track has: %s', (query, position, message) => {
    expect(() => check(query)).toThrow(expect.objectContaining({ message, position, query }));
  });
});

describe('the nearest field', () => {
  it.each([
    ['artst', 'artist'],
    ['aritst', 'artist'],
    ['albumartis', 'albumartist'],
    ['yeer', 'year'],
    ['quite another', null],
    ['x', null],
  ])('to %s is %s', (name, field) => {
    expect(nearestField(name)).toBe(field);
  });
});
