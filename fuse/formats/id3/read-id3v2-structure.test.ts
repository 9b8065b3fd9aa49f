import { describe, expect, it } from 'vitest';
import { LayoutError, type ByteSource } from '../layout.ts';
import { frame, tag, text, unsynchronise, type Version } from '../testing/id3-bytes.ts';
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
const kinds = ({ kept }: Id3Content): string[] => kept.map(({ kind }) => kind);

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

describe('a frame', () => {
  it('of ID3v2.2 has three letters and three bytes of length', () => {
    const long = 'x'.repeat(0x1_0203);
    const { tags } = read(tag(2, [frame(2, 'TT2', text(long)), frame(2, 'TAL', text('B'))]));
    expect(tags.tags).toEqual({ title: [long], album: ['B'] });
  });

  it('of ID3v2.3 has a length of 32 bits, that of ID3v2.4 of 28', () => {
    const long = 'x'.repeat(0x1_0203);
    for (const version of [3, 4] as const) {
      const { tags } = read(tag(version, [title(version, long), frame(version, 'TALB', text('B'))]));
      expect(tags.tags).toEqual({ title: [long], album: ['B'] });
    }
  });

  it('without a body is none', () => {
    expect(read(tag(4, [frame(4, 'PRIV', Buffer.alloc(0)), frame(4, 'TIT2', Buffer.alloc(0)), title(4, 'A')]))).toEqual(
      expect.objectContaining({ kept: [] }),
    );
    expect(read(tag(4, [frame(4, 'TIT2', Buffer.alloc(0)), title(4, 'A')])).tags.tags).toEqual({ title: ['A'] });
  });

  it.each(['A', 'Z', '0', '9'])('may have %s in its name', (letter) => {
    expect(kinds(read(tag(3, [frame(3, `X${letter}XX`, Buffer.from('x'))])))).toEqual([`X${letter}XX 0000`]);
  });

  it.each(['@', '[', '/', ':', 'a', '\0'])('ends the tag where its name has %j', (letter) => {
    for (let place = 0; place < 4; place += 1) {
      const name = `${'X'.repeat(place)}${letter}${'X'.repeat(3 - place)}`;
      const content = read(tag(3, [title(3, 'A'), frame(3, name, Buffer.from('x')), frame(3, 'TALB', text('B'))]));
      expect(content.tags.tags).toEqual({ title: ['A'] });
      expect(content.kept).toEqual([]);
    }
  });

  it('of ID3v2.2 may have a low byte behind the three letters of its name', () => {
    const content = read(tag(2, [frame(2, 'GEO', Buffer.from('x')), title(2, 'A')]));
    expect(content.tags.tags).toEqual({ title: ['A'] });
    expect(kinds(content)).toEqual(['GEOB 0000']);
  });

  it('is kept with its flags, which ID3v2.2 does not have', () => {
    const flagged = (version: Version, flags: number): string[] =>
      kinds(
        read(tag(version, [frame(version, version === 2 ? 'GEO' : 'GEOB', Buffer.from('\u0001\u0002x'), { flags })])),
      );
    expect(flagged(3, 0xa0c1)).toEqual(['GEOB a0c1']);
    expect(flagged(4, 0x0002)).toEqual(['GEOB 0002']);
    expect(flagged(2, 0xffff)).toEqual(['GEOB 0000']);
  });

  it('is one of 200 000 at most', () => {
    const frames = Buffer.concat(Array.from({ length: 200_001 }, () => frame(3, 'PRIV', Buffer.alloc(0))));
    expect(() => read(tag(3, [frames]))).toThrow(LayoutError);
    expect(() => read(tag(3, [frames.subarray(10)]))).not.toThrow();
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
    expect(read(tag(3, [Buffer.from([0, 0, 0, 6, 0, 0, 0, 0, 0, 0]), title(3, 'A')])).tags.tags).toEqual({});
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

describe('a tag that is unsynchronised as a whole', () => {
  it('has its frames and their lengths behind the zeros that are taken out', () => {
    const value = Buffer.concat([Buffer.of(0), Buffer.from('ÿà', 'latin1')]);
    for (const version of [2, 3] as const) {
      const frames = Buffer.concat([
        frame(version, version === 2 ? 'TT2' : 'TIT2', value),
        frame(version, version === 2 ? 'TAL' : 'TALB', value),
      ]);
      expect(read(tag(version, [unsynchronise(frames)], { flags: 0x80 })).tags.tags).toEqual({
        title: ['ÿà'],
        album: ['ÿà'],
      });
    }
  });

  it('has kept frames in as many pieces as zeros part them into, up to 4096', () => {
    const body = (zeros: number): Buffer => Buffer.concat([Buffer.alloc(zeros, 0xff), Buffer.from('x')]);
    const keptOf = (zeros: number): Id3Content['kept'] =>
      read(tag(3, [unsynchronise(frame(3, 'PRIV', body(zeros)))], { flags: 0x80 })).kept;
    expect(keptOf(2)).toEqual([
      { kind: 'PRIV 0000', range: { offset: 23, length: 1 } },
      { kind: '+', range: { offset: 25, length: 1 } },
      { kind: '+', range: { offset: 27, length: 1 } },
    ]);
    expect(keptOf(4095)).toHaveLength(4096);
    expect(keptOf(4096)).toEqual([]);
  });

  it('may be 32 MiB long; a longer one is not read', () => {
    const most = 32 * 1024 * 1024;
    const body = title(3, 'A');
    const sourceOf = (length: number): ByteSource => {
      const bytes = Buffer.alloc(10 + length);
      tag(3, [body], { flags: 0x80 }).copy(bytes);
      bytes.writeUInt32BE(0x1000_0000 + ((length - most) & 0x7f), 6);
      return { size: bytes.length, read: (position, wanted) => bytes.subarray(position, position + wanted) };
    };
    for (const [length, tags] of [
      [most, { title: ['A'] }],
      [most + 1, {}],
    ] as const) {
      const content = new Id3Content();
      expect(readId3v2(new Window(sourceOf(length)), 0, content)).toBe(10 + length);
      expect(content.tags.tags).toEqual(tags);
    }
  });

  it('of ID3v2.4 is one of which each frame is', () => {
    const raw = Buffer.concat([Buffer.of(0), Buffer.from('ff00e0', 'hex')]);
    expect(read(tag(4, [frame(4, 'TIT2', raw)], { flags: 0x80 })).tags.tags).toEqual({ title: ['ÿà'] });
    expect(kinds(read(tag(4, [frame(4, 'PRIV', raw)], { flags: 0x80 })))).toEqual(['PRIV 0002']);
    expect(kinds(read(tag(4, [frame(4, 'PRIV', raw)], { flags: 0x60 })))).toEqual(['PRIV 0000']);
    expect(kinds(read(tag(3, [frame(3, 'PRIV', raw)], { flags: 0x80 })))).toEqual(['PRIV 0000', '+']);
  });
});

describe('the plain lengths that old iTunes wrote into ID3v2.4', () => {
  const plain = (id: string, value: string): Buffer => frame(4, id, text(value), { plainSize: true });
  /** 300 is 172 where it is read as seven bits a byte. What is there is no frame. */
  const long = 'x'.repeat(299);

  it('are told by a length that has no other meaning', () => {
    const value = 'x'.repeat(199);
    expect(read(tag(4, [plain('TIT2', value), title(4, 'B')])).tags.tags).toEqual({ title: [value, 'B'] });
  });

  it('are told by the frame, the zeros or the end that they lead to', () => {
    expect(read(tag(4, [plain('TIT2', long), frame(4, 'TALB', text('B'))])).tags.tags).toEqual({
      title: [long],
      album: ['B'],
    });
    expect(read(tag(4, [plain('TIT2', long)], { padding: 10 })).tags.tags).toEqual({ title: [long] });
    expect(read(tag(4, [plain('TIT2', long)])).tags.tags).toEqual({ title: [long] });
  });

  it('are told behind frames that are too short to tell', () => {
    expect(read(tag(4, [plain('TALB', 'x'.repeat(126)), plain('TIT2', long)])).tags.tags).toEqual({
      album: ['x'.repeat(126)],
      title: [long],
    });
  });

  it('hold for all frames behind the first that tells', () => {
    // Both ways to read the second frame's length lead to a frame.
    const misleading = `${'x'.repeat(171)}TALB\0\0\0\u0001\0\0${'y'.repeat(118)}`;
    expect(misleading).toHaveLength(299);
    expect(read(tag(4, [plain('TCOM', long), plain('TIT2', misleading)])).tags.tags).toEqual({
      composer: [long],
      title: [`${'x'.repeat(171)}TALB`, '\u0001', 'y'.repeat(118)],
    });
    expect(read(tag(4, [plain('TIT2', misleading)])).tags.tags['title']).toEqual([misleading.slice(0, 171)]);
  });

  it('are not believed where they lead nowhere, or where the others lead to a frame', () => {
    const safe = (length: number): Buffer => frame(4, 'TIT2', text('x'.repeat(length - 1)));
    // Synchsafe 172 is 300 where it is plain, behind the end of the tag.
    expect(read(tag(4, [safe(172)])).tags.tags).toEqual({ title: ['x'.repeat(171)] });
    expect(read(tag(4, [safe(172), Buffer.from('no frame')])).tags.tags).toEqual({ title: ['x'.repeat(171)] });
    expect(read(tag(4, [safe(172), frame(4, 'TALB', text('B'))])).tags.tags).toEqual({
      title: ['x'.repeat(171)],
      album: ['B'],
    });
  });
});
