import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { flacFile } from '../overlay/testing/flac-file.ts';
import type { VirtualFile } from '../overlay/virtual-file.ts';
import { trackInode } from '../tree/inodes.ts';
import { Draft } from './draft.ts';
import { draftOf, retitled, saveSetup, type SaveSetup } from './testing/save-setup.ts';
import { validateSave, type SaveVerdict } from './validate-save.ts';

let setup: SaveSetup;
let served: VirtualFile;
beforeEach(async () => {
  setup = await saveSetup();
  served = await setup.overlay.file(trackInode(1));
  await served.retain();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await served.release();
  await setup[Symbol.asyncDispose]();
});

async function verdictOf(draft: Draft, extension = 'flac'): Promise<SaveVerdict> {
  const verdict = await validateSave(draft, served, extension);
  await draft.close();
  return verdict;
}

const written = async (content: Buffer): Promise<SaveVerdict> => verdictOf(await draftOf(setup.folder, content));

const refusal = (reason: string): object => ({ accepted: false, reason: expect.stringContaining(reason) });

describe('a saved file', () => {
  it('with other tags and the same audio is accepted with what changed', async () => {
    expect(await written(retitled(1, 'Other'))).toEqual({
      accepted: true,
      changes: { fields: { title: ['Other'], artist: null } },
    });
  });

  it('that was not changed at all is accepted without changes', async () => {
    const draft = await Draft.begin(setup.folder, served);
    expect(await verdictOf(draft)).toEqual({ accepted: true, changes: { fields: {} } });
  });

  it('with other audio is refused', async () => {
    const reason =
      'The audio itself was changed. Descant takes changes of tags and pictures; originals are never altered.';
    expect(await written(retitled(2, 'Other'))).toEqual({ accepted: false, reason });
    expect(await written(flacFile({ seed: 1, audioLength: 4999 }))).toEqual({ accepted: false, reason });
  });

  it('with a byte of the audio changed in place is refused', async () => {
    const draft = await Draft.begin(setup.folder, served);
    const last = Buffer.alloc(1);
    await served.read(last, 1, served.plan.size - 1);
    await draft.write(Buffer.from([(last[0] ?? 0) ^ 1]), served.plan.size - 1);
    expect(await verdictOf(draft)).toEqual(refusal('The audio itself was changed.'));
  });

  it('whose audio was written in place with the same bytes is accepted', async () => {
    const draft = await Draft.begin(setup.folder, served);
    const last = Buffer.alloc(100);
    await served.read(last, 100, served.plan.size - 100);
    await draft.write(last, served.plan.size - 100);
    expect(await verdictOf(draft)).toMatchObject({ accepted: true, changes: { fields: {} } });
  });

  it('that is empty, no audio, or broken is refused with the reason', async () => {
    expect(await written(Buffer.alloc(0))).toEqual(refusal('The file was saved empty.'));
    expect(await written(Buffer.from('a shopping list'))).toEqual(
      refusal('What was saved is not an audio file of this kind.'),
    );
    expect(await written(flacFile().subarray(0, 20))).toEqual(
      refusal('What was saved cannot be read as an audio file: '),
    );
  });

  it('of a track that is served without a format is refused', async () => {
    const track = await setup.library.track(1);
    vi.spyOn(setup.library, 'track').mockResolvedValue({ ...track, layout: null, generation: 9 } as never);
    await setup.overlay.refresh([1]);
    const other = await setup.overlay.file(trackInode(1));
    await other.retain();
    vi.spyOn(other, 'read').mockImplementation(async (buffer, length) => {
      buffer.fill(1);
      return length;
    });
    const draft = await draftOf(setup.folder, retitled(1, 'Other'));
    expect(await validateSave(draft, other, 'txt')).toEqual(
      refusal('The format of this file is not understood well enough to take changes from it.'),
    );
    await draft.close();
    await other.release();
  });

  it('whose spool cannot be read is an error, not a refusal', async () => {
    const draft = await draftOf(setup.folder, retitled(1, 'Other'));
    await draft.close();
    await expect(validateSave(draft, served, 'flac')).rejects.toMatchObject({ code: 'EIO' });
  });
});
