import { existsSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { PictureError, picturePath } from '../storage/art-store.ts';
import { addPicture } from './picture-rows.ts';
import { history } from './reports.ts';
import { setPicture, type PictureWrites } from './set-picture.ts';
import { memoryLibrary, TESTER, type MemoryLibrary } from './testing-library.ts';

/** The header of a GIF of 2 × 3 pixels. */
const GIF = Buffer.from('GIF89a\x02\x00\x03\x00', 'latin1');

let library: MemoryLibrary;
let folder: string;
let id: number;
let write: PictureWrites;
const overrides = (): unknown => JSON.parse(library.column(id, 'overrides') as string);

beforeEach(() => {
  library = memoryLibrary();
  folder = temporaryFolder();
  id = library.add({ pictures: [{ type: 3 }] });
  write = {
    addPicture: async (picture) => addPicture(library.connection, picture),
    edit: async ({ ids, changes, author, note }) => library.edits.apply(ids, changes, author, { note }),
  };
});

describe('the picture of a track', () => {
  it('that is set is stored, recorded, and becomes the only one, as front cover', async () => {
    await setPicture(folder, write, [id], GIF, TESTER);
    const rows = library.connection.prepare<[], { hash: string }>('SELECT * FROM picture').all();
    expect(rows).toMatchObject([{ mime: 'image/gif', width: 2, height: 3, length: 10 }]);
    expect(existsSync(picturePath(folder, rows[0]!.hash))).toBe(true);
    expect(overrides()).toEqual({ picture: [`3:${rows[0]!.hash}`] });
    expect(history(library.connection, 1)).toMatchObject([{ note: 'changed the picture', author: 'tester' }]);
  });

  it('is recorded once', async () => {
    await setPicture(folder, write, [id], GIF, TESTER);
    const before = library.connection.prepare('SELECT * FROM picture').all();
    library.connection.exec('UPDATE picture SET added_at = 5');
    await setPicture(folder, write, [id], GIF, TESTER);
    expect(library.connection.prepare('SELECT * FROM picture').all()).toEqual([
      { ...(before[0] as object), added_at: 5 },
    ]);
  });

  it('that is removed leaves the track without', async () => {
    await setPicture(folder, write, [id], null, TESTER);
    expect(overrides()).toEqual({ picture: null });
    expect(history(library.connection, 1)).toMatchObject([{ note: 'removed the picture' }]);
  });

  it('is refused where the bytes are none, and nothing is changed', async () => {
    await expect(setPicture(folder, write, [id], Buffer.from('text'), TESTER)).rejects.toThrow(PictureError);
    expect(overrides()).toEqual({});
    expect(library.connection.prepare('SELECT * FROM picture').all()).toEqual([]);
  });
});
