import { expect, it } from 'vitest';
import type { PlannedChanges } from './plan.ts';
import { fromText, toText } from './planned-text.ts';

const planned: readonly PlannedChanges[] = [
  {
    id: 3,
    generation: 7,
    changes: [
      { field: 'mood', before: null, after: ['Calm, "so"', 'a\nb'] },
      { field: '__proto__', before: ['x'], after: null },
    ],
  },
  { id: 1, generation: 2, changes: [{ field: 'mood', before: ['\ud800'], after: [''] }] },
];

it('gives the changes back as they were, in their order', () => {
  expect(fromText(toText(planned))).toEqual(planned);
  expect(fromText(toText([]))).toEqual([]);
});

it('counts the tracks of each field', () => {
  expect(Object.entries(toText(planned).fields)).toEqual([
    ['mood', 2],
    ['__proto__', 1],
  ]);
});

it('has the same text for the same changes, however they are cut into pages', () => {
  const textOf = (page: readonly PlannedChanges[]) => Buffer.from(toText(page).text).toString();
  expect(planned.map((one) => textOf([one])).join()).toBe(textOf(planned));
  const later = planned.map((one) => ({ ...one, generation: one.generation + 1 }));
  expect(textOf(later)).toBe(textOf(planned));
});
