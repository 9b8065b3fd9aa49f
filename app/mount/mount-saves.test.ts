import { existsSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RefusedSave } from '../../fuse/overlay/edit-sink.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { picturePath, type StoredPicture } from '../storage/art-store.ts';
import { MountSaves } from './mount-saves.ts';

/** A PNG of one pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let library: string;
let done: unknown[];
let pictures: StoredPicture[];
let refused: unknown[];
let saves: MountSaves;

beforeEach(() => {
  library = temporaryFolder();
  [done, pictures, refused] = [[], [], []];
  saves = new MountSaves(
    library,
    {
      editEach: async (batch) => void done.push(batch),
      generationOf: async ({ id }) => id + 1,
      addPicture: async (picture) => void pictures.push(picture),
      addRefusedSave: async (save) => ({ id: 1, at: 2, ...save }),
    },
    (save) => refused.push(save),
  );
});

describe('what a program saves', () => {
  it('is a batch with the program as its author, and answered with the generation of the track', async () => {
    const fields = { title: ['One'], genre: null };
    expect(await saves.commit({ trackId: 7, fields, author: 'kid3' })).toEqual({ generation: 8 });
    expect(done).toEqual([
      {
        edits: [{ id: 7, changes: fields }],
        author: { name: 'kid3', kind: 'program' },
        note: 'saved in the mount',
      },
    ]);
  });

  it('at once for several tracks is one batch of the first one’s author', async () => {
    await saves.commitTogether(
      [
        { trackId: 7, fields: { genre: ['Jazz'] }, author: 'mv' },
        { trackId: 8, fields: { genre: ['Blues'] }, author: 'other' },
      ],
      'renamed',
    );
    expect(done).toEqual([
      {
        edits: [
          { id: 7, changes: { genre: ['Jazz'] } },
          { id: 8, changes: { genre: ['Blues'] } },
        ],
        author: { name: 'mv', kind: 'program' },
        note: 'renamed',
      },
    ]);
  });

  it('is nothing where nothing is saved', async () => {
    await saves.commitTogether([], 'renamed');
    expect(done).toEqual([]);
  });

  it('has its pictures stored before the edit, as tokens in their order', async () => {
    await saves.commit({
      trackId: 7,
      fields: {},
      pictures: [
        { type: 3, mime: 'image/png', description: '', bytes: PNG },
        { type: 4, mime: 'image/png', description: 'back', bytes: PNG },
      ],
      author: 'kid3',
    });
    const { hash } = pictures[0]!;
    expect(pictures).toMatchObject([{ hash, mime: 'image/png', width: 1, height: 1, length: PNG.length }, { hash }]);
    expect(existsSync(picturePath(library, hash))).toBe(true);
    expect(done).toMatchObject([{ edits: [{ changes: { picture: [`3:${hash}`, `4:${hash}:back`] } }] }]);
  });

  it('may take all pictures away', async () => {
    await saves.commit({ trackId: 7, fields: {}, pictures: [], author: 'kid3' });
    expect(done).toMatchObject([{ edits: [{ changes: { picture: null } }] }]);
  });

  it('changes nothing where a picture is none', async () => {
    const pictures = [{ type: 3, mime: 'image/png', description: '', bytes: Uint8Array.of(1) }];
    await expect(saves.commit({ trackId: 7, fields: {}, pictures, author: 'kid3' })).rejects.toMatchObject({
      code: 'BAD_PICTURE',
    });
    expect(done).toEqual([]);
  });
});

it('records a refused save and tells of it', async () => {
  const save: RefusedSave = { trackId: 7, path: 'One.flac', author: 'sox', reason: 'other audio', kept: '/q/1' };
  await saves.refuse(save);
  expect(refused).toEqual([{ id: 1, at: 2, ...save }]);
});
