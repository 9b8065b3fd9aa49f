import { describe, expect, it } from 'vitest';
import { LayoutError } from '../layout.ts';
import { flacHead, opusHead, vorbisHead } from '../testing/ogg-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { identify } from './identify.ts';

/** What the packet says, wherever it stands in a file. */
function identified(packet: Buffer | string): ReturnType<typeof identify> {
  const bytes = Buffer.from(packet as string, 'latin1');
  const window = new Window(strictSource(Buffer.concat([Buffer.alloc(5, 0xff), bytes, Buffer.alloc(60)])));
  return identify(window, { runs: [{ offset: 5, length: bytes.length }], length: bytes.length });
}

describe('the first packet of Ogg Vorbis', () => {
  it('has channels and sample rate; comments stand behind seven bytes, and a setup behind them', () => {
    expect(identified(vorbisHead({ rate: 0x0102_0304, channels: 6 }))).toEqual({
      properties: { codec: 'vorbis', sampleRate: 0x0102_0304, channels: 6, lossless: false },
      skipped: 0,
      rate: 0x0102_0304,
      commentPrefix: 7,
      furtherPackets: 1,
    });
  });

  it('is broken without a sample rate', () => {
    expect(() => identified(vorbisHead({ rate: 0 }))).toThrow(
      new LayoutError('The Ogg Vorbis file says that it has no sample rate.'),
    );
  });
});

describe('the first packet of Opus', () => {
  it('has channels and the samples to skip; positions always count 48 kHz', () => {
    expect(identified(opusHead({ channels: 6, skipped: 0x0102 }))).toEqual({
      properties: { codec: 'opus', sampleRate: 48_000, channels: 6, lossless: false },
      skipped: 0x0102,
      rate: 48_000,
      commentPrefix: 8,
      furtherPackets: 0,
    });
  });
});

describe('the first packet of Ogg FLAC', () => {
  it('has the properties of FLAC, and says how many header packets there are', () => {
    expect(identified(flacHead({ rate: 96_000, packets: 3 }))).toEqual({
      properties: { codec: 'flac', sampleRate: 96_000, channels: 2, bitsPerSample: 16, lossless: true },
      skipped: 0,
      rate: 96_000,
      commentPrefix: 4,
      furtherPackets: 2,
    });
    expect(identified(flacHead({ packets: 0 }))?.furtherPackets).toBe(-1);
  });

  it('is broken without a sample rate', () => {
    expect(() => identified(flacHead({ rate: 0 }))).toThrow(
      new LayoutError('The Ogg FLAC file says that it has no sample rate.'),
    );
  });
});

describe('the first packet of another codec', () => {
  it.each([
    ['Speex', 'Speex   1.2.0'.padEnd(80)],
    ['Theora', '\u0080theora'.padEnd(42)],
    ['a short header of Vorbis', vorbisHead().subarray(0, 29)],
    ['other than the first header of Vorbis', Buffer.concat([Buffer.from([3]), vorbisHead().subarray(1)])],
    ['a first packet of something like Vorbis', Buffer.concat([Buffer.from('\u0001vorbiS'), vorbisHead().subarray(7)])],
    ['a short header of Opus', opusHead().subarray(0, 18)],
    ['a header of something like Opus', Buffer.concat([Buffer.from('OpusHeat'), opusHead().subarray(8)])],
    ['a short header of FLAC', flacHead().subarray(0, 50)],
    ['a header of something like FLAC', Buffer.concat([Buffer.from('\u007fFLAX'), flacHead().subarray(5)])],
    ['nothing', ''],
  ])('or broken, like %s, says nothing', (_, packet) => {
    expect(identified(packet)).toBeNull();
  });
});
