import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VirtualFile } from '../overlay/virtual-file.ts';
import { trackInode } from '../tree/inodes.ts';
import { Commits } from './commit.ts';
import { Refusals } from './refusals.ts';
import { draftOf, retitled, saveSetup, type SaveSetup } from './testing/save-setup.ts';
import { TrackLocks } from './track-locks.ts';

let setup: SaveSetup;
let commits: Commits;
let served: VirtualFile;
let locks: TrackLocks;
beforeEach(async () => {
  setup = await saveSetup();
  locks = new TrackLocks();
  commits = new Commits(setup.overlay, setup.library, locks, new Refusals(setup.library));
  served = await setup.overlay.file(trackInode(1));
  await served.retain();
});
afterEach(async () => {
  await served.release();
  await setup[Symbol.asyncDispose]();
});

async function commit(content: Buffer, writers?: number): Promise<void> {
  const draft = await draftOf(setup.folder, content);
  try {
    await commits.commit({
      draft,
      trackId: 1,
      served,
      path: 'One.flac',
      pid: process.pid,
      ...(writers && { writers }),
    });
  } finally {
    await draft.close();
  }
}

describe('a save', () => {
  it('is one edit of the program, and visible when it is done', async () => {
    await commit(retitled(1, 'Other'));
    expect(setup.library.saved).toEqual([
      { trackId: 1, fields: { title: ['Other'], artist: null }, author: expect.stringMatching(/./) },
    ]);
    expect(setup.overlay.resolve('Other.flac')).toBe(trackInode(1));
    expect(setup.library.refusals).toEqual([]);
  });

  it('without changes is no edit', async () => {
    const content = Buffer.alloc(served.plan.size);
    await served.read(content, content.length, 0);
    await commit(content);
    expect(setup.library.saved).toEqual([]);
  });

  it('that is refused is kept with its reason, and is no edit', async () => {
    await expect(commit(Buffer.from('a shopping list'))).rejects.toMatchObject({ code: 'EPERM' });
    expect(setup.library.saved).toEqual([]);
    const [refusal] = setup.library.refusals;
    expect(refusal).toMatchObject({ trackId: 1, path: 'One.flac', reason: expect.stringMatching(/not an audio file/) });
    expect(await readFile(refusal?.kept ?? '', 'utf8')).toBe('a shopping list');
  });

  it('of several programs at once that is refused says so', async () => {
    await expect(commit(Buffer.from('a shopping list'), 2)).rejects.toThrow(
      'Several programs wrote into this file at the same time, so what they saved is mixed: save again in one of them.',
    );
    await expect(commit(Buffer.from('a shopping list'), 1)).rejects.toThrow(
      'not saved: What was saved is not an audio',
    );
    await commit(retitled(1, 'Other'), 2);
    expect(setup.library.saved).toHaveLength(1);
  });

  it('that the library does not store is kept, too, and an I/O error', async () => {
    setup.library.trouble = new Error('disk full');
    const reason = 'The library did not take the change: disk full';
    await expect(commit(retitled(1, 'Other'))).rejects.toMatchObject({
      code: 'EIO',
      message: `One.flac was not saved: ${reason}`,
      cause: setup.library.trouble,
    });
    const [refusal] = setup.library.refusals;
    expect(refusal?.reason).toBe(reason);
    expect((await readFile(refusal?.kept ?? '')).equals(retitled(1, 'Other'))).toBe(true);
    expect(setup.overlay.resolve('One.flac')).toBe(trackInode(1));
  });

  it('waits for other work on its track', async () => {
    const gate = Promise.withResolvers<void>();
    const other = locks.run([1], () => gate.promise);
    const saved = commit(retitled(1, 'Other'));
    await new Promise(setImmediate);
    expect(setup.library.saved).toEqual([]);
    gate.resolve();
    await Promise.all([other, saved]);
    expect(setup.library.saved).toHaveLength(1);
  });
});
