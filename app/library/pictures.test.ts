import { describe, expect, it } from 'vitest';
import { filePictures, parsePictureToken, resolvePictures, storedPicture } from './pictures.ts';

const HASH = '0123456789abcdef'.repeat(4);

describe('picture tokens', () => {
  it.each([
    ['file:0', { kind: 'file', index: 0 }],
    ['file:123', { kind: 'file', index: 123 }],
    [`3:${HASH}`, { kind: 'stored', type: 3, hash: HASH, description: '' }],
    [`12:${HASH}`, { kind: 'stored', type: 12, hash: HASH, description: '' }],
    [`3:${HASH}:a: b\nc`, { kind: 'stored', type: 3, hash: HASH, description: 'a: b\nc' }],
    ['file:1234', null],
    ['file:', null],
    ['file:-1', null],
    ['file', null],
    ['', null],
    [`file:0:${HASH}`, null],
    [`123:${HASH}`, null],
    [`x:${HASH}`, null],
    [`3:${HASH}0`, null],
    [`3:${HASH}x:`, null],
    [`3:${HASH.slice(1)}`, null],
    [`3:${HASH.toUpperCase()}`, null],
    ['3:../../etc/passwd', null],
  ])('%s', (value, token) => {
    expect(parsePictureToken(value)).toEqual(token);
  });

  it('are made for pictures of the store and of the file', () => {
    expect(storedPicture(4, HASH)).toBe(`4:${HASH}`);
    const token = { kind: 'stored', type: 4, hash: HASH };
    for (const description of ['', 'the back: of it']) {
      expect(parsePictureToken(storedPicture(4, HASH, description))).toEqual({ ...token, description });
    }
    expect(filePictures(2)).toEqual(['file:0', 'file:1']);
    expect(filePictures(0)).toEqual([]);
  });

  it('stand for pictures, and those that stand for nothing are left out', () => {
    expect(resolvePictures(['file:1', 'nothing', 'file:7', `3:${HASH}`, 'file:0'], ['zero', 'one'])).toEqual([
      { kind: 'file', index: 1, picture: 'one' },
      { kind: 'stored', type: 3, hash: HASH, description: '' },
      { kind: 'file', index: 0, picture: 'zero' },
    ]);
  });
});
