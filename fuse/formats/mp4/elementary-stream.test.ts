import { describe, expect, it } from 'vitest';
import { atom } from '../testing/mp4-bytes.ts';
import { elementaryStream } from './elementary-stream.ts';

const descriptor = (tag: number, body: Buffer, wide = false): Buffer =>
  Buffer.concat([Buffer.from(wide ? [tag, 0x80, 0x80, 0x80, body.length] : [tag, body.length]), body]);

/** AAC's configuration: five bits of object type, four of rate, four of channels. */
function config(rate: number, channels: number, type = 2): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE((type << 11) | (rate << 7) | (channels << 3));
  return bytes;
}

function stream({
  flags = 0,
  extra = Buffer.alloc(0),
  codec = 0x40,
  specific = config(3, 1),
  wide = false,
} = {}): Buffer {
  // Behind the codec stand the kind of stream, a buffer's size, and two bitrates; behind all of it SLConfig.
  const decoder = Buffer.concat([Buffer.from([codec]), Buffer.alloc(12, 5), descriptor(5, specific, wide)]);
  const es = Buffer.concat([Buffer.from([0, 1, flags]), extra, descriptor(4, decoder, wide), Buffer.from([6, 1, 2])]);
  return atom('esds', Buffer.alloc(4), descriptor(3, es, wide));
}

const KNOWN = { sampleRate: 48_000, channels: 1 };

describe('AAC', () => {
  it.each([
    [0, 96_000],
    [1, 88_200],
    [2, 64_000],
    [3, 48_000],
    [4, 44_100],
    [5, 32_000],
    [6, 24_000],
    [7, 22_050],
    [8, 16_000],
    [9, 12_000],
    [10, 11_025],
    [11, 8000],
    [12, 7350],
  ])('of rate index %d has %d Hz', (index, sampleRate) => {
    expect(elementaryStream(stream({ specific: config(index, 1) }))).toEqual({ sampleRate, channels: 1 });
  });

  it.each([
    [1, 1],
    [6, 6],
    [7, 8],
    [15, 15],
  ])('of channel configuration %d has %d channels', (configuration, channels) => {
    expect(elementaryStream(stream({ specific: config(3, configuration) }))).toEqual({ sampleRate: 48_000, channels });
  });

  it('of channel configuration 0 does not say its channels', () => {
    expect(elementaryStream(stream({ specific: config(3, 0) }))).toEqual({ sampleRate: 48_000 });
  });

  it('of an unknown rate, or of types that go on further behind, says nothing', () => {
    for (const specific of [config(13, 1), config(15, 1), config(3, 1, 31)]) {
      expect(elementaryStream(stream({ specific }))).toEqual({});
    }
    expect(elementaryStream(stream({ specific: config(3, 1, 30) }))).toEqual(KNOWN);
  });
});

describe('an elementary stream', () => {
  it('may hold MP3', () => {
    for (const codec of [0x6b, 0x69]) expect(elementaryStream(stream({ codec }))).toEqual({ codec: 'mp3' });
    for (const codec of [0x6a, 0x40, 0x66]) expect(elementaryStream(stream({ codec }))).toEqual(KNOWN);
  });

  it('may stand behind other atoms', () => {
    expect(elementaryStream(Buffer.concat([atom('free', 'xyz'), stream()]))).toEqual(KNOWN);
  });

  it('has lengths of one to four bytes', () => {
    expect(elementaryStream(stream({ wide: true }))).toEqual(KNOWN);
    const whole = stream();
    const lengths = (count: number): Buffer =>
      atom('esds', whole.subarray(8, 13), Buffer.alloc(count - 1, 0x80), whole.subarray(13));
    for (const count of [1, 2, 3, 4]) expect(elementaryStream(lengths(count))).toEqual(KNOWN);
    expect(elementaryStream(lengths(5))).toEqual({});
  });

  /** A stream that it depends on, a URL of three bytes behind its length, a clock. */
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
    expect(elementaryStream(stream({ flags, extra }))).toEqual(KNOWN);
  });

  it('that lacks one of its descriptors says nothing', () => {
    const whole = stream();
    for (const [at, tag] of [
      [12, 3],
      [17, 4],
      [32, 5],
    ] as const) {
      const broken = Buffer.from(whole);
      expect(broken[at]).toBe(tag);
      broken[at] = 9;
      expect(elementaryStream(broken)).toEqual({});
    }
  });

  it('says nothing in an atom of another name', () => {
    expect(elementaryStream(stream().fill('free', 4, 8))).toEqual({});
    // Where it would stand if the name were found one byte in front of all.
    expect(elementaryStream(Buffer.concat([Buffer.alloc(7), stream().subarray(12)]))).toEqual({});
    expect(elementaryStream(Buffer.alloc(0))).toEqual({});
  });

  it('that ends before its configuration says nothing', () => {
    const whole = stream({ flags: 0x40, extra: url });
    const end = whole.length - 3;
    for (let length = 0; length < end; length += 1) expect(elementaryStream(whole.subarray(0, length))).toEqual({});
    expect(elementaryStream(whole.subarray(0, end))).toEqual(KNOWN);
  });
});
