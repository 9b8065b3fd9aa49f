import { describe, expect, it } from 'vitest';
import { LayoutError } from '../layout.ts';
import { strictSource } from '../testing/sources.ts';
import { Id3Content } from '../id3/content.ts';
import { Window } from '../window.ts';
import { readFlac } from './read-flac.ts';

const AUDIO = Buffer.alloc(500, 0x55);

function block(type: number, body: Buffer, last = false, length = body.length): Buffer {
  const head = Buffer.alloc(4);
  head[0] = type | (last ? 0x80 : 0);
  head.writeUIntBE(length, 1, 3);
  return Buffer.concat([head, body]);
}

function streamInfo({ rate = 44_100, channels = 2, bits = 16, samples = 44_100 } = {}): Buffer {
  const body = Buffer.alloc(34);
  body.writeUInt32BE(
    ((rate << 12) | ((channels - 1) << 9) | ((bits - 1) << 4) | Math.floor(samples / 2 ** 32)) >>> 0,
    10,
  );
  body.writeUInt32BE(samples % 2 ** 32, 14);
  return body;
}

function comments(vendor: string, ...entries: string[]): Buffer {
  const text = (value: string): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(Buffer.byteLength(value));
    return Buffer.concat([length, Buffer.from(value)]);
  };
  const count = Buffer.alloc(4);
  count.writeUInt32LE(entries.length);
  return Buffer.concat([text(vendor), count, ...entries.map(text)]);
}

function picture(
  image: Buffer,
  { type = 3, mime = 'image/png', description = 'Front', stated = image.length } = {},
): Buffer {
  const numbers = (...values: number[]): Buffer => {
    const bytes = Buffer.alloc(4 * values.length);
    values.forEach((value, i) => bytes.writeUInt32BE(value, 4 * i));
    return bytes;
  };
  return Buffer.concat([
    numbers(type, mime.length),
    Buffer.from(mime),
    numbers(Buffer.byteLength(description)),
    Buffer.from(description),
    numbers(640, 480, 24, 0, stated),
    image,
  ]);
}

function read(blocks: readonly Buffer[], audio = AUDIO, start = 0) {
  const file = Buffer.concat([Buffer.alloc(start), Buffer.from('fLaC'), ...blocks, audio]);
  return { file, layout: readFlac(new Window(strictSource(file)), { content: new Id3Content(), end: start }) };
}

const INFO = block(0, streamInfo());

describe('a FLAC file', () => {
  it('has its technical data in its stream information', () => {
    const { layout } = read([block(0, streamInfo({ rate: 96_000, channels: 6, bits: 24, samples: 96_000 * 2 }), true)]);
    expect(layout).toMatchObject({
      container: 'flac',
      properties: {
        codec: 'flac',
        duration: 2,
        sampleRate: 96_000,
        channels: 6,
        bitsPerSample: 24,
        bitrate: 2000,
        lossless: true,
      },
      audio: { offset: 42, length: 500 },
      tags: {},
      pictures: [],
      kept: [{ kind: '0', range: { offset: 8, length: 34 } }],
      detail: { vendor: '' },
    });
  });

  it('counts its samples in 36 bits', () => {
    const { layout } = read([block(0, streamInfo({ samples: 3 * 2 ** 32 + 5 }), true)]);
    expect(layout.properties.duration).toBe((3 * 2 ** 32 + 5) / 44_100);
  });

  it('without a sample rate has no duration', () => {
    expect(read([block(0, streamInfo({ rate: 0 }), true)]).layout.properties).toMatchObject({
      duration: 0,
      bitrate: 0,
    });
  });

  it('may begin behind something else', () => {
    const { layout } = read([block(0, streamInfo(), true)], AUDIO, 100);
    expect(layout.audio).toEqual({ offset: 142, length: 500 });
  });

  it('ends before tags that do not belong there', () => {
    const id3v1 = Buffer.alloc(128);
    id3v1.write('TAGx', 'latin1');
    expect(read([block(0, streamInfo(), true)], Buffer.concat([AUDIO, id3v1])).layout.audio.length).toBe(500);
  });

  it('has fields and a vendor in its comment, whose names keep their spelling', () => {
    const { layout } = read([INFO, block(4, comments('libFLAC', 'TITLE=one', 'Own=x'), true)]);
    expect(layout.tags).toEqual({ title: ['one'], own: ['x'] });
    expect(layout.detail).toEqual({ vendor: 'libFLAC', names: { own: 'Own' } });
  });

  it('keeps other blocks but padding, and no second stream information', () => {
    const seektable = Buffer.alloc(18, 1);
    const { layout, file } = read([
      INFO,
      block(3, seektable),
      block(0, streamInfo({ rate: 8000 })),
      block(1, Buffer.alloc(100)),
      block(126, Buffer.from('x'), true),
    ]);
    expect(layout.kept.map(({ kind }) => kind)).toEqual(['0', '3', '126']);
    const { offset, length } = layout.kept[1]!.range;
    expect(file.subarray(offset, offset + length)).toEqual(seektable);
    expect(layout.properties.sampleRate).toBe(44_100);
    expect(layout.audio.length).toBe(500);
  });
});

describe('a picture of a FLAC file', () => {
  const IMAGE = Buffer.from([1, 2, 3, 4, 5]);

  it('is known by its place', () => {
    const { layout, file } = read([
      INFO,
      block(6, picture(IMAGE, { type: 4, mime: 'image/jpg', description: 'Čas' }), true),
    ]);
    expect(layout.pictures).toMatchObject([
      { type: 4, mime: 'image/jpeg', description: 'Čas', width: 640, height: 480, depth: 24, encoding: 'raw' },
    ]);
    const { offset, length } = layout.pictures[0]!.location;
    expect(file.subarray(offset, offset + length)).toEqual(IMAGE);
    expect(layout.kept.map(({ kind }) => kind)).toEqual(['0']);
  });

  it('may have a long description, of up to 64 KiB', () => {
    const long = read([INFO, block(6, picture(IMAGE, { description: 'x'.repeat(60_000) }), true)]).layout;
    expect(long.pictures).toHaveLength(1);
    const tooLong = read([INFO, block(6, picture(IMAGE, { description: 'x'.repeat(66_000) }), true)]).layout;
    expect(tooLong.pictures).toEqual([]);
    expect(tooLong.kept.map(({ kind }) => kind)).toEqual(['0', '6']);
  });

  it.each([
    ['is empty', picture(Buffer.alloc(0))],
    ['claims more than its block has', picture(IMAGE, { stated: 6 })],
    ['is a link', picture(IMAGE, { mime: '-->' })],
    ['is cut off', picture(IMAGE).subarray(0, 20)],
    ['has no room for its description', picture(IMAGE, { description: '' }).subarray(0, 36)],
  ])('that %s is a block that is kept', (_, body) => {
    const { layout } = read([INFO, block(6, body, true)]);
    expect(layout.pictures).toEqual([]);
    expect(layout.kept.map(({ kind }) => kind)).toEqual(['0', '6']);
    expect(layout.kept[1]?.range).toEqual({ offset: 46, length: body.length });
  });
});

describe('a broken FLAC file', () => {
  it('does not begin with its stream information', () => {
    const error = new LayoutError('The FLAC file does not begin with its stream information.', 4);
    expect(() => read([block(4, comments('x')), INFO])).toThrow(error);
    expect(() => read([block(3, Buffer.alloc(34)), INFO])).toThrow(error);
    expect(() => read([block(0, Buffer.alloc(33), true)])).toThrow(error);
    expect(() => read([block(0, Buffer.alloc(35), true)])).toThrow(error);
  });

  it('ends within a block', () => {
    expect(() => read([INFO, block(3, AUDIO, false, 9999)], Buffer.alloc(0))).toThrow(
      new LayoutError('The FLAC file ends in its header: the block at 42 should be 9999 bytes long.', 42),
    );
  });

  it('has a block of the forbidden type', () => {
    expect(() => read([INFO, block(127, Buffer.alloc(4), true)])).toThrow(
      'The FLAC file has an impossible block at 42.',
    );
  });
});
