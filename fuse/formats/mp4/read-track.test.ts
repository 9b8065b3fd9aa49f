import { describe, expect, it } from 'vitest';
import { atom, handler, mediaHeader, sampleEntry, type SampleEntry } from '../testing/mp4-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { atomAt } from './atoms.ts';
import { readTrack } from './read-track.ts';

function read(...parts: Buffer[]) {
  const file = atom('trak', atom('tkhd', Buffer.alloc(20)), atom('mdia', ...parts));
  const window = new Window(strictSource(file));
  return readTrack(window, atomAt(window, 0, file.length)!);
}

const sound = (format: string, options: SampleEntry = {}) =>
  read(mediaHeader(44_100, 88_200), handler('soun'), sampleEntry(format, options));

describe('a sound track', () => {
  it('has its length in its media header, in 32 bits or 64', () => {
    expect(sound('mp4a')).toEqual({ duration: 2, codec: 'aac', sampleRate: 44_100, channels: 2, bitsPerSample: 16 });
    const long = read(mediaHeader(1000, 2 ** 33 + 1000, 1), handler('soun'), sampleEntry('mp4a'));
    expect(long!.duration).toBe((2 ** 33 + 1000) / 1000);
    expect(read(mediaHeader(0, 5), handler('soun'), sampleEntry('mp4a'))!.duration).toBe(0);
    expect(read(handler('soun'), sampleEntry('mp4a'))!.duration).toBe(0);
  });

  it('has no length in a media header that is too short for one', () => {
    const cut = (length: number, version: number): number => {
      const header = mediaHeader(1000, 4000, version).subarray(0, 8 + length);
      header.writeUInt32BE(header.length);
      return read(header, handler('soun'), sampleEntry('mp4a'))!.duration;
    };
    expect([cut(24, 0), cut(23, 0), cut(36, 1), cut(23, 1)]).toEqual([4, 0, 4, 0]);
    // One of version 1 that is as short as version 0 is read as that.
    expect(cut(35, 1)).not.toBe(4);
  });

  it('has its kind in a handler of twelve bytes at least', () => {
    const short = (length: number): Buffer => atom('hdlr', handler('soun').subarray(8, 8 + length));
    expect(read(mediaHeader(1, 1), short(12), sampleEntry('mp4a'))).not.toBeNull();
    expect(read(mediaHeader(1, 1), short(11), sampleEntry('mp4a'))).toBeNull();
  });

  it('may have other atoms beside those that describe it', () => {
    const minf = atom('minf', atom('smhd', Buffer.alloc(8)), sampleEntry('alac').subarray(8));
    expect(read(atom('elng'), mediaHeader(1000, 1000), handler('soun'), minf, atom('free'))).toMatchObject({
      codec: 'alac',
      duration: 1,
    });
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
    expect(read(mediaHeader(1, 1), handler('vide'), sampleEntry('mp4a'))).toBeNull();
    expect(read(mediaHeader(1, 1), sampleEntry('mp4a'))).toBeNull();
    expect(read(mediaHeader(1, 1), handler('soun'))).toBeNull();
    expect(read(mediaHeader(1, 1), handler('soun'), atom('minf', atom('stbl')))).toBeNull();
    expect(
      read(mediaHeader(1, 1), handler('soun'), atom('minf', atom('stbl', atom('stsd', Buffer.alloc(43))))),
    ).toBeNull();
    expect(
      read(mediaHeader(1, 1), handler('soun'), atom('minf', atom('stbl', atom('stsd', Buffer.alloc(44))))),
    ).toMatchObject({ codec: '\0\0\0\0', sampleRate: 1 });
    expect(read(mediaHeader(1, 1), handler('soun'), atom('minf'))).toBeNull();
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
    for (const length of [0, 23, 27]) {
      expect(sound('alac', { more: atom('alac', cookie.subarray(0, length)) })).toMatchObject({
        bitsPerSample: 16,
        channels: 2,
        sampleRate: 44_100,
      });
    }
    const further = Buffer.concat([atom('chan', Buffer.alloc(5)), atom('alac', cookie)]);
    expect(sound('alac', { more: further })).toMatchObject({ sampleRate: 192_000 });
    expect(sound('fLaC', { more: atom('alac', cookie) })).toMatchObject({ sampleRate: 44_100 });
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
    const whole = stream({ specific: config(3, 1) });
    const lengths = (count: number): Buffer =>
      atom('esds', whole.subarray(8, 13), Buffer.alloc(count - 1, 0x80), whole.subarray(13));
    for (const count of [1, 2, 3, 4]) expect(sound('mp4a', { more: lengths(count) })!.channels).toBe(1);
    expect(sound('mp4a', { more: lengths(5) })!.channels).toBe(2);
  });

  /** A stream that depends on another, a URL of three bytes behind its length, and a clock. */
  const [other, url, clock] = [Buffer.from([7, 7]), Buffer.from([3, 9, 9, 9]), Buffer.from([8, 8])];

  it.each([
    [0x1f, Buffer.alloc(0)],
    [0x80, other],
    [0x40, url],
    [0x40, Buffer.from([0])],
    [0x20, clock],
    [0xc0, Buffer.concat([other, url])],
    [0xa0, Buffer.concat([other, clock])],
    [0x60, Buffer.concat([url, clock])],
    [0xe0, Buffer.concat([other, url, clock])],
  ])('with flags %d has more in front', (flags, extra) => {
    expect(sound('mp4a', { more: stream({ flags, extra, specific: config(3, 1) }) })).toMatchObject({
      channels: 1,
      sampleRate: 48_000,
    });
  });

  it('may end with two bytes of configuration', () => {
    const specific = config(3, 6).subarray(0, 2);
    const decoder = Buffer.concat([Buffer.from([0x40]), Buffer.alloc(12), descriptor(5, specific)]);
    const es = Buffer.concat([Buffer.from([0, 1, 0]), descriptor(4, decoder)]);
    const whole = atom('esds', Buffer.alloc(4), descriptor(3, es));
    expect(sound('mp4a', { more: whole })).toMatchObject({ channels: 6, sampleRate: 48_000 });
    const cut = atom('esds', whole.subarray(8, -1));
    expect(sound('mp4a', { more: cut })).toMatchObject({ channels: 2, sampleRate: 44_100 });
  });

  it('that is broken leaves everything to the sample entry', () => {
    const whole = stream({ specific: config(3, 1) });
    // The tags of the three descriptors.
    for (const at of [12, 17, 32]) {
      const broken = Buffer.from(whole);
      expect(broken[at]).toBe(at === 12 ? 3 : at === 17 ? 4 : 5);
      broken[at] = 9;
      expect(sound('mp4a', { more: broken })).toMatchObject({ channels: 2, sampleRate: 44_100 });
    }
    expect(sound('mp4a', { more: atom('free', whole.subarray(8)) })).toMatchObject({ channels: 2 });
  });

  it('that ends anywhere leaves to the sample entry what it does not say', () => {
    const whole = stream({ flags: 0x40, extra: url, specific: config(3, 1) });
    for (let length = 0; length < whole.length - 16 - 8; length += 1) {
      const cut = atom('esds', whole.subarray(8, 8 + length));
      const { channels, sampleRate } = sound('mp4a', { more: cut })!;
      expect([`1 48000`, `2 44100`]).toContain(`${channels} ${sampleRate}`);
    }
  });
});
