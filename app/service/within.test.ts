import { describe, expect, it } from 'vitest';
import { within } from './within.ts';

describe('waiting with a limit', () => {
  it('ends with the work', async () => {
    expect(await within(Promise.resolve('anything'), 20_000)).toBe(true);
  });

  it('ends with the time, and leaves the work alone', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    expect(await within(promise, 0)).toBe(false);
    resolve();
    expect(await within(promise, 20_000)).toBe(true);
  });

  it('fails as the work does', async () => {
    await expect(within(Promise.reject(new Error('broken')), 20_000)).rejects.toThrow('broken');
  });
});
