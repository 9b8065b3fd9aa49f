import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ListAhead } from './list-ahead.ts';

function* upFrom(start: number): Generator<number> {
  for (let next = start + 1; next <= 10_000; next += 1) yield next;
}

async function settle(): Promise<void> {
  for (let count = 0; count < 20; count += 1) await turn();
}

describe('listing ahead', () => {
  it('offers a few directories behind the first that is asked for, and more when the walk goes on', async () => {
    const offered: number[] = [];
    const ahead = new ListAhead(upFrom, (inode) => void offered.push(inode));
    ahead.asked(1);
    await settle();
    expect(offered).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    ahead.asked(10);
    await settle();
    expect(offered).toHaveLength(8 + 32);
    expect(offered.at(-1)).toBe(42);
    ahead.asked(43);
    await settle();
    expect(offered).toHaveLength(8 + 32 + 128);
  });

  it('begins anew with a small window when something else is asked for', async () => {
    const offered: number[] = [];
    const ahead = new ListAhead(upFrom, (inode) => void offered.push(inode));
    ahead.asked(1);
    ahead.asked(10);
    await settle();
    offered.length = 0;
    ahead.asked(5000);
    await settle();
    expect(offered).toEqual([5001, 5002, 5003, 5004, 5005, 5006, 5007, 5008]);
  });

  it('lets other work in between and ends at the end of the walk', async () => {
    const offered: number[] = [];
    const ahead = new ListAhead(upFrom, (inode) => void offered.push(inode));
    for (const inode of [1, 10, 43, 172]) {
      ahead.asked(inode);
      if (inode < 172) await settle();
    }
    await turn();
    expect(offered.length).toBeLessThan(8 + 32 + 128 + 512);
    await settle();
    ahead.asked(9998);
    await settle();
    expect(offered.at(-1)).toBe(10_000);
  });

  it('lists the beginning of a walk before any program walks', async () => {
    const offered: number[] = [];
    const ahead = new ListAhead(upFrom, (inode) => void offered.push(inode));
    await ahead.warm(1, 100);
    expect(offered).toHaveLength(100);
    ahead.asked(102);
    await settle();
    expect(offered.at(-1)).toBe(102 + 32);
  });

  it('waits for what takes longer', async () => {
    const offered: number[] = [];
    const ahead = new ListAhead(upFrom, async (inode) => {
      await turn();
      offered.push(inode);
    });
    ahead.asked(1);
    await settle();
    await settle();
    expect(offered).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });
});
