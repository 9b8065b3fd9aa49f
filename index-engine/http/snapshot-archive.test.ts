import { writeFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import type { LocalIndex } from '../engine/local-index.ts';
import { snapshotArchive } from './snapshot-archive.ts';

const newPath = temporaryPaths();

/** An index whose snapshot is these files, and how often they were released. */
function indexOf(files: { path: string; bytes: number }[]): { index: LocalIndex; released: () => number } {
  let released = 0;
  const index = {
    pinFiles: async () => ({ manifest: 'the manifest', files, release: () => void released++ }),
  } as unknown as LocalIndex;
  return { index, released: () => released };
}

const text = (bytes: Uint8Array, from: number, length: number): string =>
  Buffer.from(bytes.subarray(from, from + length)).toString('latin1');

describe('the archive of a snapshot', () => {
  it('is a ustar archive of the manifest and the files', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 0o1234567 * 1000 + 999 });
    const path = newPath();
    writeFileSync(path, 'x'.repeat(512) + 'yz and what was written later');
    const { index, released } = indexOf([
      { path, bytes: 514 },
      { path, bytes: 0 },
    ]);
    const pieces: Uint8Array[] = [];
    for await (const piece of snapshotArchive(index)) pieces.push(piece);
    const archive = Buffer.concat(pieces);
    vi.useRealTimers();
    expect(archive.length).toBe(512 * (2 + 3 + 1 + 2));
    const name = path.split('/').at(-1)!;
    expect(text(archive, 0, 345)).toBe(
      [
        'manifest'.padEnd(100, '\0'),
        '0000644\0',
        '0000000\0',
        '0000000\0',
        '00000000014\0',
        '00001234567\0',
        `${checksumOf(archive.subarray(0, 512))}\0 `,
        '0',
        '\0'.repeat(100),
        'ustar\x0000',
        '\0'.repeat(80),
      ].join(''),
    );
    expect(text(archive, 512, 512)).toBe('the manifest'.padEnd(512, '\0'));
    expect([text(archive, 1024, name.length + 1), text(archive, 1024 + 124, 12)]).toEqual([
      `${name}\0`,
      '00000001002\0',
    ]);
    expect(text(archive, 1536, 1024)).toBe(`${'x'.repeat(512)}yz`.padEnd(1024, '\0'));
    expect(text(archive, 2560 + 124, 12)).toBe('00000000000\0');
    expect(archive.subarray(3072).every((byte) => byte === 0)).toBe(true);
    expect(released()).toBe(1);
  });

  it('has sizes beyond eleven octal digits in base 256', async () => {
    const { index } = indexOf([
      { path: '/i/segment-1', bytes: 8 ** 11 - 1 },
      { path: '/i/segment-2', bytes: 8 ** 11 },
    ]);
    const sizes: string[] = [];
    for (const skip of [0, 1]) {
      const only = indexOf([(await index.pinFiles()).files[skip]!]).index;
      const pieces = snapshotArchive(only);
      for (let i = 0; i < 3; i++) await pieces.next();
      const { value } = await pieces.next();
      sizes.push(Buffer.from((value as Uint8Array).subarray(124, 136)).toString('hex'));
      await pieces.return(undefined);
    }
    expect(sizes).toEqual([Buffer.from('77777777777\0').toString('hex'), '800000000000000200000000']);
  });

  it('releases its files when the reader ends early', async () => {
    const { index, released } = indexOf([]);
    for await (const _ of snapshotArchive(index)) break;
    expect(released()).toBe(1);
  });
});

/** The sum of a header's bytes, its checksum taken as spaces, in six octal digits. */
function checksumOf(header: Uint8Array): string {
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
  return sum.toString(8).padStart(6, '0');
}
