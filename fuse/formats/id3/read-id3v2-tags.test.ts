import { describe, expect, it } from 'vitest';
import { frame, tag, text, type Version } from '../testing/id3-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { Id3Content } from './content.ts';
import { id3v2Length, readId3v2 } from './read-id3v2.ts';

const windowOf = (...parts: (Buffer | string)[]): Window =>
  new Window(strictSource(Buffer.concat(parts.map((part) => Buffer.from(part as string, 'latin1')))));

/** Reads a tag that stands behind three bytes. */
function read(...parts: (Buffer | string)[]): Id3Content & { length: number } {
  const content = new Id3Content();
  const length = readId3v2(windowOf('...', ...parts), 3, content);
  return Object.assign(content, { length });
}

/** A header of ten bytes with a body of `length`. */
function header(version: number, flags: number, length: number): Buffer {
  return Buffer.from([0x49, 0x44, 0x33, version, 0, flags, 0, length >> 14, (length >> 7) & 127, length & 127]);
}

const title = (version: Version, value: string): Buffer => frame(version, version === 2 ? 'TT2' : 'TIT2', text(value));

describe('the length of a tag', () => {
  it('has seven bits a byte, and ten bytes of header besides', () => {
    const bytes = Buffer.from('49443304000000000000', 'hex');
    expect(id3v2Length(windowOf(bytes), 0)).toBe(10);
    bytes.set([1, 2, 3, 4], 6);
    expect(id3v2Length(windowOf(bytes), 0)).toBe(10 + 2 ** 21 + 2 * 2 ** 14 + 3 * 2 ** 7 + 4);
    bytes.set([0x7f, 0x7f, 0x7f, 0x7f], 6);
    expect(id3v2Length(windowOf('..', bytes), 2)).toBe(10 + 2 ** 28 - 1);
  });

  it('has ten more with a footer, which only ID3v2.4 knows', () => {
    expect([2, 3, 4].map((version) => id3v2Length(windowOf(header(version, 0x10, 20)), 0))).toEqual([30, 30, 40]);
    expect(id3v2Length(windowOf(header(4, 0xef, 20)), 0)).toBe(30);
  });

  it('is 0 for versions that there are not', () => {
    expect([0, 1, 2, 3, 4, 5].map((version) => id3v2Length(windowOf(header(version, 0, 20)), 0))).toEqual([
      0, 0, 30, 30, 30, 0,
    ]);
  });

  it.each([0, 1, 2])('is 0 where letter %i of its name is another', (index) => {
    const bytes = header(4, 0, 20);
    bytes[index]! += 1;
    expect(id3v2Length(windowOf(bytes), 0)).toBe(0);
  });

  it.each([6, 7, 8, 9])('is 0 where byte %i of it has its highest bit set', (index) => {
    const bytes = header(4, 0, 20);
    bytes[index]! |= 0x80;
    expect(id3v2Length(windowOf(bytes), 0)).toBe(0);
  });

  it('is 0 where the file ends inside the header', () => {
    expect(id3v2Length(windowOf(header(4, 0, 20).subarray(0, 9)), 0)).toBe(0);
    expect(id3v2Length(windowOf(header(4, 0, 20)), 1)).toBe(0);
    expect(read(header(4, 0, 20).subarray(0, 9))).toMatchObject({ length: 0, version: 0 });
  });
});

describe('the version of what is read', () => {
  it('is that of the first tag', () => {
    const content = new Id3Content();
    const window = windowOf(tag(3, [title(3, 'A')]), tag(4, [title(4, 'B')]));
    readId3v2(window, 0, content);
    readId3v2(window, 22, content);
    expect(content.version).toBe(3);
    expect(content.tags.tags).toEqual({ title: ['A', 'B'] });
  });
});

describe('the end of a tag', () => {
  const cut = Buffer.concat([Buffer.from('TIT2'), Buffer.from([0, 0, 0, 90, 0, 0, 0]), Buffer.from('short')]);

  it('ends its last frame, whatever the frame says', () => {
    expect(read(header(3, 0, cut.length), cut, 'x'.repeat(99)).tags.tags).toEqual({ title: ['short'] });
  });

  it('is in front of its footer, which only ID3v2.4 knows', () => {
    const [v3, v4] = [3, 4].map((version) => read(header(version, 0x10, cut.length), cut, 'x'.repeat(99)));
    expect(v3?.tags.tags).toEqual({ title: ['short'] });
    expect(v4?.tags.tags).toEqual({ title: ['short'] });
    expect([v3?.length, v4?.length]).toEqual([10 + cut.length, 20 + cut.length]);
  });

  it('is that of the file where the file ends before', () => {
    expect(read(header(3, 0, 500), cut)).toMatchObject({ length: 510, tags: { tags: { title: ['short'] } } });
    expect(read(header(3, 0, 500)).length).toBe(510);
    expect(read(header(3, 0x80, 500), cut).tags.tags).toEqual({ title: ['short'] });
  });

  it.each([
    [2, 6],
    [3, 10],
    [4, 10],
  ] as const)('of ID3v2.%i leaves no room for a frame where fewer than %i bytes are left', (version, least) => {
    const name = version === 2 ? 'XXX' : 'PRIV';
    for (let left = 0; left <= least; left += 1) {
      const begun = Buffer.alloc(left);
      begun.write(name, 'latin1');
      const content = read(header(version, 0, title(version, 'A').length + left), title(version, 'A'), begun);
      expect(content.tags.tags).toEqual({ title: ['A'] });
      expect(content.kept).toEqual([]);
    }
  });
});

describe('an extended header', () => {
  const extended = (version: Version, ...bytes: number[]): Buffer =>
    tag(version, [Buffer.from(bytes), title(version, 'A')], { flags: 0x40 });

  it('of ID3v2.3 says its length without the four bytes that say it', () => {
    expect(read(extended(3, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0)).tags.tags).toEqual({ title: ['A'] });
    expect(read(extended(3, 0, 0, 0, 0)).tags.tags).toEqual({ title: ['A'] });
    const long = Buffer.alloc(4 + 200);
    long[3] = 200;
    expect(read(extended(3, ...long)).tags.tags).toEqual({ title: ['A'] });
  });

  it('of ID3v2.4 says its whole length in seven bits a byte', () => {
    expect(read(extended(4, 0, 0, 0, 6, 1, 0)).tags.tags).toEqual({ title: ['A'] });
    const long = Buffer.alloc(200);
    long.set([0, 0, 1, 72]);
    expect(read(extended(4, ...long)).tags.tags).toEqual({ title: ['A'] });
  });

  it('is there only where the tag says so', () => {
    expect(read(tag(3, [title(3, 'A')], { flags: 0x20 })).tags.tags).toEqual({ title: ['A'] });
    expect(
      read(tag(3, [Buffer.from([0, 0, 0, 10, 0x80, 0, 0, 0, 0, 0, 1, 2, 3, 4]), title(3, 'A')])).tags.tags,
    ).toEqual({});
  });

  it('is not there where it would be longer than the tag, or in ID3v2.2', () => {
    expect(read(tag(3, [title(3, 'A')], { flags: 0x40 })).tags.tags).toEqual({ title: ['A'] });
    expect(read(tag(4, [title(4, 'A')], { flags: 0x40 })).tags.tags).toEqual({ title: ['A'] });
    expect(read(tag(2, [title(2, 'A')], { flags: 0x40 })).tags.tags).toEqual({ title: ['A'] });
  });

  it('is not looked for where the tag is too short to have one', () => {
    for (const length of [0, 3, 4]) {
      expect(read(tag(4, [Buffer.alloc(length)], { flags: 0x40 })).length).toBe(10 + length);
    }
  });
});
