import { describe, expect, it } from 'vitest';
import { PauseGate } from './pause-gate.ts';

describe('a gate at which paused work stops', () => {
  it('lets work pass while it is open, and what waits when it opens', async () => {
    const gate = new PauseGate();
    await gate.passed();
    gate.pause();
    expect(gate.isPaused).toBe(true);
    let passed = 0;
    const works = [gate.passed(), gate.passed()].map((work) => work.then(() => (passed += 1)));
    await new Promise(setImmediate);
    expect(passed).toBe(0);
    gate.resume();
    await Promise.all(works);
    expect([passed, gate.isPaused]).toEqual([2, false]);
  });

  it('keeps work that is paused again before it has gone on', async () => {
    const gate = new PauseGate();
    gate.set(true);
    let passed = false;
    const work = gate.passed().then(() => (passed = true));
    gate.set(false);
    gate.set(true);
    await new Promise(setImmediate);
    expect(passed).toBe(false);
    gate.set(false);
    await work;
  });
});
