import { expect, it } from 'vitest';
import { memoryLibrary } from '../library/testing-library.ts';
import { deleteGroup, savedGroups, saveGroups } from './saved-groups.ts';

const SET = { action: 'set', parameters: { field: 'mood', value: 'Calm' } };
const CLEAR = { action: 'clear', parameters: { fields: 'mood' } };

it('keeps groups in the order of their names, and replaces one of the same name', () => {
  const { connection } = memoryLibrary();
  saveGroups(connection, [
    { name: 'Second', steps: [SET] },
    { name: 'first', steps: [SET] },
  ]);
  saveGroups(connection, [{ name: ' SECOND', steps: [CLEAR] }]);
  expect(savedGroups(connection)).toEqual([
    { name: 'first', steps: [SET] },
    { name: 'SECOND', steps: [CLEAR] },
  ]);
});

it('deletes a group, and refuses one that is not there', () => {
  const { connection } = memoryLibrary();
  saveGroups(connection, [{ name: 'My group', steps: [SET] }]);
  expect(deleteGroup(connection, 'my-group')).toEqual([]);
  expect(() => deleteGroup(connection, 'my-group')).toThrow('there is no saved group “my-group”');
});

it.each([
  ['save', '“save” is a word of descant act: choose another name'],
  ['Set', 'there is an action Set: choose another name for the group'],
  ['sort-names', 'there is an action sort-names: choose another name for the group'],
  ['number from title', '“number from title” is built in: choose another name'],
  ['artist:x', '“artist:x” cannot be the name of a group: it reads like a query'],
])('refuses the name %s, and saves nothing of the same request', (name, message) => {
  const { connection } = memoryLibrary();
  expect(() =>
    saveGroups(connection, [
      { name: 'Good', steps: [SET] },
      { name, steps: [SET] },
    ]),
  ).toThrow(message);
  expect(savedGroups(connection)).toEqual([]);
});

it('refuses steps that cannot run', () => {
  const { connection } = memoryLibrary();
  expect(() => saveGroups(connection, [{ name: 'Bad', steps: [{ action: 'set', parameters: {} }] }])).toThrow(
    'set: field is missing; value is missing',
  );
});
