import { afterEach, describe, expect, it, vi } from 'vitest';
import { CancelledError, interruptible, showingSteps, showingTime, showProgress } from './long-work.ts';

const isTTY = process.stderr.isTTY;
afterEach(() => {
  vi.useRealTimers();
  process.stderr.isTTY = isTTY;
  vi.restoreAllMocks();
});

describe('long work', () => {
  it('gets a signal that Ctrl-C aborts, and no other work hears of it', async () => {
    const before = process.listenerCount('SIGINT');
    const result = await interruptible(async (signal) => {
      expect(signal.aborted).toBe(false);
      process.emit('SIGINT');
      expect(signal.aborted).toBe(true);
      // The second Ctrl-C ends the program, as it does where nothing listens.
      expect(process.listenerCount('SIGINT')).toBe(before);
      return 7;
    });
    expect(result).toBe(7);
  });

  it('ends its listening also where it fails', async () => {
    const before = process.listenerCount('SIGINT');
    await expect(interruptible(async () => Promise.reject(new CancelledError('over')))).rejects.toMatchObject({
      code: 'CANCELLED',
      message: 'over',
    });
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it('shows how long it takes from the first second on, and clears that also where it fails', async () => {
    vi.useFakeTimers();
    process.stderr.isTTY = true;
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const { promise, reject } = Promise.withResolvers<number>();
    const shown = expect(showingTime('a.mp3', promise)).rejects.toThrow('broken');
    await vi.advanceTimersByTimeAsync(2500);
    expect(write.mock.calls).toEqual([['\r\u001b[Ka.mp3: 1 s'], ['\r\u001b[Ka.mp3: 2 s']]);
    reject(new Error('broken'));
    await shown;
    expect(write.mock.lastCall).toEqual(['\r\u001b[K']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('shows its steps once a second, where it leaves no time for timers', () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    process.stderr.isTTY = true;
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const show = showingSteps();
    for (let step = 1; step <= 25; step++) {
      vi.advanceTimersByTime(100);
      show(() => `step ${step}`);
    }
    expect(write.mock.calls).toEqual([['\r\u001b[Kstep 10'], ['\r\u001b[Kstep 20']]);
  });

  it('shows its progress on a terminal, and clears it at the end', async () => {
    process.stderr.isTTY = true;
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await interruptible(async () => showProgress('1 of 2'));
    expect(write.mock.calls).toEqual([['\r\u001b[K1 of 2'], ['\r\u001b[K']]);
    write.mockClear();
    showProgress('\u001b[2J');
    expect(write.mock.calls).toEqual([['\r\u001b[K␛[2J']]);
    process.stderr.isTTY = false;
    write.mockClear();
    await interruptible(async () => showProgress('1 of 2'));
    expect(write).not.toHaveBeenCalled();
  });
});
