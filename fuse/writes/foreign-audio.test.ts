import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { frames } from '../formats/testing/id3-bytes.ts';
import { flacFile } from '../overlay/testing/flac-file.ts';
import { ROOT_INODE } from '../tree/inodes.ts';
import { isAudio, isForeignAudio } from './foreign-audio.ts';
import { draftOf, saveSetup, type SaveSetup } from './testing/save-setup.ts';

let setup: SaveSetup;
beforeEach(async () => {
  setup = await saveSetup({ '': '$title', Empty: '$title' });
});
afterEach(async () => setup[Symbol.asyncDispose]());

async function isForeign(content: Buffer, name = 'x.flac', directory = ROOT_INODE): Promise<boolean> {
  const draft = await draftOf(setup.folder, content);
  const foreign = await isForeignAudio(setup.overlay, directory, name, draft);
  await draft.close();
  return foreign;
}

describe('a file that a program writes', () => {
  it('is audio where a head reader for its extension understands it', async () => {
    const draft = await draftOf(setup.folder, flacFile());
    expect(await isAudio('x.flac', draft)).toBe(true);
    const mp3 = await draftOf(setup.folder, Buffer.concat([Buffer.alloc(10), frames(20)]));
    expect([await isAudio('x.MP3', mp3), await isAudio('x', mp3)]).toEqual([true, false]);
    const text = await draftOf(setup.folder, Buffer.from('not audio at all'));
    expect(await isAudio('x.flac', text)).toBe(false);
    const broken = await draftOf(setup.folder, flacFile().subarray(0, 20));
    expect(await isAudio('x.flac', broken)).toBe(false);
    for (const one of [draft, mp3, text, broken]) await one.close();
  });

  it('is no foreign audio when it is no audio', async () => {
    expect(await isForeign(Buffer.from('cover'), 'cover.jpg')).toBe(false);
  });

  it('is a copy of a track when it has the format and about the duration of one beside it', async () => {
    expect(await isForeign(flacFile({ duration: 1.49 }))).toBe(false);
    expect(await isForeign(flacFile({ duration: 0.51 }))).toBe(false);
  });

  it('is foreign when it is half a second longer or shorter than all tracks beside it', async () => {
    expect(await isForeign(flacFile({ duration: 1.5 }))).toBe(true);
    expect(await isForeign(flacFile({ duration: 0.5 }))).toBe(true);
  });

  it('is foreign where there are no tracks beside it, or no directory any more', async () => {
    setup.library.remove(1);
    setup.library.remove(2);
    expect(await isForeign(flacFile())).toBe(true);
    expect(await isForeign(flacFile(), 'x.flac', 12_345)).toBe(true);
  });
});
