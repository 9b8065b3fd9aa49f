import { describe, expect, it } from 'vitest';
import {
  decodeBigEndian,
  decodeText,
  findTerminator,
  LATIN1,
  splitValues,
  terminatorLength,
  UTF16,
  UTF16_BE,
  UTF8,
} from './text.ts';

const ENCODINGS = [LATIN1, UTF16, UTF16_BE, UTF8];

/** The text of bytes in hexadecimal. What stands around them is no part of it. */
function decoded(hex: string, encoding: number): string {
  const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
  return decodeText(Buffer.concat([Buffer.from('xy'), bytes, Buffer.from('zz')]), 2, 2 + bytes.length, encoding);
}

describe('decodeText', () => {
  it.each([
    ['41e9 00', LATIN1, 'Aé\0'],
    ['41c3a9 e5a49c', UTF8, 'Aé夜'],
    ['fffe 4100 1c59', UTF16, 'A夜'],
    ['feff 0041 591c', UTF16, 'A夜'],
    ['4100 1c59', UTF16, 'A夜'],
    ['0041 591c', UTF16_BE, 'A夜'],
    ['feff 0041', UTF16_BE, '\ufeffA'],
    ['fffe 3cd8 b5df', UTF16, '🎵'],
    ['d83c dfb5', UTF16_BE, '🎵'],
  ])('reads %s in encoding %i', (hex, encoding, text) => {
    expect(decoded(hex, encoding)).toBe(text);
  });

  it.each([
    ['fffe', 'little-endian mark'],
    ['feff', 'big-endian mark'],
    ['ff', 'half a mark'],
    ['fe', 'half a mark'],
    ['00', 'half a character'],
    ['', 'nothing'],
  ])('finds no text in %s: %s', (hex) => {
    expect(decoded(hex, UTF16)).toBe('');
  });

  it('looks at no byte behind the text', () => {
    expect(decodeText(Buffer.from('ff', 'hex'), 0, 1, UTF16)).toBe('');
    expect(decodeText(Buffer.from('ff', 'hex'), 1, 1, UTF16)).toBe('');
  });

  it('takes nothing but a mark for one', () => {
    expect(decoded('fffd 4100', UTF16)).toBe('\ufdffA');
    expect(decoded('feee 0041', UTF16)).toBe('\ueefe\u4100');
    expect(decoded('00ff 00fe', UTF16)).toBe('\uff00\ufe00');
  });

  it('leaves out the odd last byte of UTF-16', () => {
    expect(decoded('fffe 4100 42', UTF16)).toBe('A');
    expect(decoded('feff 0041 00', UTF16)).toBe('A');
    expect(decoded('0041 00', UTF16_BE)).toBe('A');
  });

  it('is empty where there are no bytes', () => {
    for (const encoding of ENCODINGS) expect(decoded('', encoding)).toBe('');
  });

  it('leaves the bytes as they are', () => {
    const bytes = Buffer.from('0041', 'hex');
    expect(decodeBigEndian(bytes, 0, 2)).toBe('A');
    expect(bytes.toString('hex')).toBe('0041');
  });

  // Node's own decoder spoils its memory here: without care this aborts the process.
  it('survives a cut off UTF-16 text of any length at an odd address', () => {
    for (let length = 1001; length < 9001; length += 2) {
      const bytes = Buffer.from(new ArrayBuffer(10_000));
      expect(decodeText(bytes, 31, 31 + length, UTF16)).toHaveLength((length - 1) / 2);
      expect(decodeText(bytes, 31, 31 + length, UTF16_BE)).toHaveLength((length - 1) / 2);
    }
  });
});

describe('findTerminator', () => {
  const bytes = Buffer.from([0, 1, 0, 0, 2, 0, 0, 9]);

  it('looks for one byte in Latin-1 and UTF-8', () => {
    for (const encoding of [LATIN1, UTF8]) {
      expect(findTerminator(bytes, 0, 8, encoding)).toBe(0);
      expect(findTerminator(bytes, 1, 8, encoding)).toBe(2);
      expect(findTerminator(bytes, 1, 3, encoding)).toBe(2);
      expect(findTerminator(bytes, 1, 2, encoding)).toBe(-1);
      expect(findTerminator(bytes, 2, 2, encoding)).toBe(-1);
    }
  });

  it('looks for two bytes at even distance in UTF-16', () => {
    for (const encoding of [UTF16, UTF16_BE]) {
      expect(findTerminator(bytes, 0, 8, encoding)).toBe(2);
      expect(findTerminator(bytes, 1, 8, encoding)).toBe(5);
      expect(findTerminator(bytes, 1, 7, encoding)).toBe(5);
      expect(findTerminator(bytes, 1, 6, encoding)).toBe(-1);
      expect(findTerminator(bytes, 0, 2, encoding)).toBe(-1);
      expect(findTerminator(bytes, 4, 8, encoding)).toBe(-1);
    }
  });

  it('is as long as what it looks for', () => {
    expect(ENCODINGS.map(terminatorLength)).toEqual([1, 2, 2, 1]);
  });
});

describe('splitValues', () => {
  it.each([
    ['', []],
    ['\0', []],
    ['a', ['a']],
    ['a\0', ['a']],
    ['\0a', ['a']],
    ['a\0b', ['a', 'b']],
    ['a\0\0b', ['a', 'b']],
    ['a\0\ufeffb', ['a', 'b']],
    ['\ufeffa', ['a']],
    ['a\ufeff\0b', ['a\ufeff', 'b']],
    ['a\0\ufeff', ['a']],
  ])('of %j gives %j', (text, values) => {
    expect(splitValues(text)).toEqual(values);
  });
});
