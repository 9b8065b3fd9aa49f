import { describe, expect, it } from 'vitest';
import { BufferedFile, runBuffered } from './buffered-file.ts';

const BLOCK = 64 * 1024;

/** A file of bytes that follow from their positions, and the ranges that were read of it. */
function bufferedFile(size: number): { file: BufferedFile; reads: [number, number][] } {
  const reads: [number, number][] = [];
  const file = new BufferedFile(size, async (buffer, offset, length, position) => {
    reads.push([position, length]);
    for (let index = 0; index < length; index += 1) buffer[offset + index] = (position + index) % 251;
  });
  return { file, reads };
}

describe('synchronous code on a buffered file', () => {
  it('gets its bytes, and neighbouring reads cost one read of a block', async () => {
    const { file, reads } = bufferedFile(10 * BLOCK);
    const bytes = await runBuffered(() => [...file.read(1000, 3), ...file.read(1000 + BLOCK - 2, 2)]);
    expect(bytes).toEqual([1000, 1001, 1002, 998 + BLOCK, 999 + BLOCK].map((position) => position % 251));
    expect(reads).toEqual([[1000, BLOCK]]);
  });

  it('runs again for bytes in front of a block and behind it', async () => {
    const { file, reads } = bufferedFile(10 * BLOCK);
    let runs = 0;
    await runBuffered(() => {
      runs += 1;
      return [file.read(1000, 1), file.read(999, 2), file.read(1000 + BLOCK - 1, 2)];
    });
    expect(runs).toBe(4);
    expect(reads.map(([position]) => position)).toEqual([1000, 999, 999 + BLOCK]);
  });

  it('reads more than a block at once where it needs more', async () => {
    const { file, reads } = bufferedFile(10 * BLOCK);
    expect(await runBuffered(() => file.read(5, BLOCK + 7).length)).toBe(BLOCK + 7);
    expect(reads).toEqual([[5, BLOCK + 7]]);
  });

  it('gets what there is at the end of the file, and nothing behind it', async () => {
    const { file, reads } = bufferedFile(100);
    expect([...(await runBuffered(() => file.read(98, 10)))]).toEqual([98, 99]);
    expect(await runBuffered(() => [file.read(100, 10).length, file.read(500, 1).length])).toEqual([0, 0]);
    expect(reads).toEqual([[98, 2]]);
  });

  it('gets nothing of a file that was not read, where nothing is there or nothing is wanted', async () => {
    const { file, reads } = bufferedFile(100);
    expect(await runBuffered(() => [file.read(100, 10), file.read(101, 1), file.read(7, 0)].map(String))).toEqual(
      Array.from({ length: 3 }, () => ''),
    );
    expect(reads).toEqual([]);
  });

  it('fails with the errors of the code and of the reads', async () => {
    const broken = new BufferedFile(100, async () => {
      throw new Error('disk unplugged');
    });
    await expect(runBuffered(() => broken.read(0, 1))).rejects.toThrow('disk unplugged');
    await expect(
      runBuffered(() => {
        throw new RangeError('no header');
      }),
    ).rejects.toThrow(new RangeError('no header'));
  });

  it('fails when it never has enough', async () => {
    // Another file each time: none of its bytes are ever in memory.
    await expect(runBuffered(() => new BufferedFile(100, async () => undefined).read(0, 1))).rejects.toMatchObject({
      code: 'EIO',
      message: 'A header needs too many reads',
    });
  });
});
