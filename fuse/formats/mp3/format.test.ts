import { describe, expect, it } from 'vitest';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { mp3 } from './format.ts';

/** Asks about bytes that stand alone, or behind a tag of three bytes. */
function recognises(bytes: readonly number[] | string, extension = '', behindTag = false): boolean {
  const content = typeof bytes === 'string' ? Buffer.from(bytes) : Buffer.from(bytes);
  const file = behindTag ? Buffer.concat([Buffer.alloc(3), content]) : content;
  return mp3.recognises(new Window(strictSource(file)), behindTag ? 3 : 0, extension);
}

describe('the record of MPEG audio', () => {
  it('has extensions and codecs by layer, of which browsers play layer 3', () => {
    expect(mp3).toMatchObject({ container: 'mp3', extensions: ['mp3', 'mp2'], mimeType: 'audio/mpeg' });
    expect(mp3.codecs).toEqual([{ name: 'mp3', inBrowsers: true }, { name: 'mp2' }, { name: 'mp1' }]);
    expect(mp3.mayFollowId3).toBe(true);
  });
});

describe('MPEG audio is recognised', () => {
  it.each([[0xe2], [0xe4], [0xe6], [0xf3], [0xfa], [0xfb], [0xfd], [0xff]])(
    'by eleven set bits and a layer: ff %i',
    (second) => {
      expect(recognises([0xff, second])).toBe(true);
      expect(recognises([0xff, second, 0x90, 0x00])).toBe(true);
    },
  );

  it.each([
    ['another first byte', [0xfe, 0xfb]],
    ['an unset bit among the first three of the second', [0xff, 0xdb]],
    ['an unset bit in the middle of them', [0xff, 0xbb]],
    ['an unset bit in front of them', [0xff, 0x7b]],
    ['the reserved layer and eleven set bits', [0xff, 0xe1]],
    ['the reserved layer and MPEG 2.5', [0xff, 0xe9]],
    ['one byte', [0xff]],
    ['nothing', []],
  ])('not by %s, unless an extension or a tag says so', (_, bytes) => {
    expect(recognises(bytes)).toBe(false);
    for (const extension of ['mp3', 'mp2']) expect(recognises(bytes, extension)).toBe(true);
    for (const extension of ['', 'mp4', 'aac']) expect(recognises(bytes, extension)).toBe(false);
    expect(recognises(bytes, '', true)).toBe(true);
  });

  it.each([[0xf0], [0xf1], [0xf8], [0xf9]])('never where it is AAC: ff %i', (second) => {
    expect(recognises([0xff, second])).toBe(false);
    expect(recognises([0xff, second, 0x50, 0x80], 'mp3')).toBe(false);
    expect(recognises([0xff, second, 0x50, 0x80], 'mp3', true)).toBe(false);
  });

  it.each(['OggS', 'TTA1', 'tBaK', 'DSD ', 'RIFF', 'RF64', 'BW64', 'FORM', 'ADIF'])('never where it is %s', (magic) => {
    expect(recognises(magic, 'mp3')).toBe(false);
    expect(recognises(magic, 'mp3', true)).toBe(false);
    expect(recognises(magic.toLowerCase(), 'mp3')).toBe(true);
  });
});
