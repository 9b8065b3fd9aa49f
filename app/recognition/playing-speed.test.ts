import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { playingSpeed } from './playing-speed.ts';

const random = new SeededRandom(40);
const LENGTH = 1000;

/** Each item differs from the one before it in some bits, as those of music do. */
function music(length: number): Uint32Array {
  let item = random.u32();
  return Uint32Array.from({ length }, () => {
    for (let changes = 0; changes < 5; changes += 1) item ^= 1 << random.below(32);
    return item >>> 0;
  });
}

const track = music(LENGTH + 100);

/** The track with each item taken from where the function says. */
const moved = (place: (at: number) => number): Uint32Array =>
  Uint32Array.from({ length: LENGTH }, (_, at) => track[Math.round(place(at))]!);
const ofRun = (query: Uint32Array, offset: number, lastOffset: number, errorRate = 0) =>
  playingSpeed(query, track, { start: 0, end: LENGTH, offset, lastOffset, errorRate });

describe('a copy', () => {
  it.each([
    [1.003, 23],
    [0.997, 17],
    [1.01, 30],
  ])('that plays %f times as fast is told by the line on which it moves', (speed, lastOffset) => {
    const found = ofRun(
      moved((at) => 20 + at * speed),
      20,
      lastOffset,
    );
    expect(Math.abs(found!.speed - speed)).toBeLessThan(0.0008);
    expect(found!.errorRate).toBeLessThan(0.02);
  });

  it('is told where the offsets at its ends are two items wrong', () => {
    const faster = moved((at) => 20 + at * 1.005);
    expect(ofRun(faster, 22, 23)!.speed).toBeCloseTo(1.005, 3);
    expect(ofRun(faster, 18, 27)!.speed).toBeCloseTo(1.005, 3);
  });

  it('that stays at one offset plays at the same speed', () => {
    const same = moved((at) => 20 + at);
    expect(ofRun(same, 20, 20)).toBeNull();
    expect(ofRun(same, 19, 21)).toBeNull();
  });

  it('that moves by an item is none at another speed', () => {
    expect(
      ofRun(
        moved((at) => 20 + at * 1.001),
        20,
        21,
      ),
    ).toBeNull();
  });
});

describe('another sound', () => {
  it('that moves to and fro, as another performance does, plays at no speed', () => {
    expect(
      ofRun(
        moved((at) => 25 + at + 4 * Math.sin(at / 80)),
        25,
        24,
      ),
    ).toBeNull();
  });

  it('that has nothing in common plays at no speed', () => {
    expect(ofRun(music(LENGTH), 20, 23, 0.48)).toBeNull();
  });
});

it('a copy that reaches beyond the ends of the track by more than a few items is not measured', () => {
  const faster = moved((at) => at * 1.01);
  const run = { start: 0, end: LENGTH, offset: 0, lastOffset: 10, errorRate: 0 };
  expect(playingSpeed(faster, track.subarray(0, 700), run)).toBeNull();
});
