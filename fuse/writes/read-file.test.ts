import { describe, expect, it } from 'vitest';
import { LayoutError } from '../formats/layout.ts';
import { frames } from '../formats/testing/id3-bytes.ts';
import { flacFile } from '../overlay/testing/flac-file.ts';
import { readSavedFile, type ReadFile } from './read-file.ts';
import { readerOf, sourceOf } from './testing/saved-bytes.ts';

const readFile = (bytes: Buffer, name: string): Promise<ReadFile | null> =>
  readSavedFile(sourceOf(bytes), readerOf(bytes), name);

describe('a saved file', () => {
  it('is read by the head reader of its extension', async () => {
    const read = await readFile(flacFile({ tags: { title: 'One' } }), 'One.flac');
    expect(read?.layout).toMatchObject({ container: 'flac', tags: { title: ['One'] } });
    expect(await readFile(Buffer.from('some text'), 'One.txt')).toBeNull();
  });

  it('is read by its extension, in any case, where the content does not tell its format', async () => {
    const mp3 = Buffer.concat([Buffer.alloc(10), frames(20)]);
    for (const name of ['One.mp3', 'music/One.MP3']) {
      expect((await readFile(mp3, name))?.layout).toMatchObject({ container: 'mp3' });
    }
    for (const name of ['mp3', '.mp3', 'One.mp3.tmp', '']) expect(await readFile(mp3, name)).toBeNull();
  });

  it('has the tags that programs append to a format that does not have them', async () => {
    const id3v1 = Buffer.alloc(128);
    id3v1.write('TAGTitle', 'latin1');
    id3v1[127] = 255;
    const appended = { kind: 'ID3v1', tags: { title: ['Title'] }, pictures: [] };
    const wav = Buffer.concat([
      Buffer.from('RIFF\x2e\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0', 'latin1'),
      Buffer.from('data\x02\0\0\0xx', 'latin1'),
    ]);
    expect((await readFile(wav, 'One.wav'))?.layout).not.toHaveProperty('weaker');
    expect((await readFile(Buffer.concat([wav, id3v1]), 'One.wav'))?.layout.weaker).toEqual([appended]);
    // Once, where the format has them.
    const mp3 = Buffer.concat([frames(20), id3v1]);
    expect((await readFile(mp3, 'One.mp3'))?.layout.weaker).toEqual([appended]);
  });

  it('that is broken is an error', async () => {
    await expect(readFile(flacFile().subarray(0, 20), 'One.flac')).rejects.toBeInstanceOf(LayoutError);
  });
});
