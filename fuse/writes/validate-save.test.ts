import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LayoutError } from '../formats/layout.ts';
import { OverlayError } from '../overlay/errors.ts';
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

/** Of the tracks of the library. */
const AUDIO_LENGTH = 5000;

/** Offset of the last metadata block: the padding. */
function lastBlockOf(header: Buffer): number {
  let at = 4;
  while (header.readUInt8(at) < 128) at += 4 + header.readUIntBE(at + 1, 3);
  return at;
}

function threeBytes(value: number): Buffer {
  const bytes = Buffer.alloc(3);
  bytes.writeUIntBE(value, 0, 3);
  return bytes;
}

async function verdictOf(draft: Draft, name = 'One.flac'): Promise<SaveVerdict> {
  try {
    return await validateSave(draft, served, name);
  } finally {
    await draft.close();
  }
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

  it('that was cut off by a byte, or whose audio begins elsewhere, has other audio', async () => {
    const reason = 'The audio itself was changed.';
    const shorter = await Draft.begin(setup.folder, served);
    shorter.resize(served.plan.size - 1);
    expect(await verdictOf(shorter)).toEqual(refusal(reason));
    // Both the padding and the file end 100 bytes earlier: as many bytes of audio, none of them written.
    const moved = await Draft.begin(setup.folder, served);
    const header = Buffer.alloc(served.plan.size - AUDIO_LENGTH);
    await served.read(header, header.length, 0);
    const at = lastBlockOf(header);
    await moved.write(threeBytes(header.readUIntBE(at + 1, 3) - 100), at + 1);
    moved.resize(served.plan.size - 100);
    expect(await verdictOf(moved)).toEqual(refusal(reason));
  });

  it('that was begun on another track has other audio', async () => {
    const other = await setup.overlay.file(trackInode(2));
    await other.retain();
    expect(other.plan.size).toBe(served.plan.size);
    expect(await verdictOf(await Draft.begin(setup.folder, other))).toEqual(refusal('The audio itself was changed.'));
    await other.release();
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
    const read = vi.spyOn(served, 'read');
    expect(await verdictOf(draft)).toMatchObject({ accepted: true, changes: { fields: {} } });
    expect(read).toHaveBeenCalledWith(expect.anything(), AUDIO_LENGTH, served.plan.size - AUDIO_LENGTH);
  });

  it('whose audio was not written is accepted without a comparison', async () => {
    const draft = await Draft.begin(setup.folder, served);
    await draft.write(Buffer.from('fLaC'), 0);
    const read = vi.spyOn(served, 'read');
    expect(await verdictOf(draft)).toMatchObject({ accepted: true, changes: { fields: {} } });
    expect(read).not.toHaveBeenCalledWith(expect.anything(), AUDIO_LENGTH, served.plan.size - AUDIO_LENGTH);
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
    expect(await validateSave(draft, other, 'One.txt')).toEqual(
      refusal('The format of this file is not understood well enough to take changes from it.'),
    );
    await draft.close();
    await other.release();
  });

  it.each([
    ['cannot be read is an error, not a refusal', new OverlayError('EIO', 'The disk is gone')],
    ['is broken is refused with the reason', new LayoutError('the picture is broken')],
  ])('whose picture %s', async (_what, error) => {
    const cover = Buffer.alloc(100_000, 'cover');
    const draft = await draftOf(setup.folder, flacFile({ cover }));
    const read = draft.read.bind(draft);
    // The picture is longer than what is read of a header at once, so its body is read alone.
    vi.spyOn(draft, 'read').mockImplementation(async (buffer, offset, length, position) => {
      if (length === cover.length) throw error;
      return read(buffer, offset, length, position);
    });
    const verdict = verdictOf(draft);
    if (error instanceof OverlayError) await expect(verdict).rejects.toBe(error);
    else {
      expect(await verdict).toEqual({
        accepted: false,
        reason: 'What was saved cannot be read as an audio file: the picture is broken',
      });
    }
  });

  it('whose spool cannot be read is an error, not a refusal', async () => {
    const draft = await draftOf(setup.folder, retitled(1, 'Other'));
    await draft.close();
    await expect(validateSave(draft, served, 'One.flac')).rejects.toMatchObject({ code: 'EIO' });
  });
});
