import { describe, expect, it } from 'vitest';
import { extensionOf, extensionOfText, isInside, joinPath, pathText } from './path-bytes.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('joining paths', () => {
  it.each([
    ['/music', 'a.flac', '/music/a.flac'],
    ['/', 'a.flac', '/a.flac'],
    ['/m\xff', '\xe9.mp3', '/m\xff/\xe9.mp3'],
    ['x', 'y', 'x/y'],
  ])('%s and %s', (folder, name, path) => {
    expect(joinPath(bytes(folder), bytes(name))).toEqual(bytes(path));
  });

  it('takes a plain Uint8Array, as threads receive paths', () => {
    expect(joinPath(Uint8Array.from(bytes('/music')), Uint8Array.from(bytes('a'))).toString()).toBe('/music/a');
  });
});

describe('being inside a folder', () => {
  it.each([
    ['/music', '/music', true],
    ['/music/a', '/music', true],
    ['/music/a/b', '/music', true],
    ['/musical', '/music', false],
    ['/musi', '/music', false],
    ['/other/a', '/music', false],
    ['/a', '/', true],
    ['/', '/', true],
    ['/', '/a', false],
    ['ab', 'a', false],
  ])('%s in %s: %s', (path, folder, inside) => {
    expect(isInside(bytes(path), bytes(folder))).toBe(inside);
  });
});

describe('extensions', () => {
  it.each([
    ['song.FLAC', 'flac'],
    ['a.tar.gz', 'gz'],
    ['rip.accurip', 'accurip'],
    ['rip.accuripp', ''],
    ['.hidden', ''],
    ['none', ''],
    ['ends.', ''],
    ['\xe9.mp3', 'mp3'],
  ])('of %s is "%s"', (name, extension) => {
    expect(extensionOf(bytes(name))).toBe(extension);
    expect(extensionOfText(name)).toBe(extension);
  });

  it('of a text are those of its bytes', () => {
    for (const name of ['a.\xc9\xe9', 'a.\xe9\xe9\xe9\xe9\xe9', 'a.夜夜夜']) {
      expect(extensionOfText(name)).toBe(extensionOf(Buffer.from(name)));
    }
  });
});

describe('paths as text', () => {
  it('are the text alone where the bytes are UTF-8', () => {
    expect(pathText(Buffer.from('/music/Čas'))).toEqual({ path: '/music/Čas' });
  });

  it('come with their bytes where they are not', () => {
    expect(pathText(bytes('/m\xff'))).toEqual({ path: '/m\ufffd', pathBase64: 'L23/' });
  });

  it('are read from a part of a larger buffer', () => {
    expect(pathText(new Uint8Array(Buffer.from('xx/music/yy')).subarray(2, 8))).toEqual({ path: '/music' });
  });
});
