import { describe, expect, it } from 'vitest';
import { lacingOf, oggPage } from '../testing/ogg-bytes.ts';
import { strictSource, type StrictSource } from '../testing/sources.ts';
import { LONGEST_PAGE } from './pages.ts';
import { samplePackets } from './sample-packets.ts';

/** The first and the last bytes of the packets in these pages, which stand behind a header of seven bytes. */
function sampleOf(...pages: Buffer[]): { first: Buffer; last: Buffer; source: StrictSource } {
  const audio = Buffer.concat(pages);
  const source = strictSource(Buffer.concat([Buffer.from('header.'), audio]));
  const parts: Buffer[] = [];
  samplePackets(source, { audio: { offset: 7, length: audio.length } }, (part) => parts.push(Buffer.from(part)));
  expect(parts).toHaveLength(3);
  expect(parts[1]).toEqual(Buffer.of(0));
  return { first: parts[0]!, last: parts[2]!, source };
}

/** Bytes of which none has the same neighbours as another, from `from` on. */
const bytesOf = (length: number, from = 0): Buffer =>
  Buffer.from(Array.from({ length }, (_, i) => ((i + from) * 7 + ((i + from) >> 8)) & 255));

const page = (body: Buffer, sequence = 0): Buffer => oggPage(lacingOf(body.length), body, { sequence });

/** Pages of this many bytes of `body` each. */
function pagesOf(body: Buffer, each: number): Buffer[] {
  return Array.from({ length: Math.ceil(body.length / each) }, (_, k) =>
    page(body.subarray(k * each, (k + 1) * each), k + 3),
  );
}

describe('a sample of Ogg audio', () => {
  it('is the first 4096 and the last 1024 bytes of the packets', () => {
    const body = bytesOf(20_000);
    const { first, last } = sampleOf(...pagesOf(body, 5000));
    expect(first).toEqual(body.subarray(0, 4096));
    expect(last).toEqual(body.subarray(-1024));
  });

  it('is the same however pages are cut and numbered', () => {
    const body = bytesOf(20_000);
    const expected = [body.subarray(0, 4096), body.subarray(-1024)];
    for (const each of [10, 100, 1024, 4096, 4097, 20_000]) {
      const { first, last } = sampleOf(...pagesOf(body, each));
      expect([first, last]).toEqual(expected);
    }
  });

  it('is all of short audio, at both ends', () => {
    for (const length of [0, 1, 1023, 1024, 1025, 4095, 4096, 4097]) {
      const body = bytesOf(length);
      const { first, last } = sampleOf(page(body));
      expect(first).toEqual(body.subarray(0, 4096));
      expect(last).toEqual(body.subarray(Math.max(0, length - 1024)));
    }
    const { first, last } = sampleOf();
    expect([first.length, last.length]).toEqual([0, 0]);
  });

  it('reads no more of long pages than it takes', () => {
    const body = bytesOf(60_000);
    const reads: number[] = [];
    const file = Buffer.concat([page(body), page(bytesOf(2000))]);
    const source = {
      size: file.length,
      read: (at: number, length: number) => (reads.push(length), file.subarray(at, at + length)),
    };
    const parts: Buffer[] = [];
    samplePackets(source, { audio: { offset: 0, length: file.length } }, (part) => parts.push(Buffer.from(part)));
    expect(parts[0]).toEqual(body.subarray(0, 4096));
    expect(reads).toEqual([27 + 255 + 4096, 8192]);
  });
});

describe('the beginning', () => {
  it('goes on over pages up to one that is none', () => {
    const rest = Buffer.from('OggT'.padEnd(100, 'x'));
    expect(sampleOf(page(bytesOf(10)), page(bytesOf(20)), rest).first).toEqual(
      Buffer.concat([bytesOf(10), bytesOf(20)]),
    );
    expect(sampleOf(rest, page(bytesOf(10))).first).toEqual(Buffer.alloc(0));
  });

  it('ends with the file, also within a page or its header', () => {
    const body = bytesOf(10);
    const cut = page(bytesOf(20));
    for (const [length, more] of [
      [0, 0],
      [26, 0],
      [27, 0],
      [28, 0],
      [30, 2],
      [48, 20],
    ] as const) {
      expect(sampleOf(page(body), cut.subarray(0, length)).first).toEqual(
        Buffer.concat([body, bytesOf(20).subarray(0, more)]),
      );
    }
  });

  it('passes over pages without bytes', () => {
    expect(sampleOf(oggPage([], ''), oggPage([0, 0], ''), page(bytesOf(9))).first).toEqual(bytesOf(9));
  });
});

describe('the end', () => {
  it('is found in the last 8 KiB where these have whole pages of 1024 bytes', () => {
    // A page of 1024 bytes has five segments: the last two pages of 8 KiB begin within them, the first does not.
    const small = bytesOf(1024, 5);
    const { last, source } = sampleOf(page(bytesOf(9000)), page(small));
    expect(last).toEqual(small);
    expect(source.reads).toBe(2);
    const less = sampleOf(page(bytesOf(9000)), page(small.subarray(1)));
    expect(less.last).toEqual(Buffer.concat([bytesOf(9000).subarray(-1), small.subarray(1)]));
    expect(less.source.reads).toBe(3);
  });

  it('is found in two of the longest pages', () => {
    const full = oggPage(Array<number>(255).fill(255), bytesOf(255 * 255));
    expect(full).toHaveLength(LONGEST_PAGE);
    const two = sampleOf(page(bytesOf(50)), full, full);
    expect(two.last).toEqual(bytesOf(255 * 255).subarray(-1024));
    // What stands in front of them is not looked at.
    const empty = oggPage(Array<number>(255).fill(0), '');
    expect(sampleOf(page(bytesOf(2000)), ...Array<Buffer>(500).fill(empty)).last).toEqual(Buffer.alloc(0));
  });

  it('leaves out what is no whole page', () => {
    const body = bytesOf(2000);
    expect(sampleOf(page(body), Buffer.from('left behind')).last).toEqual(body.subarray(-1024));
  });

  it('is not misled by the four letters of a page within a packet', () => {
    for (const inside of ['OggS', `OggS${'\0'.repeat(22)}`, `OggS${'\0'.repeat(22)}\u0001\u0001x`]) {
      const body = Buffer.concat([bytesOf(100), Buffer.from(inside, 'latin1'), bytesOf(3000)]);
      const other = bytesOf(50, 9);
      // The look begins within the page that holds them.
      const { last } = sampleOf(page(Buffer.concat([bytesOf(8000), body])), page(bytesOf(1000)), page(other));
      expect(last).toEqual(Buffer.concat([bytesOf(1000).subarray(-974), other]));
    }
  });
});
