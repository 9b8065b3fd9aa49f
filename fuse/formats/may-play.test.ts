import { describe, expect, it } from 'vitest';
import { mayPlay } from './may-play.ts';
import { tag } from './testing/id3-bytes.ts';
import { strictSource } from './testing/sources.ts';

const plays = (...parts: (Buffer | string)[]): boolean =>
  mayPlay(strictSource(Buffer.concat(parts.map((part) => Buffer.from(part as string, 'latin1')))));

const JUNK = 'junk that is no audio, \xff\xf8 nor \xff\xf1 OggS';

it.each(['TTA1', 'TTA2', '\u001aE\u00df\u00a3'])(
  'a file that begins with %j may play, also behind an ID3 tag',
  (magic) => {
    expect(plays(magic, JUNK)).toBe(true);
    expect(plays(tag(4, []), magic)).toBe(true);
    expect(plays('x', magic, JUNK)).toBe(false);
  },
);

it('other bytes do not play, nor do none, nor a tag alone', () => {
  for (const bytes of ['', JUNK, 'a', 'OggS', '\xff']) expect(plays(bytes)).toBe(false);
  expect(plays(tag(4, []))).toBe(false);
  expect(plays(tag(4, [Buffer.alloc(30)]).subarray(0, 20))).toBe(false);
});

/** A page with one segment. */
const page = (length = 200): Buffer => {
  const head = Buffer.alloc(28);
  head.write('OggS', 'latin1');
  head[26] = 1;
  head[27] = length;
  return Buffer.concat([head, Buffer.alloc(length, 'x')]);
};

describe('Ogg pages', () => {
  it('play where three follow one another, wherever they begin', () => {
    expect(plays(page(), page(7), page())).toBe(true);
    expect(plays(JUNK, page(), page(), page())).toBe(true);
    expect(plays(page(), page(), page(), JUNK)).toBe(true);
    expect(plays(page(), page())).toBe(false);
    expect(plays(page(), page(), 'x', page())).toBe(false);
    expect(plays(page(), page(), page().subarray(0, 26))).toBe(false);
    expect(plays(page(), page(), page().subarray(0, 40))).toBe(true);
  });

  it('have version 0', () => {
    const other = page();
    other[4] = 1;
    expect(plays(page(), other, page())).toBe(false);
  });

  it('have several segments', () => {
    const long = Buffer.concat([page(0).subarray(0, 26), Buffer.from([3, 255, 255, 4]), Buffer.alloc(514)]);
    expect(plays(long, long, long)).toBe(true);
  });
});

/** A frame of so many bytes. */
const adts = (length = 50, head = 0xfff1): Buffer => {
  const bytes = Buffer.alloc(length, 'x');
  bytes.writeUInt16BE(head);
  bytes.writeUIntBE((0x50_0000 & 0xfc_0000) | (length << 5), 3, 3);
  return bytes;
};

describe('ADTS frames', () => {
  it('play where three follow one another, wherever they begin', () => {
    expect(plays(adts(), adts(1000), adts())).toBe(true);
    expect(plays(JUNK, adts(), adts(), adts(), JUNK)).toBe(true);
    expect(plays(adts(), adts())).toBe(false);
    expect(plays(adts(), JUNK, adts(), adts())).toBe(false);
    expect(plays(adts(), adts(), adts().subarray(0, 6))).toBe(false);
    expect(plays(adts(), adts(), adts().subarray(0, 7))).toBe(true);
  });

  it('have layer 0 and at least their own head', () => {
    for (const head of [0xfff0, 0xfff8, 0xfff9]) {
      expect(plays(adts(50, head), adts(50, head), adts(50, head))).toBe(true);
    }
    for (const head of [0xfff3, 0xfff5, 0xffe1]) {
      expect(plays(adts(50, head), adts(50, head), adts(50, head))).toBe(false);
    }
    expect(plays(adts(7), adts(7), adts(7))).toBe(true);
    const short = adts(7);
    short.writeUIntBE(6 << 5, 3, 3);
    expect(plays(short, short, short)).toBe(false);
  });
});

describe('FLAC frames', () => {
  // Heads whose checksums flac computed: of frames 0 and 1, of 4096 samples, 44.1 kHz, one channel, 16 bits.
  const [zero, one] = ['fff8c9080095', 'fff8c9080192'].map((hex) => Buffer.from(hex, 'hex')) as [Buffer, Buffer];

  it('play where two have true checksums', () => {
    expect(plays('fLaC', JUNK, zero, JUNK, one)).toBe(true);
    expect(plays(tag(4, []), 'fLaC', JUNK, zero, JUNK, one)).toBe(true);
    expect(plays('fLaC', JUNK, zero)).toBe(false);
    expect(plays('fLaC', JUNK, zero, JUNK, one.subarray(0, 5))).toBe(false);
    expect(plays('fLaC', JUNK, zero, JUNK, one.subarray(0, 5), 'x')).toBe(false);
    expect(plays(JUNK, zero, JUNK, one)).toBe(false);
  });

  it('have longer heads where number, block size and sample rate need more bytes', () => {
    // Frames 1 and 149, of 500 samples at 12 345 Hz.
    const heads = ['fff87d080101f3303966', 'fff87d08c29501f33039f3'].map((hex) => Buffer.from(hex, 'hex'));
    expect(plays('fLaC', ...heads)).toBe(true);
    expect(plays('fLaC', heads[0] as Buffer, JUNK, (heads[1] as Buffer).subarray(0, 10), 'x')).toBe(false);
  });
});
