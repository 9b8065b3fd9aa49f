import { describe, expect, it } from 'vitest';
import { canPlan, planFile, planPassThrough, sizeOfPlan } from './plan-file.ts';
import type { PlanInput } from './plan-input.ts';
import { planner } from './planner.ts';
import { coverOf, layoutWith } from './testing/layouts.ts';

const inputOf = (container: string, given: Partial<PlanInput> = {}): PlanInput => ({
  layout: layoutWith({ container }),
  tags: {},
  pictures: [],
  ...given,
});

describe('a planner that needs lengths alone', () => {
  const plannerInto = (seen: PlanInput[]) =>
    planner((input) => {
      seen.push(input);
      return { size: 7, segments: [], headerLength: 3 };
    });

  it('leaves out pictures that would have to be decoded', () => {
    const seen: PlanInput[] = [];
    const plain = plannerInto(seen);
    const whole = coverOf(3);
    const { location, encoding, type, mime, description } = {
      location: { offset: 0, length: 4 },
      encoding: 'base64' as const,
      type: 3,
      mime: 'image/png',
      description: '',
    };
    const input = inputOf('flac', {
      pictures: [coverOf(3, { encoded: { location, encoding, type, mime, description } }), whole],
    });
    expect(plain.plan(input, undefined)).toEqual({ size: 7, segments: [], headerLength: 3 });
    expect(plain.size(input)).toMatchObject({ size: 7, headerLength: 3 });
    expect(seen.map(({ pictures }) => pictures)).toEqual([[whole], [whole]]);
    expect(plain.needsFiles).toBe(false);
  });

  it('plans every file unless told otherwise', () => {
    expect(plannerInto([]).canPlan(layoutWith({}))).toBe(true);
    expect(planner(planUnused, () => false).canPlan(layoutWith({}))).toBe(false);
  });

  function planUnused(): never {
    throw new Error('is not called');
  }
});

describe('the plan of a file', () => {
  it('needs a format that Descant writes', () => {
    expect(canPlan(layoutWith({ container: 'later' }), 'with files')).toBe(false);
    const message = 'No header can be written for this later file.';
    expect(() => planFile(inputOf('later'))).toThrow(message);
    expect(() => sizeOfPlan(inputOf('later'))).toThrow(message);
  });

  it('needs access to files for Ogg', () => {
    expect(canPlan(layoutWith({ container: 'ogg' }), 'with files')).toBe(true);
    expect(canPlan(layoutWith({ container: 'ogg' }))).toBe(false);
    expect(() => planFile(inputOf('ogg'))).toThrow('No header can be written for this ogg file without reading it.');
  });

  it('needs an MP4 that says where its audio ends', () => {
    for (const access of ['with files', 'without files'] as const) {
      expect(canPlan(layoutWith({ container: 'mp4', detail: { openEnd: false } }), access)).toBe(true);
      expect(canPlan(layoutWith({ container: 'mp4', detail: { openEnd: true } }), access)).toBe(false);
      expect(canPlan(layoutWith({ container: 'mp4' }), access)).toBe(false);
      expect(canPlan(layoutWith({ container: 'flac' }), access)).toBe(true);
    }
  });

  it('is the file itself where it is passed through', () => {
    expect(planPassThrough(9)).toEqual({
      size: 9,
      headerLength: 0,
      segments: [{ kind: 'source', offset: 0, length: 9 }],
    });
    expect(planPassThrough(0)).toEqual({ size: 0, headerLength: 0, segments: [] });
  });
});
