import { describe, expect, it } from 'vitest';
import type { SoundComparison, SoundStretch } from '../../app/model/recognition.ts';
import { beginWords, clockOf, commonPart, lanesOf, placeInLane, ticksOf, type Compared } from './sound-lanes.ts';

const sound = (letter: string, duration: number) => ({
  id: letter.codePointAt(0)!,
  letter,
  name: 'FLAC',
  duration,
  lossless: true,
});
const A = sound('A', 400);
const compared = (start: number, otherStart: number, length: number): SoundComparison => {
  const stretch: SoundStretch = { start, otherStart, length, errorRate: 0.01, speed: 1 };
  return {
    match: { kind: 'same', score: 0.98, offset: otherStart - start, length, stretches: [stretch] },
    acoustid: 0.9,
  };
};
const NOTHING: SoundComparison = { match: null, acoustid: 0 };
const lanes = (...others: readonly (readonly [number, Compared])[]) =>
  lanesOf(
    [A, ...others.map(([duration], at) => sound('BCD'[at]!, duration))],
    others.map(([, known]) => known),
  );

describe('sounds on the clock of the first', () => {
  it('begin where their common part says', () => {
    const [first, early, late] = lanes([410, compared(0, 10, 397.5)], [391, compared(9, 0, 390.5)]);
    expect(first).toMatchObject({ letter: 'A', begin: 0, same: null });
    expect(early).toMatchObject({ letter: 'B', begin: -10, same: { start: 0, end: 397.5 }, score: 0.98 });
    expect(late).toMatchObject({ letter: 'C', begin: 9, same: { start: 9, end: 399.5 } });
  });

  it('have a common part that ends with the shorter of them', () => {
    expect(lanes([100, compared(50, 0, 101)])[1]?.same).toEqual({ start: 50, end: 150 });
    expect(lanes([900, compared(0, 5, 401)])[1]?.same).toEqual({ start: 0, end: 400 });
  });

  it('begin together where nothing is known, and where nothing is the same', () => {
    const all = lanes([100, null], [100, NOTHING], [100, { problem: 'x' }]);
    expect(all.map(({ begin, same }) => [begin, same])).toEqual(Array.from({ length: 4 }, () => [0, null]));
    expect(commonPart(all)).toBeNull();
    expect(lanesOf([], [])).toEqual([]);
  });

  it('have in common what each has with the first', () => {
    expect(commonPart(lanes([410, compared(0, 10, 395)], [391, compared(9, 0, 300)], [9, NOTHING]))).toEqual({
      start: 9,
      end: 309,
    });
    expect(commonPart(lanes([60, compared(0, 0, 50)], [60, compared(200, 0, 50)]))).toBeNull();
  });

  it('span from the first beginning to the last end', () => {
    expect(clockOf(lanes([500, compared(0, 10, 395)]))).toEqual({ start: -10, end: 490 });
    expect(clockOf(lanes([20, compared(9, 0, 18)]))).toEqual({ start: 0, end: 400 });
  });
});

describe('the marks of the clock', () => {
  it('are round times, no more than fit', () => {
    expect(ticksOf({ start: 0, end: 400 })).toEqual([0, 60, 120, 180, 240, 300, 360]);
    expect(ticksOf({ start: -11, end: 30 })).toEqual([-10, -5, 0, 5, 10, 15, 20, 25, 30]);
    expect(ticksOf({ start: 0, end: 1e6 }).length).toBeLessThan(60);
  });
});

it('a change of sound keeps the place, within the sound', () => {
  const [a, b] = lanes([391, compared(9, 0, 388)]);
  expect(placeInLane(a!, 100)).toBe(100);
  expect(placeInLane(b!, 100)).toBe(91);
  expect(placeInLane(b!, 3)).toBe(0);
  expect(placeInLane(b!, 999)).toBe(391);
});

it('words say when each begins', () => {
  const words = lanes([391, compared(9.06, 0, 300)], [410, compared(0, 10, 300)], [400, compared(0, 0.4, 300)]).map(
    (lane) => beginWords(lane, 'A'),
  );
  expect(words.slice(1)).toEqual(['B begins 9.1 s into A', 'C has 10 s before A begins', 'D begins together with A']);
  const others = lanes([9, null], [9, NOTHING], [9, { problem: 'it is silent' }]).map((lane) => beginWords(lane, 'A'));
  expect(others.slice(1)).toEqual([
    'B is being compared with A …',
    'C and A have no part in common',
    'D cannot be compared: it is silent',
  ]);
});
