import { describe, expect, it } from 'vitest';
import { READ_LENGTH } from '../read-audio.ts';
import { lacingOf, oggPage } from '../testing/ogg-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { readPackets } from './read-packets.ts';

const HEADER = Buffer.from('header.');

/** What is read of the audio in these parts of a file, which stand behind a header of seven bytes. */
function read(audio: readonly Buffer[], detail: Readonly<Record<string, unknown>> = {}): Buffer {
  const bytes = Buffer.concat(audio);
  const parts: Buffer[] = [];
  const source = strictSource(Buffer.concat([HEADER, bytes]));
  readPackets(source, { audio: { offset: 7, length: bytes.length }, detail }, (part) => parts.push(Buffer.from(part)));
  return Buffer.concat(parts);
}

/** Bytes of which none has the same neighbours as another, from `from` on. */
const bytesOf = (length: number, from = 0): Buffer =>
  Buffer.from(Array.from({ length }, (_, i) => ((i + from) * 7 + ((i + from) >> 8)) & 255));

const page = (body: Buffer, sequence = 0): Buffer => oggPage(lacingOf(body.length), body, { sequence });

/** Pages of this many bytes of `body` each. */
const pagesOf = (body: Buffer, each: number): Buffer[] =>
  Array.from({ length: Math.ceil(body.length / each) }, (_, k) => page(body.subarray(k * each, (k + 1) * each), k + 3));

describe('the packets of Ogg audio', () => {
  it('are the same however pages are cut and numbered', () => {
    const body = bytesOf(3 * READ_LENGTH);
    for (const each of [100, 1024, 4097, 65_000]) {
      expect(read(pagesOf(body, each)).equals(body), `${each} bytes a page`).toBe(true);
    }
  });

  it('are read in large blocks, whatever the length of a page', () => {
    const bytes = Buffer.concat(pagesOf(bytesOf(2 * READ_LENGTH), 1024));
    const source = strictSource(bytes);
    readPackets(source, { audio: { offset: 0, length: bytes.length }, detail: {} }, () => {});
    expect(source.reads).toBe(3);
  });

  it('are read of the longest pages and of empty ones', () => {
    const longest = bytesOf(255 * 255);
    const pages = [oggPage(Array<number>(255).fill(255), longest), oggPage([], ''), page(bytesOf(9))];
    expect(read(pages).equals(Buffer.concat([longest, bytesOf(9)]))).toBe(true);
    expect(read([])).toHaveLength(0);
  });

  it('begin with those on the last page of the header', () => {
    const sharedPage = { offset: 0, segments: 1, audioSegments: 1, audio: { offset: 2, length: 4 } };
    expect(read([page(Buffer.from('audio'))], { sharedPage }).toString()).toBe('aderaudio');
  });
});

describe('what is no page', () => {
  it('is taken as it is, up to the next page', () => {
    const lost = Buffer.from('OggT, these letters are none');
    expect(read([page(bytesOf(5)), lost, page(bytesOf(6))])).toEqual(Buffer.concat([bytesOf(5), lost, bytesOf(6)]));
    expect(read([lost, page(bytesOf(6)), lost])).toEqual(Buffer.concat([lost, bytesOf(6), lost]));
  });

  it('is taken as it is to the end of the file, also a page that is cut off', () => {
    const cut = page(bytesOf(50)).subarray(0, -1);
    expect(read([page(bytesOf(5)), cut])).toEqual(Buffer.concat([bytesOf(5), cut]));
    for (const length of [1, 2, 3, 4, 26, 27]) {
      const rest = cut.subarray(0, length);
      expect(read([page(bytesOf(5)), rest])).toEqual(Buffer.concat([bytesOf(5), rest]));
    }
  });

  it('ends at the next page wherever a block ends', () => {
    for (const length of [READ_LENGTH - 4, READ_LENGTH - 3, READ_LENGTH - 2, READ_LENGTH - 1, READ_LENGTH]) {
      const lost = Buffer.alloc(length, 'x');
      expect(read([lost, page(bytesOf(6))]).equals(Buffer.concat([lost, bytesOf(6)])), `${length} bytes`).toBe(true);
    }
  });

  it('ends where the file does, although its layout says otherwise', () => {
    const source = { size: 7, read: (at: number, length: number) => HEADER.subarray(at, at + length) };
    const parts: Buffer[] = [];
    readPackets(source, { audio: { offset: 3, length: 90 }, detail: {} }, (part) => parts.push(Buffer.from(part)));
    expect(Buffer.concat(parts).toString()).toBe('der.');
  });
});
