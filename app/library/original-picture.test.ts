import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { originalPicture } from './original-picture.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from './testing-library.ts';

const HASH = 'a'.repeat(64);
/** Pictures at known places of a file: `0123456789`. */
const BACK = { type: 4, mime: 'image/png', encoding: 'raw', location: { offset: 2, length: 3 } } as const;
const FRONT = { type: 3, mime: 'image/jpeg', encoding: 'raw', location: { offset: 6, length: 2 } } as const;

let library: MemoryLibrary;
let id: number;
const picture = (index: number | null): unknown => {
  const found = originalPicture(library.connection, id, index);
  return found && 'bytes' in found ? [Buffer.from(found.bytes).toString(), found.mime] : found;
};

beforeEach(() => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.flac'), '0123456789');
  library = memoryLibrary();
  id = library.add({ folder, pictures: [BACK, FRONT] });
});

describe('a picture of a track', () => {
  it('is read from the original by its position', () => {
    expect(picture(0)).toEqual(['234', 'image/png']);
    expect(picture(1)).toEqual(['67', 'image/jpeg']);
    expect(picture(2)).toBeNull();
  });

  it('that stands for the track is the front cover, or else the first', () => {
    expect(picture(null)).toEqual(['67', 'image/jpeg']);
    library.edits.apply([id], { picture: ['file:0'] }, TESTER);
    expect(picture(null)).toEqual(['234', 'image/png']);
    library.edits.apply([id], { picture: ['file:0', `3:${HASH}`] }, TESTER);
    expect(picture(null)).toEqual({ hash: HASH });
    library.edits.apply([id], { picture: null }, TESTER);
    expect(picture(null)).toBeNull();
  });

  it('is counted among those in force', () => {
    library.edits.apply([id], { picture: [`3:${HASH}`, 'file:9', 'file:0'] }, TESTER);
    expect(picture(0)).toEqual({ hash: HASH });
    expect(picture(1)).toEqual(['234', 'image/png']);
    expect(picture(2)).toBeNull();
  });

  it('is none of a track that does not exist, or of a file whose layout is unknown', () => {
    id += 1;
    expect(picture(0)).toBeNull();
    id = library.add({ name: 'b.flac', error: 'broken' });
    expect(picture(null)).toBeNull();
  });

  it('is none when the original ends before it', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.flac'), '0123');
    id = library.add({ folder, pictures: [BACK] });
    expect(picture(0)).toBeNull();
  });

  it('cannot be read from an original that is gone', () => {
    id = library.add({ folder: '/nowhere', pictures: [BACK] });
    expect(() => picture(0)).toThrow('ENOENT');
  });
});
