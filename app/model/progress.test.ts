import { describe, expect, it } from 'vitest';
import { ProgressMeter } from './progress.ts';

describe('the progress of a job', () => {
  it('says rate and time left from the last seconds', () => {
    let now = 0;
    const meter = new ProgressMeter('scan', () => now);
    meter.start();
    now = 1000;
    meter.update({ done: 10, total: 100, failed: 0 });
    now = 2000;
    meter.update({ done: 30, total: 100, failed: 1 });
    expect(meter.current).toMatchObject({ state: 'running', done: 30, total: 100, failed: 1, rate: 15 });
    expect(meter.current.timeLeft).toBeCloseTo(70 / 15);
  });

  it('forgets how fast it was long ago', () => {
    let now = 0;
    const meter = new ProgressMeter('scan', () => now);
    meter.start();
    now = 1000;
    meter.update({ done: 1000, total: 2000, failed: 0 });
    for (now = 2000; now <= 30_000; now += 1000) meter.update({ done: 1000 + now / 1000, total: 2000, failed: 0 });
    expect(meter.current.rate).toBeCloseTo(1);
  });

  it('keeps its count over a pause, and says no time left meanwhile', () => {
    const meter = new ProgressMeter('analysis');
    meter.start();
    meter.update({ done: 5, total: 10, failed: 0 });
    meter.end('paused');
    expect(meter.current).toMatchObject({ state: 'paused', done: 5, timeLeft: null });
    meter.start();
    expect(meter.current.done).toBe(5);
  });
});
