import { describe, expect, it } from 'vitest';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { atomAt } from './atoms.ts';
import { readTrack } from './read-track.ts';

function atom(name: string, ...body: Buffer[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + Buffer.concat(body).length);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, ...body]);
}

function mediaHeader(timescale: number, length: number, version = 0): Buffer {
  const body = Buffer.alloc(version === 1 ? 36 : 24);
  body[0] = version;
  if (version === 1) {
    body.writeUInt32BE(timescale, 20);
    body.writeUInt32BE(Math.floor(length / 2 ** 32), 24);
    body.writeUInt32BE(length % 2 ** 32, 28);
  } else {
    body.writeUInt32BE(timescale, 12);
    body.writeUInt32BE(length, 16);
  }
  return atom('mdhd', body);
}

function handler(kind: string): Buffer {
  return atom('hdlr', Buffer.alloc(8), Buffer.from(kind), Buffer.alloc(12));
}

type Entry = { readonly rate?: number; readonly channels?: number; readonly bits?: number; readonly more?: Buffer };

function entry(format: string, { rate = 44_100, channels = 2, bits = 16, more = Buffer.alloc(0) }: Entry = {}): Buffer {
  const body = Buffer.alloc(28);
  body.writeUInt16BE(channels, 16);
  body.writeUInt16BE(bits, 18);
  body.writeUInt16BE(rate, 24);
  return atom('minf', atom('stbl', atom('stsd', Buffer.alloc(8), atom(format, body, more))));
}

function read(...parts: Buffer[]) {
  const file = atom('trak', atom('tkhd', Buffer.alloc(20)), atom('mdia', ...parts));
  const window = new Window(strictSource(file));
  return readTrack(window, atomAt(window, 0, file.length)!);
}

const sound = (format: string, options: Entry = {}) =>
  read(mediaHeader(44_100, 88_200), handler('soun'), entry(format, options));

describe('a sound track', () => {
  it('has its length in its media header, in 32 bits or 64', () => {
    expect(sound('mp4a')).toEqual({ duration: 2, codec: 'aac', sampleRate: 44_100, channels: 2, bitsPerSample: 16 });
    const long = read(mediaHeader(1000, 2 ** 33 + 1000, 1), handler('soun'), entry('mp4a'));
    expect(long!.duration).toBe((2 ** 33 + 1000) / 1000);
    expect(read(mediaHeader(0, 5), handler('soun'), entry('mp4a'))!.duration).toBe(0);
    expect(read(handler('soun'), entry('mp4a'))!.duration).toBe(0);
  });

  it.each([
    ['alac', 'alac'],
    ['fLaC', 'flac'],
    ['Opus', 'opus'],
    ['ac-3', 'ac3'],
    ['ec-3', 'eac3'],
    ['.mp3', 'mp3'],
    ['sowt', 'pcm'],
    ['twos', 'pcm'],
    ['lpcm', 'pcm'],
    ['DTS ', 'dts'],
  ])('of %s is %s', (format, codec) => {
    expect(sound(format)).toMatchObject({ codec, sampleRate: 44_100, channels: 2, bitsPerSample: 16 });
  });

  it('without a sample rate has its timescale as one', () => {
    expect(sound('fLaC', { rate: 0 })!.sampleRate).toBe(44_100);
  });

  it('is no track of another kind, or without a description', () => {
    expect(read(mediaHeader(1, 1), handler('vide'), entry('mp4a'))).toBeNull();
    expect(read(mediaHeader(1, 1), entry('mp4a'))).toBeNull();
    expect(read(mediaHeader(1, 1), handler('soun'))).toBeNull();
    expect(read(mediaHeader(1, 1), handler('soun'), atom('minf', atom('stbl')))).toBeNull();
    expect(
      read(mediaHeader(1, 1), handler('soun'), atom('minf', atom('stbl', atom('stsd', Buffer.alloc(43))))),
    ).toBeNull();
    const window = new Window(strictSource(atom('trak')));
    expect(readTrack(window, atomAt(window, 0, 8)!)).toBeNull();
  });
});

describe('ALAC', () => {
  it('has rate, channels and bits in its cookie', () => {
    const cookie = Buffer.alloc(28);
    cookie[4 + 5] = 24;
    cookie[4 + 9] = 6;
    cookie.writeUInt32BE(192_000, 4 + 20);
    expect(sound('alac', { more: atom('alac', cookie) })).toMatchObject({
      bitsPerSample: 24,
      channels: 6,
      sampleRate: 192_000,
    });
    expect(sound('alac', { more: atom('alac', cookie.subarray(0, 23)) })).toMatchObject({
      channels: 2,
      sampleRate: 44_100,
    });
  });
});

describe('an elementary stream', () => {
  const descriptor = (tag: number, body: Buffer, wide = false): Buffer =>
    Buffer.concat([Buffer.from(wide ? [tag, 0x80, 0x80, 0x80, body.length] : [tag, body.length]), body]);

  /** AAC's configuration: five bits of object type, four of rate, four of channels. */
  function config(rate: number, channels: number, type = 2): Buffer {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32BE(((type << 27) | (rate << 23) | (channels << 19)) >>> 0);
    return bytes;
  }

  function stream({
    flags = 0,
    extra = Buffer.alloc(0),
    codec = 0x40,
    specific = config(4, 1),
    wide = false,
  } = {}): Buffer {
    const decoder = Buffer.concat([
      Buffer.from([codec]),
      Buffer.alloc(12),
      descriptor(5, specific, wide),
      Buffer.alloc(16),
    ]);
    const es = Buffer.concat([Buffer.from([0, 1, flags]), extra, descriptor(4, decoder, wide)]);
    return atom('esds', Buffer.alloc(4), descriptor(3, es, wide));
  }

  it.each([
    [0, 96_000],
    [3, 48_000],
    [4, 44_100],
    [7, 22_050],
    [12, 7350],
  ])('of rate index %d has %d Hz', (index, sampleRate) => {
    expect(sound('mp4a', { more: stream({ specific: config(index, 1) }) })).toMatchObject({
      codec: 'aac',
      sampleRate,
      channels: 1,
    });
  });

  it.each([
    [0, 2],
    [1, 1],
    [6, 6],
    [7, 8],
  ])('of channel configuration %d has %d channels', (configuration, channels) => {
    expect(sound('mp4a', { more: stream({ specific: config(3, configuration) }) })).toMatchObject({
      channels,
      sampleRate: 48_000,
    });
  });

  it('with a rate or type that it does not know leaves the rest to the sample entry', () => {
    for (const specific of [config(13, 1), config(15, 1), config(3, 1, 31)]) {
      expect(sound('mp4a', { more: stream({ specific }) })).toMatchObject({ channels: 2, sampleRate: 44_100 });
    }
  });

  it('may hold MP3', () => {
    for (const codec of [0x6b, 0x69]) expect(sound('mp4a', { more: stream({ codec }) })!.codec).toBe('mp3');
    expect(sound('mp4a', { more: stream({ codec: 0x6a }) })!.codec).toBe('aac');
  });

  it('has lengths of one to four bytes', () => {
    expect(sound('mp4a', { more: stream({ wide: true }) })).toMatchObject({ channels: 1, sampleRate: 44_100 });
  });

  it.each([
    [0x80, Buffer.alloc(2)],
    [0x40, Buffer.from([3, 1, 2, 3])],
    [0x20, Buffer.alloc(2)],
  ])('with flags %d has more in front', (flags, extra) => {
    expect(sound('mp4a', { more: stream({ flags, extra, specific: config(3, 1) }) })).toMatchObject({ channels: 1 });
  });

  it('that is broken leaves everything to the sample entry', () => {
    const whole = stream({ specific: config(3, 1) });
    const broken = Buffer.from(whole);
    broken[12] = 9;
    expect(sound('mp4a', { more: broken })).toMatchObject({ channels: 2, sampleRate: 44_100 });
    expect(sound('mp4a', { more: atom('esds', Buffer.from([0, 0, 0, 0, 3])) })).toMatchObject({
      channels: 2,
      sampleRate: 44_100,
    });
  });
});
