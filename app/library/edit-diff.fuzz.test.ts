/**
 * Random edits, undos and redos of any batch in any order, applied one by one to the present overrides, against the
 * whole history replayed from nothing.
 */
import { expect, it } from 'vitest';
import { seededRandom } from '../audio/test-signals.ts';
import {
  changed,
  compose,
  diffOf,
  inForce,
  isEmpty,
  reverse,
  sameState,
  stateIn,
  type EditDiff,
  type EditPart,
  type OverrideState,
} from './edit-diff.ts';
import type { Overrides } from './effective-track.ts';

/** Seeds that once failed come first. */
const SEEDS = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233];
const STEPS = 120;
const TRACKS = [1, 2, 3];
const FIELDS = ['title', 'artist', 'picture'];
/** Few states, so that a field often returns to one that it had before. */
const STATES: readonly OverrideState[] = [undefined, null, ['a'], ['b'], ['a', 'b']];

type Library = ReadonlyMap<number, Overrides>;

const NOTHING: Library = new Map(TRACKS.map((id) => [id, {}]));
const overridesIn = (library: Library) => (id: number) => library.get(id) ?? null;

function applied(library: Library, diff: EditDiff): Library {
  return new Map(Array.from(library, ([id, overrides]) => [id, changed(overrides, diff.get(id) ?? new Map())]));
}

function randomEdit(library: Library, random: () => number): EditDiff {
  const parts: EditPart[] = [];
  for (const trackId of TRACKS) {
    for (const field of FIELDS) {
      if (random() < 0.7) continue;
      const to = STATES[Math.floor(random() * STATES.length)];
      parts.push({ trackId, field, change: [stateIn(library.get(trackId)!, field), to] });
    }
  }
  return diffOf(parts);
}

it.each(SEEDS)('edits, undos and redos in any order equal a replay of the history (seed %i)', (seed) => {
  const random = seededRandom(seed);
  const history: EditDiff[] = [];
  let library = NOTHING;
  for (let step = 0; step < STEPS; step++) {
    const past = history[Math.floor(random() * history.length)];
    // An undo of an undo is a redo: both reverse what is in force of a batch.
    const diff =
      past && random() < 0.5 ? reverse(inForce(past, overridesIn(library)).held) : randomEdit(library, random);
    if (isEmpty(diff)) continue;
    const before = library;
    library = applied(library, diff);
    history.push(diff);
    expect(applied(library, reverse(diff))).toEqual(before);
    expect(inForce(diff, overridesIn(library))).toEqual({ held: diff, overtaken: [] });
  }

  expect(history.length).toBeGreaterThan(STEPS / 3);
  expect(history.reduce(applied, NOTHING)).toEqual(library);
  const whole = history.reduce(compose);
  expect(applied(NOTHING, whole)).toEqual(library);
  expect(applied(library, reverse(whole))).toEqual(NOTHING);
  const middle = Math.floor(random() * (history.length - 2)) + 1;
  const halves = [history.slice(0, middle), history.slice(middle)].map((half) => half.reduce(compose));
  expect(compose(halves[0]!, halves[1]!)).toEqual(whole);
});

it.each(SEEDS)('undoing from the last batch back and redoing forth passes the same states (seed %i)', (seed) => {
  const random = seededRandom(seed);
  const states: Library[] = [NOTHING];
  const batches: EditDiff[] = [];
  for (let step = 0; step < STEPS; step++) {
    const diff = randomEdit(states.at(-1)!, random);
    batches.push(diff);
    states.push(applied(states.at(-1)!, diff));
  }
  let library = states.at(-1)!;
  for (let step = STEPS - 1; step >= 0; step--) {
    const { held, overtaken } = inForce(batches[step]!, overridesIn(library));
    expect(overtaken).toEqual([]);
    library = applied(library, reverse(held));
    expect(library).toEqual(states[step]);
  }
  for (let step = 0; step < STEPS; step++) {
    const { held, overtaken } = inForce(reverse(batches[step]!), overridesIn(library));
    expect(overtaken).toEqual([]);
    library = applied(library, reverse(held));
    expect(library).toEqual(states[step + 1]);
  }
});

it.each(SEEDS)('a field whose values never recur is what its batches still in force make it (seed %i)', (seed) => {
  const random = seededRandom(seed);
  let next = 0;
  let state: Overrides = {};
  // Per batch its change of the one field; undone ones leave the list.
  let inEffect: EditDiff[] = [];
  for (let step = 0; step < STEPS; step++) {
    const target = inEffect[Math.floor(random() * inEffect.length)];
    if (target && random() < 0.4) {
      const { held } = inForce(target, () => state);
      if (isEmpty(held)) continue;
      state = changed(state, reverse(held).get(1)!);
      inEffect = inEffect.filter((batch) => batch !== target);
    } else {
      const edit = diffOf([{ trackId: 1, field: 'title', change: [stateIn(state, 'title'), [String(next++)]] }]);
      state = changed(state, edit.get(1)!);
      inEffect.push(edit);
    }
    const replayed = isEmpty(inEffect.reduce(compose, new Map())) ? undefined : inEffect.reduce(compose).get(1);
    expect(sameState(stateIn(state, 'title'), replayed?.get('title')?.[1])).toBe(true);
  }
});
