import { describe, expect, it } from 'vitest';
import { FORMATS } from './formats.ts';
import { readLayout } from './read-layout.ts';
import { HANDMADE } from './testing/handmade.ts';
import { frames, tag, text, frame } from './testing/id3-bytes.ts';
import { strictSource } from './testing/sources.ts';
import { Window } from './window.ts';

/** The container of the first format that takes the bytes for its own at `start`. */
function recognised(bytes: Buffer | string, extension = '', start = 0): string | null {
  const window = new Window(strictSource(Buffer.from(bytes)));
  return FORMATS.find((format) => format.recognises(window, start, extension))?.container ?? null;
}

describe('a file is recognised', () => {
  it.each([
    ['fLaC', 'flac'],
    ['OggS', 'ogg'],
    ['RIFF....WAVE', 'wav'],
    ['RF64....WAVE', 'wav'],
    ['BW64....WAVE', 'wav'],
    ['FORM....AIFF', 'aiff'],
    ['FORM....AIFC', 'aiff'],
    ['DSD ', 'dsf'],
    ['....ftyp', 'mp4'],
    ['MAC ', 'ape'],
    ['wvpk', 'wavpack'],
    ['MPCK', 'musepack'],
    ['MP+\u0007', 'musepack'],
    ['\u00ff\u00fb\u0090\u0000', 'mp3'],
    ['\u00ff\u00f3\u0090\u0000', 'mp3'],
    ['\u00ff\u00e3\u0090\u0000', 'mp3'],
  ])('by its first bytes: %j is %s', (bytes, container) => {
    expect(recognised(Buffer.from(bytes, 'latin1'))).toBe(container);
    expect(recognised(Buffer.from(`xxx${bytes}`, 'latin1'), '', 3)).toBe(container);
  });

  it.each([
    'RIFF....AVI ',
    'FORM....8SVX',
    'RIFF',
    'what is this',
    '',
    '\u00ff',
    '\u00ff\u00f1\u0050\u0080',
    '\u00ff\u00f9\u0050\u0080',
    '\u00fe\u00fb\u0090\u0000',
    '\u00ff\u00d3\u0090\u0000',
    '\u00ff\u00e1\u0090\u0000',
  ])('but not %j', (bytes) => {
    expect(recognised(Buffer.from(bytes, 'latin1'))).toBeNull();
  });

  it.each(['mp3', 'mp2'])('as MPEG audio by the extension %s where the bytes say nothing', (extension) => {
    expect(recognised('what is this', extension)).toBe('mp3');
    expect(recognised('what is this', 'wma')).toBeNull();
  });

  it('as MPEG audio behind an ID3 tag where the bytes say nothing', () => {
    expect(recognised('xxxwhat is this', '', 3)).toBe('mp3');
  });

  it.each(['TTA1', 'tBaK', 'ADIF', 'RIFF....AVI ', 'RF64', 'BW64', 'FORM', '\u00ff\u00f1\u0050\u0080'])(
    'never as MPEG audio where it begins with %j, whatever its extension or tag',
    (bytes) => {
      expect(recognised(Buffer.from(bytes, 'latin1'), 'mp3')).toBeNull();
      expect(recognised(Buffer.from(`xxx${bytes}`, 'latin1'), 'mp3', 3)).toBeNull();
    },
  );
});

describe('the layout of a file', () => {
  const id3 = tag(4, [frame(4, 'TIT2', text('One', 3))]);

  it.each(Object.entries(HANDMADE))('%s says the container of its record', (_, { extension, make }) => {
    const layout = readLayout(strictSource(make()), extension);
    const format = FORMATS.find((one) => one.extensions.includes(extension));
    expect(layout?.container).toBe(format?.container);
    expect(format?.codecs.map(({ name }) => name)).toContain(layout?.properties.codec);
  });

  it('has the ID3 tag in front of a format that files have it with', () => {
    for (const name of ["Monkey's Audio", 'Musepack 7', 'Musepack 8'] as const) {
      const bytes = Buffer.concat([id3, HANDMADE[name].make()]);
      const layout = readLayout(strictSource(bytes));
      expect(layout?.tags).toEqual({ title: ['One'] });
      expect(layout?.audio.offset).toBeGreaterThanOrEqual(id3.length);
    }
    expect(readLayout(strictSource(Buffer.concat([id3, frames(3)])))).toMatchObject({
      container: 'mp3',
      tags: { title: ['One'] },
      audio: { offset: id3.length, length: 3 * 417 },
    });
  });

  it('is not read behind an ID3 tag where the format begins the file', () => {
    expect(readLayout(strictSource(Buffer.concat([id3, HANDMADE.DSF.make()])), 'mp3')).toBeNull();
  });

  it('is left to other readers where no format is recognised', () => {
    expect(readLayout(strictSource(Buffer.from('what is this')), 'txt')).toBeNull();
  });

  it('cannot be that of an empty file', () => {
    expect(() => readLayout(strictSource(Buffer.alloc(0)))).toThrow('The file is empty.');
  });
});
