import { describe, expect, it } from 'vitest';
import type { RawFrame } from '../decoder.ts';
import { seededRandom } from '../test-signals.ts';
import { LevelMeter } from './level-meter.ts';

const RATE = 44_100;
type Wave = (i: number) => number;

function frameOf(channels: readonly Wave[], samples = RATE): RawFrame {
  const data = new Int16Array(samples * channels.length);
  for (let i = 0; i < samples; i += 1) {
    for (const [channel, wave] of channels.entries()) {
      data[i * channels.length + channel] = Math.max(-32_768, Math.min(32_767, Math.round(wave(i) * 32_768)));
    }
  }
  return { start: 0, samples, channels: channels.length, rate: RATE, planes: [data], fullScale: 32_768 };
}

function meterOf(channels: readonly Wave[], exact = true): LevelMeter {
  const meter = new LevelMeter();
  meter.add(frameOf(channels), exact);
  return meter;
}

const sine =
  (amplitude: number, frequency = 440): Wave =>
  (i) =>
    amplitude * Math.sin((2 * Math.PI * frequency * i) / RATE);
const noise = (amplitude: number, seed = 1): Wave => {
  const random = seededRandom(seed);
  return () => amplitude * (2 * random() - 1);
};

describe('clipping', () => {
  it('is counted in runs, samples, and the longest run', () => {
    // Over full scale for |sin| > 0.95: two peaks a period, of 20 % of its samples.
    const { runs, samples, share, longest } = meterOf([sine(1.05)]).clipping()!;
    expect(runs).toBeGreaterThan(870);
    expect(runs).toBeLessThanOrEqual(880);
    expect(share).toBeGreaterThan(0.15);
    expect(samples / runs).toBeGreaterThan(9);
    expect(longest).toBeLessThan(13);
  });

  it('is found at a level below full scale, too: the master was clipped, then made softer', () => {
    const clipped: Wave = (i) => 0.6 * Math.max(-1, Math.min(1, sine(1.3)(i)));
    expect(meterOf([clipped, sine(0.3)]).clipping()?.runs).toBeGreaterThan(500);
  });

  it.each([
    ['loud sines that reach full scale', sine(0.99999)],
    ['the slow tops of a low loud tone', sine(0.99999, 30)],
    ['a limiter, which bends peaks', (i: number) => Math.tanh(4 * sine(1, 200)(i))],
    ['loud noise', noise(0.99)],
    ['the square waves of an instrument', (i: number) => (i % 100 < 50 ? 0.8 : -0.8)],
    ['several square waves', (i: number) => (i % 100 < 50 ? 0.3 : -0.3) + (i % 67 < 20 ? 0.3 : -0.3)],
    ['silence', () => 0],
  ])('is not %s', (_, wave) => {
    expect(meterOf([wave]).clipping()).toBeNull();
  });

  it('is not looked for in sound that a lossy decoder made', () => {
    expect(meterOf([sine(1.05)], false).clipping()).toBeNull();
  });
});

describe('a limiter', () => {
  it('leaves many samples near the greatest level, which music does not', () => {
    expect(meterOf([(i) => Math.tanh(4 * sine(1, 200)(i)) * 0.98]).limited()).toBeGreaterThan(0.1);
    const music: Wave = (i) => sine(0.3)(i) + sine(0.3, 553)(i) + sine(0.3, 1117)(i);
    expect(meterOf([music]).limited()).toBeNull();
  });
});

describe('channels', () => {
  it('are silent, equal or neither', () => {
    const silent: Wave = () => 0;
    expect(meterOf([sine(0.5), silent])).toMatchObject({ silent: false, mono: false });
    expect(meterOf([sine(0.5), silent]).silentChannel()).toBe(2);
    expect(meterOf([silent, sine(0.5)]).silentChannel()).toBe(1);
    expect(meterOf([silent, silent])).toMatchObject({ silent: true, mono: false });
    expect(meterOf([silent, silent]).silentChannel()).toBeNull();
    expect(meterOf([sine(0.5), sine(0.5)])).toMatchObject({ silent: false, mono: true });
    expect(meterOf([sine(0.5), sine(0.49)])).toMatchObject({ silent: false, mono: false });
    expect(meterOf([sine(0.5)])).toMatchObject({ silent: false, mono: false });
  });
});

describe('used bits', () => {
  const meter = (shift: number): LevelMeter => {
    const data = Int32Array.from({ length: 1000 }, (_, i) => ((i * 7919) % 4096) << shift);
    const one = new LevelMeter();
    one.add({ start: 0, samples: 1000, channels: 1, rate: RATE, planes: [data], fullScale: 2 ** 31 }, true);
    return one;
  };

  it('are those above the lowest that any sample has', () => {
    expect([meter(8).usedBits, meter(16).usedBits]).toEqual([24, 16]);
    expect(meterOf([sine(0.5)]).usedBits).toBe(0);
  });
});
