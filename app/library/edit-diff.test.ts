import { describe, expect, it } from 'vitest';
import {
  changed,
  compose,
  diffOf,
  inForce,
  isEmpty,
  partsOf,
  reverse,
  sameState,
  stateIn,
  type EditDiff,
  type OverrideState,
} from './edit-diff.ts';

/** A difference of one track, written field → [from, to]. */
const diff = (fields: Record<string, [OverrideState, OverrideState]>, trackId = 1): EditDiff =>
  diffOf(Object.entries(fields).map(([field, change]) => ({ trackId, field, change })));

describe('the state of an override', () => {
  it('is none, removed, or values, which all differ', () => {
    expect(stateIn({ a: null, b: ['x'] }, 'a')).toBeNull();
    expect(stateIn({ a: null, b: ['x'] }, 'b')).toEqual(['x']);
    expect(stateIn({}, 'a')).toBeUndefined();
    expect(stateIn({}, 'constructor')).toBeUndefined();
  });

  it.each<[OverrideState, OverrideState, boolean]>([
    [undefined, undefined, true],
    [null, null, true],
    [undefined, null, false],
    [null, undefined, false],
    [null, [], false],
    [undefined, [], false],
    [[], undefined, false],
    [['x'], ['x'], true],
    [['x'], ['y'], false],
    [['x'], ['x', 'y'], false],
    [['x', 'y'], ['x'], false],
    [['x', 'y'], ['y', 'x'], false],
  ])('%j and %j are the same: %s', (a, b, same) => {
    expect(sameState(a, b)).toBe(same);
  });
});

describe('a difference', () => {
  it('holds no change from a state to the same, and no track without changes', () => {
    expect(isEmpty(diffOf([]))).toBe(true);
    expect(isEmpty(diff({ a: [['x'], ['x']], b: [undefined, undefined] }))).toBe(true);
    expect(isEmpty(diff({ a: [undefined, null] }))).toBe(false);
    expect([...diff({ a: [['x'], ['x']], b: [null, undefined] }).keys()]).toEqual([1]);
    expect([...partsOf(diff({ a: [['x'], ['x']], b: [null, ['y']] }))]).toEqual([
      { trackId: 1, field: 'b', change: [null, ['y']] },
    ]);
  });

  it('joins the parts of a field from the first state to the last', () => {
    const parts = [
      { trackId: 1, field: 'a', change: [undefined, ['x']] as const },
      { trackId: 2, field: 'a', change: [undefined, ['z']] as const },
      { trackId: 1, field: 'a', change: [['x'], null] as const },
    ];
    expect([...partsOf(diffOf(parts))]).toEqual([
      { trackId: 1, field: 'a', change: [undefined, null] },
      { trackId: 2, field: 'a', change: [undefined, ['z']] },
    ]);
  });

  it('is empty after there and back, and can go on from there', () => {
    const there = diff({ a: [undefined, ['x']] });
    expect(isEmpty(compose(there, reverse(there)))).toBe(true);
    const on = compose(compose(there, reverse(there)), diff({ a: [undefined, ['y']] }));
    expect([...partsOf(on)]).toEqual([{ trackId: 1, field: 'a', change: [undefined, ['y']] }]);
  });

  it('reversed goes back', () => {
    const there = diff({ a: [undefined, ['x']], b: [['y'], null] });
    expect([...partsOf(reverse(there))]).toEqual([
      { trackId: 1, field: 'a', change: [['x'], undefined] },
      { trackId: 1, field: 'b', change: [null, ['y']] },
    ]);
    expect(reverse(reverse(there))).toEqual(there);
  });

  it('composed forgets the state between, also where a batch between has been taken out', () => {
    const first = diff({ a: [undefined, ['1']] });
    const third = diff({ a: [['2'], ['3']] });
    expect([...partsOf(compose(first, third))]).toEqual([{ trackId: 1, field: 'a', change: [undefined, ['3']] }]);
  });

  it('composed keeps what only one of the two changes', () => {
    expect(compose(diff({ a: [undefined, ['1']] }), diff({ a: [null, ['2']] }, 2))).toEqual(
      new Map([...diff({ a: [undefined, ['1']] }), ...diff({ a: [null, ['2']] }, 2)]),
    );
  });
});

describe('what is in force of a difference', () => {
  const batch = compose(diff({ a: [undefined, ['x']], b: [['o'], null] }), diff({ a: [undefined, ['x']] }, 2));

  it('are the parts whose result is there', () => {
    const now = { a: ['x'], b: ['later'] };
    const { held, overtaken } = inForce(batch, (id) => (id === 1 ? now : null));
    expect(held).toEqual(diff({ a: [undefined, ['x']] }));
    expect(overtaken).toEqual([
      { trackId: 1, field: 'b', change: [['o'], null] },
      { trackId: 2, field: 'a', change: [undefined, ['x']] },
    ]);
  });

  it('tells a removed field from one that is not edited', () => {
    const removal = diff({ a: [['o'], null] });
    expect(isEmpty(inForce(removal, () => ({})).held)).toBe(true);
    expect(inForce(removal, () => ({ a: null })).held).toEqual(removal);
    const release = diff({ a: [['o'], undefined] });
    expect(isEmpty(inForce(release, () => ({ a: null })).held)).toBe(true);
    expect(inForce(release, () => ({})).held).toEqual(release);
    expect(isEmpty(inForce(release, () => null).held)).toBe(true);
  });
});

describe('changed overrides', () => {
  it('have the new states and nothing of fields without override', () => {
    const before = { a: ['x'], b: null, c: ['z'] };
    const changes = diff({ a: [['x'], undefined], b: [null, ['y']], d: [undefined, null] }).get(1)!;
    expect(changed(before, changes)).toEqual({ b: ['y'], c: ['z'], d: null });
    expect(before).toEqual({ a: ['x'], b: null, c: ['z'] });
  });

  it('may have fields with the names of members of objects', () => {
    const result = changed({}, new Map([['__proto__', [undefined, ['x']] as const]]));
    expect(Object.entries(result)).toEqual([['__proto__', ['x']]]);
  });
});
