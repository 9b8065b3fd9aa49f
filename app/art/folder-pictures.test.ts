import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { bestPicture } from './folder-pictures.ts';

const PATTERNS = ['cover', 'folder'];

let root: string;
beforeEach(() => {
  root = join(temporaryFolder(), 'music');
  mkdirSync(root);
});

/** The header of a GIF of so many pixels, at a path below the root. */
function picture(path: string, width = 10, height = width): void {
  const bytes = Buffer.from('GIF89a\0\0\0\0', 'latin1');
  bytes.writeUInt16LE(width, 6);
  bytes.writeUInt16LE(height, 8);
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
}

function best(folder: string, { fits = (): boolean => true } = {}): unknown {
  const place = { path: Buffer.from(join(root, folder)), root: Buffer.from(root), titles: [] };
  const found = bestPicture(place, 'front', PATTERNS, fits);
  return found && [found.path.toString().slice(root.length + 1), found.reason];
}

describe('the best picture of a folder', () => {
  it('is told by its name first, and by its pixels where names are equal', () => {
    picture('a/folder.gif', 900);
    picture('a/Cover.gif', 20);
    picture('a/cover.jpg', 30, 10);
    picture('a/other.gif', 2000);
    expect(best('a')).toEqual(['a/Cover.gif', 'its name is cover, and it is the largest']);
  });

  it('is the next best one where the best cannot be read or does not fit', () => {
    picture('a/folder.gif');
    writeFileSync(join(root, 'a', 'cover.gif'), 'no picture');
    expect(best('a')).toEqual(['a/folder.gif', 'its name is folder']);
    expect(best('a', { fits: () => false })).toBeNull();
  });

  it('lies in the folder, else in one for scans, else where all discs lie', () => {
    picture('a/CD1/Scans/front.gif');
    picture('a/cover.gif');
    picture('a/scans 2/cover.gif');
    expect(best('a/CD1')).toEqual(['a/CD1/Scans/front.gif', '"front" is in its name, in the folder Scans']);
    mkdirSync(join(root, 'a', 'Disc 2'));
    expect(best('a/Disc 2')).toEqual(['a/cover.gif', 'its name is cover, in the folder of all discs']);
    mkdirSync(join(root, 'a', 'Discography'));
    expect(best('a/Discography')).toBeNull();
  });

  it('is never looked for above the folder of the library', () => {
    picture('cover.gif');
    root = join(root, 'CD1');
    mkdirSync(root);
    expect(best('')).toBeNull();
  });

  it('is none in a folder that is not there', () => {
    expect(best('gone')).toBeNull();
  });
});
