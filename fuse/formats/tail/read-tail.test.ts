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

/** A tag with a footer that begins with other letters than `3DI`. */
function footed(magic: string): Buffer {
  const bytes = id3v2();
  bytes.write(magic, bytes.length - 10, 'latin1');
  return bytes;
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
    ['Lyrics3 v2 of a length below zero', lyrics3('-99999')],
    ['Lyrics3 v2 with a blank in its number', lyrics3(' 00021')],
    ['Lyrics3 v2 with a letter behind its number', lyrics3('00021x')],
    ['LYRICS201', lyrics3().replace(/200$/, '201')],
    ['LYRICSENT', 'LYRICSBEGINla la laLYRICSENT'],
    ['APETAGEY', Buffer.from(ape().toString('latin1').replace('EX', 'EY'), 'latin1')],
    ['BPETAGEX', Buffer.from(ape().toString('latin1').replace('APE', 'BPE'), 'latin1')],
    ['a footer of ID3v2 called 4DI', footed('4DI')],
    ['a footer of ID3v2 called 3EI', footed('3EI')],
    ['a footer of ID3v2 called 3DJ', footed('3DJ')],
    ['a header of ID3v2 called ID4', Buffer.from(id3v2().toString('latin1').replace('ID3', 'ID4'), 'latin1')],
    ['Lyrics3 v1 without a beginning', 'la la laLYRICSEND'],
    ['LYRICS200 in the middle', `${lyrics3()}x`],
    ['APE longer than the file', ape(10_000)],
    ['a footer of ID3v2 without its header', id3v2().subarray(10)],
    ['TBG', spelled('TBG')],
    ['TAB', spelled('TAB')],
    ['UAG', spelled('UAG')],
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

  it('Lyrics3 v1', () => {
    const tag = Buffer.from('LYRICSBEGINlaLYRICSEND');
    expect(endAbove(0, tag)).toBe(0);
    expect(endAbove(1, tag)).toBe(tag.length);
  });

  it('a header of APE: then the tag begins at its first item', () => {
    const headed = Buffer.concat([ape(), ape()]);
    headed.writeUInt32LE(0xa000_0000, 20);
    headed.writeUInt32LE(0x8000_0000, 32 + 20);
    expect(endAbove(0, headed)).toBe(0);
    expect(endAbove(1, headed)).toBe(32);
  });

  it.each(['3DI', 'LYRICSEND', 'LYRICS200', 'xLYRICS200', '00001LYRICS200', 'TAG', 'APETAGEX', ''])(
    'in a file that is no more than "%s"',
    (text) => {
      expect(endAbove(0, Buffer.from(text))).toBe(text.length);
      expect(endAbove(text.length, Buffer.from(text))).toBe(text.length);
    },
  );
});

it('a tag that counts nothing but its own end may be empty', () => {
  expect(endOf('000000LYRICS200')).toBe(AUDIO.length);
  expect(endOf('LYRICSBEGIN', 'LYRICSEND')).toBe(AUDIO.length);
});

it('a file without tags takes one read, one with an ID3v1 tag takes two', () => {
  const audio = Buffer.alloc(9000);
  const readsOf = (...tags: Buffer[]): number => {
    const source = strictSource(Buffer.concat([audio, ...tags]));
    expect(readTail(new Window(source), 0, null)).toBe(audio.length);
    return source.reads;
  };
  expect([readsOf(), readsOf(id3v1()), readsOf(ape(), id3v1())]).toEqual([1, 2, 2]);
});

it.each([0, 1, 3, 10, 64, 127, 128])(
  'tags are found where the head of the file was read up to %i bytes of them',
  (read) => {
    for (const tag of [id3v1(), id3v2(108), id3v2(118), ape(), Buffer.from(lyrics3())]) {
      const window = new Window(strictSource(Buffer.concat([Buffer.alloc(4096 - read), tag])));
      window.at(0, 4);
      const content = new TailContent();
      expect(readTail(window, 0, content)).toBe(4096 - read);
      expect(content.id3v1.tags['title']).toEqual(tag[0] === 0x54 ? ['Title'] : undefined);
    }
  },
);

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
