import { describe, expect, it } from 'vitest';
import { decodeText, findTerminator, LATIN1, splitValues, UTF16, UTF16_BE, UTF8 } from './text.ts';

function utf16le(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}

describe('decodeText', () => {
  const text = 'Ночь 🎵';

  it('reads all four encodings', () => {
    expect(decodeText(Buffer.from('Søster', 'latin1'), 0, 6, LATIN1)).toBe('Søster');
    expect(decodeText(Buffer.from(text), 0, Buffer.byteLength(text), UTF8)).toBe(text);
    expect(decodeText(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16le(text)]), 0, 2 + text.length * 2, UTF16)).toBe(
      text,
    );
    expect(
      decodeText(Buffer.concat([Buffer.from([0xfe, 0xff]), utf16le(text).swap16()]), 0, 2 + text.length * 2, UTF16),
    ).toBe(text);
    expect(decodeText(utf16le(text), 0, text.length * 2, UTF16)).toBe(text);
    expect(decodeText(utf16le(text).swap16(), 0, text.length * 2, UTF16_BE)).toBe(text);
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
  it('looks for two bytes at even distance in UTF-16', () => {
    const bytes = Buffer.from([1, 0, 0, 2, 0, 0, 9]);
    expect(findTerminator(bytes, 0, 7, UTF16)).toBe(4);
    expect(findTerminator(bytes, 0, 7, LATIN1)).toBe(1);
    expect(findTerminator(bytes, 3, 4, UTF8)).toBe(-1);
  });
});

describe('splitValues', () => {
  it('separates values at NUL, without empty ones and byte order marks', () => {
    expect(splitValues('a\0\ufeffb\0\0c\0')).toEqual(['a', 'b', 'c']);
    expect(splitValues('')).toEqual([]);
  });
});
