import { describe, expect, it } from 'vitest';
import { frame, tag, text } from '../testing/id3-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { readDsf } from './read-dsf.ts';

const AUDIO = Buffer.alloc(4096, 0x69);
const HEAD = 92;

function head({
  pointer = 0,
  channels = 2,
  rate = 2_822_400,
  samples = 2_822_400n,
  data = AUDIO.length + 12,
  format = 'fmt ',
  name = 'data',
} = {}): Buffer {
  const bytes = Buffer.alloc(HEAD);
  bytes.write('DSD ', 'latin1');
  bytes.writeBigUInt64LE(28n, 4);
  bytes.writeBigUInt64LE(BigInt(pointer), 20);
  bytes.write(format, 28, 'latin1');
  bytes.writeUInt32LE(channels, 28 + 24);
  bytes.writeUInt32LE(rate, 28 + 28);
  bytes.writeBigUInt64LE(samples, 28 + 36);
  bytes.write(name, 80, 'latin1');
  bytes.writeBigUInt64LE(BigInt(data), 84);
  return bytes;
}

function read(...parts: Buffer[]) {
  return readDsf(new Window(strictSource(Buffer.concat(parts))));
}

describe('a DSF file', () => {
  it('has its technical data in its format chunk', () => {
    expect(read(head({ channels: 6 }), AUDIO)).toMatchObject({
      container: 'dsf',
      properties: {
        codec: 'dsd',
        duration: 1,
        sampleRate: 2_822_400,
        channels: 6,
        bitsPerSample: 1,
        bitrate: 6 * 2_822_400,
        lossless: true,
      },
      audio: { offset: HEAD, length: AUDIO.length },
      tags: {},
      kept: [],
      detail: { id3: 0, body: { offset: 28, length: HEAD - 28 + AUDIO.length } },
    });
  });

  it('has its tag where the first chunk points to', () => {
    const id3 = tag(3, [frame(3, 'TIT2', text('Title')), frame(3, 'PRIV', Buffer.from('x'))]);
    const layout = read(head({ pointer: HEAD + AUDIO.length }), AUDIO, id3);
    expect(layout.tags).toEqual({ title: ['Title'] });
    expect(layout.kept.map(({ kind }) => kind)).toEqual([expect.stringMatching(/^id3\/PRIV/)]);
    expect(layout.detail).toMatchObject({ id3: 3, body: { offset: 28, length: HEAD - 28 + AUDIO.length } });
    expect(layout.audio.length).toBe(AUDIO.length);
  });

  it('has no tag where the pointer leads into the header, or out of the file', () => {
    for (const pointer of [1, HEAD, HEAD + AUDIO.length, HEAD + AUDIO.length + 1, 999_999]) {
      const { detail, tags } = read(head({ pointer }), AUDIO);
      expect(tags).toEqual({});
      expect(detail).toMatchObject({ body: { offset: 28, length: HEAD - 28 + AUDIO.length } });
    }
  });

  it('has its tag behind an audio chunk that is empty', () => {
    const id3 = tag(3, [frame(3, 'TIT2', text('Title'))]);
    for (const data of [0, 12]) {
      expect(read(head({ pointer: HEAD, data }), id3)).toMatchObject({
        tags: { title: ['Title'] },
        audio: { offset: HEAD, length: 0 },
        detail: { id3: 3, body: { offset: 28, length: HEAD - 28 } },
      });
    }
  });

  it('has no more audio than it says, and than there is in front of the tag', () => {
    expect(read(head({ data: 100 + 12 }), AUDIO).audio.length).toBe(100);
    expect(read(head({ data: 99_999 }), AUDIO).audio.length).toBe(AUDIO.length);
    expect(read(head({ data: 0 }), AUDIO).audio.length).toBe(0);
    expect(read(head({ data: 99_999, pointer: HEAD + 50 }), AUDIO).audio.length).toBe(50);
  });

  it('without a sample rate has no duration', () => {
    expect(read(head({ rate: 0 }), AUDIO).properties).toMatchObject({ duration: 0, bitrate: 0 });
  });

  it.each([{ format: 'fmtx' }, { name: 'dat_' }])('with other chunks in front is broken: %o', (other) => {
    expect(() => read(head(other), AUDIO)).toThrow('The DSF file has no format or no audio where they should be.');
  });
});
