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
    // It may come last in the file, and have more in it than its version says.
    expect(read(handler('soun'), sampleEntry('mp4a'), mediaHeader(1000, 2000))!.duration).toBe(2);
    const longer = atom('mdhd', mediaHeader(1000, 2000).subarray(8), Buffer.alloc(40, 1));
    expect(read(longer, handler('soun'), sampleEntry('mp4a'))!.duration).toBe(2);
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

  it('has the sample rate of its entry, or the timescale where there is none', () => {
    expect(read(mediaHeader(90_000, 1), handler('soun'), sampleEntry('fLaC'))!.sampleRate).toBe(44_100);
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
    expect(read(mediaHeader(1, 1), handler('soun'), atom('gmin', sampleEntry('mp4a').subarray(8)))).toBeNull();
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
    expect(sound('alac', { more: atom('chan', Buffer.alloc(50, 1)) })).toMatchObject({ sampleRate: 44_100 });
  });
});

describe('AAC', () => {
  /** Of 48 kHz in one channel, by its own word. */
  const stream = atom(
    'esds',
    Buffer.alloc(4),
    Buffer.from('03190001000411401500000000000000000000000502118806', 'hex'),
  );

  it('has rate and channels in the description of its stream', () => {
    expect(sound('mp4a', { more: stream })).toMatchObject({ codec: 'aac', sampleRate: 48_000, channels: 1 });
    expect(sound('mp4a', { more: stream.subarray(0, -4) })).toMatchObject({ sampleRate: 44_100, channels: 2 });
    expect(sound('Opus', { more: stream })).toMatchObject({ codec: 'opus', sampleRate: 44_100, channels: 2 });
  });

  it('may be MP3', () => {
    const mp3 = Buffer.from(stream);
    mp3[8 + 4 + 2 + 3 + 2] = 0x6b;
    expect(sound('mp4a', { more: mp3 })).toMatchObject({ codec: 'mp3', sampleRate: 44_100, channels: 2 });
  });

  it('is described within half a kilobyte', () => {
    const far = (length: number) =>
      sound('mp4a', { more: Buffer.concat([atom('free', Buffer.alloc(length)), stream]) });
    // In front of the atoms stand 36 bytes; the last byte of the description is not read.
    const most = 512 - 36 - 8 - (stream.length - 1);
    expect(far(most)).toMatchObject({ sampleRate: 48_000 });
    expect(far(most + 1)).toMatchObject({ sampleRate: 44_100 });
  });
});
