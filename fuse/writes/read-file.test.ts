import { describe, expect, it } from 'vitest';
import { LayoutError, type ByteSource } from '../formats/layout.ts';
import { frames } from '../formats/testing/id3-bytes.ts';
import { flacFile } from '../overlay/testing/flac-file.ts';
import { readSavedFile, type ReadFile } from './read-file.ts';

const sourceOf = (bytes: Buffer): ByteSource => ({
  size: bytes.length,
  read: (position, length) => bytes.subarray(position, position + length),
});

const readerOf =
  (bytes: Buffer): ReadFile['read'] =>
  async (buffer, offset, length, position) => {
    expect(bytes.copy(buffer, offset, position, position + length)).toBe(length);
  };

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

  it('that is broken is an error', async () => {
    await expect(readFile(flacFile().subarray(0, 20), 'One.flac')).rejects.toBeInstanceOf(LayoutError);
  });
});
