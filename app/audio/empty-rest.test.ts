import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { emptyRest } from './empty-rest.ts';
import { seededRandom } from './test-signals.ts';

const folder = temporaryFolder();
const MIB = 2 ** 20;
const random = seededRandom(3);
const bytes = (length: number): Buffer => Buffer.from(Uint8Array.from({ length }, () => 256 * random()));

function written(...parts: readonly Buffer[]): Buffer {
  const path = join(folder, 'file');
  writeFileSync(path, Buffer.concat(parts));
  return Buffer.from(path);
}

describe('the rest of a file that has nothing', () => {
  it('begins at most 2 MiB behind the sound, however long it is', () => {
    const path = written(bytes(3 * MIB + 5));
    truncateSync(path, 3 * 1024 * MIB);
    expect(emptyRest(path)).toBe(4 * MIB);
    truncateSync(path, 9 * MIB);
    expect(emptyRest(path)).toBe(4 * MIB);
  });

  it('may be any byte, with something behind it', () => {
    expect(emptyRest(written(bytes(MIB), Buffer.alloc(7 * MIB, 0xff), bytes(128)))).toBe(2 * MIB);
  });

  it('is none in sound with padding, and in small files', () => {
    expect(emptyRest(written(bytes(MIB), Buffer.alloc(3.9 * MIB), bytes(3 * MIB)))).toBeNull();
    expect(emptyRest(written(bytes(100)))).toBeNull();
    expect(emptyRest(written(Buffer.alloc(4 * MIB, 1), Buffer.alloc(2 * MIB, 2)))).toBeNull();
  });
});
