import { expect, it } from 'vitest';
import { changesBetween } from './shown-changes.ts';

const changed = (before: string, after: string): string[][] => {
  const changes = changesBetween(before, after);
  return [changes.before, changes.after].map((parts) => parts.filter((part) => part.changed).map(({ text }) => text));
};

it('shows the letters that change of a name that is nearly the same', () => {
  expect(changed('Last Fery', 'Last Ferry')).toEqual([[], ['r']]);
  expect(changed('Salt', 'Salt')).toEqual([[], []]);
});

it('shows another name as a whole', () => {
  expect(changed('track 2', 'Nattsvømmer')).toEqual([['track 2'], ['Nattsvømmer']]);
  expect(changed('', 'Salt')).toEqual([[], ['Salt']]);
});
