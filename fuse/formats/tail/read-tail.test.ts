import { describe, expect, it } from 'vitest';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { readTail, TailContent } from './read-tail.ts';

const AUDIO = Buffer.alloc(300, 0x55);

function endOf(...parts: (Buffer | string)[]): number {
  const file = Buffer.concat([AUDIO, ...parts.map((part) => Buffer.from(part as string, 'latin1'))]);
  return readTail(new Window(strictSource(file)), 0, null);
}

function endAbove(floor: number, ...parts: Buffer[]): number {
  return readTail(new Window(strictSource(Buffer.concat(parts))), floor, null);
}

function id3v1(): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.write('TAGTitle', 'latin1');
  return bytes;
}

/** An ID3v1 tag of which the first letters are others. */
function spelled(magic: string): Buffer {
  const bytes = id3v1();
  bytes.write(magic, 'latin1');
  return bytes;
}

function enhanced(): Buffer {
  const bytes = Buffer.alloc(227);
  bytes.write('TAG+', 'latin1');
  return bytes;
}

function ape(size = 32): Buffer {
  const footer = Buffer.alloc(32);
  footer.write('APETAGEX', 'latin1');
  footer.writeUInt32LE(2000, 8);
  footer.writeUInt32LE(size, 12);
  return footer;
}

/** Lyrics3 v2: its length covers `LYRICSBEGIN` and what follows, up to the length itself. */
function lyrics3(stated?: string): string {
  const body = 'LYRICSBEGININD0000200';
  return `${body}${stated ?? String(body.length).padStart(6, '0')}LYRICS200`;
}

function id3v2(length = 20): Buffer {
  const size = [0, 0, length >> 7, length & 127];
  const head = (magic: string): Buffer => Buffer.concat([Buffer.from(magic), Buffer.from([4, 0, 0x10, ...size])]);
  return Buffer.concat([head('ID3'), Buffer.alloc(length), head('3DI')]);
}

describe('the audio of a file ends before', () => {
  it.each<[string, (Buffer | string)[]]>([
    ['nothing', []],
    ['ID3v1', [id3v1()]],
    ['enhanced ID3v1', [enhanced(), id3v1()]],
    ['APE', [ape()]],
    ['Lyrics3 v2', [lyrics3()]],
    ['Lyrics3 v1', ['LYRICSBEGINla la la', 'LYRICSEND']],
    ['ID3v2 with a footer', [id3v2()]],
    ['long ID3v2 with a footer', [id3v2(300)]],
    ['ID3v1 after APE after Lyrics3', [lyrics3(), ape(), id3v1()]],
    ['sixteen tags', Array.from({ length: 16 }, () => ape())],
  ])('%s', (_, tags) => {
    expect(endOf(...tags)).toBe(AUDIO.length);
  });

  it('the sixteenth tag from the end: more are none', () => {
    expect(endOf(...Array.from({ length: 17 }, () => ape()))).toBe(AUDIO.length + 32);
  });

  it('the last LYRICSBEGIN of Lyrics3 v1', () => {
    expect(endOf('LYRICSBEGIN', 'LYRICSBEGINla', 'LYRICSEND')).toBe(AUDIO.length + 11);
  });

  it('5100 characters of Lyrics3 v1 at most', () => {
    expect(endOf('LYRICSBEGIN', 'x'.repeat(5100), 'LYRICSEND')).toBe(AUDIO.length);
    const tooLong = ['LYRICSBEGIN', 'x'.repeat(5101), 'LYRICSEND'];
    expect(endOf(...tooLong)).toBe(AUDIO.length + tooLong.join('').length);
  });
});

describe('what looks like a tag and is none stays audio', () => {
  it.each([
    ['Lyrics3 v2 without a number', lyrics3('abcdef')],
    ['Lyrics3 v2 longer than the file', lyrics3('999999')],
    ['Lyrics3 v1 without a beginning', 'la la laLYRICSEND'],
    ['LYRICS200 in the middle', `${lyrics3()}x`],
    ['APE longer than the file', ape(10_000)],
    ['a footer of ID3v2 without its header', id3v2().subarray(10)],
    ['TBG', spelled('TBG')],
    ['TAB', spelled('TAB')],
    ['TAG that is not 128 bytes from the end', Buffer.concat([id3v1(), Buffer.from('x')])],
  ])('%s', (_, bytes) => {
    expect(endOf(bytes)).toBe(AUDIO.length + bytes.length);
  });
});

describe('no tag begins before the floor', () => {
  it.each([
    ['ID3v1', id3v1()],
    ['APE', ape()],
    ['Lyrics3 v2', Buffer.from(lyrics3())],
    ['ID3v2', id3v2()],
  ])('%s', (_, tag) => {
    expect(endAbove(0, tag)).toBe(0);
    expect(endAbove(1, tag)).toBe(tag.length);
    expect(endAbove(50, Buffer.alloc(50), tag)).toBe(50);
  });

  it('enhanced ID3v1: then only the 128 bytes are the tag', () => {
    expect(endAbove(0, enhanced(), id3v1())).toBe(0);
    expect(endAbove(1, enhanced(), id3v1())).toBe(227);
  });

  it('in a file that is shorter than any footer', () => {
    expect(endAbove(0, Buffer.from('3DI'))).toBe(3);
    expect(endAbove(0, Buffer.from('LYRICSEND'))).toBe(9);
    expect(endAbove(0, Buffer.from('xLYRICS200'))).toBe(10);
  });
});

describe('the content of the tags', () => {
  it('is read where it is asked for', () => {
    const content = new TailContent();
    const item = Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('Artist\0A')]);
    const footer = ape(item.length + 32);
    footer.writeUInt32LE(1, 16);
    const file = Buffer.concat([AUDIO, item, footer, id3v1()]);
    expect(readTail(new Window(strictSource(file)), 0, content)).toBe(AUDIO.length);
    expect(content.ape.tags.tags).toEqual({ artist: ['A'] });
    expect(content.id3v1.tags).toMatchObject({ title: ['Title'] });
  });
});
