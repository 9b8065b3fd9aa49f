import { beforeEach, describe, expect, it } from 'vitest';
import { addPicture } from '../library/picture-rows.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from '../library/testing-library.ts';
import type { ArtEdit } from '../model/art.ts';
import { artChanges } from './change-art.ts';

const [RED, BLUE] = ['a'.repeat(64), 'b'.repeat(64)] as const;
const [OTHER, FRONT, BACK] = [0, 3, 4] as const;

let library: MemoryLibrary;
let id: number;
const picture = (): unknown => (JSON.parse(library.column(id, 'overrides') as string) as { picture?: unknown }).picture;
const change = (pictures: ArtEdit['pictures'], replaced: readonly number[] | null): unknown => {
  const edits = artChanges(library.connection, [{ ids: [id], pictures }], replaced);
  library.edits.applyEach(edits, TESTER);
  return picture();
};

beforeEach(() => {
  library = memoryLibrary();
  for (const hash of [RED, BLUE]) {
    addPicture(library.connection, { hash, mime: 'image/png', width: 1, height: 1, length: 1 });
  }
  id = library.add({ pictures: [{ type: BACK }, { type: OTHER }] });
});

describe('a picture that is given to a track', () => {
  it('takes the place of those of its type; the others stay', () => {
    expect(change([{ type: 'back', hash: RED }], [BACK])).toEqual([`4:${RED}`, 'file:1']);
    expect(change([{ type: 'back', hash: BLUE }], [BACK])).toEqual([`4:${BLUE}`, 'file:1']);
  });

  it('comes first as a front cover, and otherwise last, where it takes the place of none', () => {
    expect(change([{ type: 'front', hash: RED, description: 'a: b' }], [FRONT])).toEqual([
      `3:${RED}:a: b`,
      'file:0',
      'file:1',
    ]);
    expect(change([{ type: 'disc', hash: BLUE }], [6])).toEqual([`3:${RED}:a: b`, 'file:0', 'file:1', `6:${BLUE}`]);
  });

  it('is the only one where all types are replaced', () => {
    expect(change([{ type: 'front', hash: RED }], null)).toEqual([`3:${RED}`]);
  });

  it('leaves no edit behind where the file has the same', () => {
    expect(change([], [BACK])).toEqual(['file:1']);
    expect(change([], null)).toBeNull();
    library.edits.undo(null, TESTER);
    library.edits.undo(null, TESTER);
    expect(change([], [FRONT])).toBeUndefined();
  });

  it('has to be in the art store, and the track in the library', () => {
    expect(() => change([{ type: 'front', hash: 'c'.repeat(64) }], [FRONT])).toThrow('there is no picture ccc');
    id += 1;
    expect(() => change([{ type: 'front', hash: RED }], [FRONT])).toThrow(`there is no track ${id}`);
  });
});
