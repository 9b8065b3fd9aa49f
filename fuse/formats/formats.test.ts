import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { browserType, FORMAT_EXTENSIONS, FORMATS, formatOf, hasExactLength, kindOf } from './formats.ts';

const HERE = new URL('.', import.meta.url);

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

describe('the list of formats', () => {
  it('has the record of every folder that holds one', () => {
    const folders = readdirSync(HERE, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/format.ts`, HERE)))
      .map(({ name }) => name);
    expect(FORMATS.map(({ container }) => container).sort()).toEqual(folders.sort());
  });

  it('gives no container, extension or MIME type to two formats', () => {
    expect(repeated(FORMATS.map(({ container }) => container))).toEqual([]);
    expect(repeated(FORMATS.flatMap(({ extensions }) => extensions))).toEqual([]);
    expect(repeated(FORMATS.map(({ mimeType }) => mimeType))).toEqual([]);
  });

  it('asks the format without a signature last', () => {
    expect(FORMATS.at(-1)?.container).toBe('mp3');
  });

  it('names the extensions of all', () => {
    expect(FORMAT_EXTENSIONS).toEqual(expect.arrayContaining(['flac', 'mp3', 'mp2', 'opus', 'm4b', 'aifc', 'mp+']));
    expect(FORMAT_EXTENSIONS).toHaveLength(FORMATS.flatMap(({ extensions }) => extensions).length);
  });

  it('finds a record by its container, and none for names that objects inherit', () => {
    for (const format of FORMATS) expect(formatOf(format.container)).toBe(format);
    expect(formatOf('constructor')).toBeUndefined();
    expect(formatOf('')).toBeUndefined();
  });
});

describe.each(FORMATS)('the record of $container', (format) => {
  it('has extensions as file names end in them, and codecs', () => {
    expect(format.extensions.length).toBeGreaterThan(0);
    for (const extension of format.extensions) expect(extension).toMatch(/^[a-z0-9+]{2,4}$/);
    expect(format.codecs.length).toBeGreaterThan(0);
    expect(repeated(format.codecs.map(({ name }) => name))).toEqual([]);
  });

  it('has a MIME type for audio', () => {
    expect(format.mimeType).toMatch(/^audio\/[a-z0-9-]+$/);
  });
});

describe('the kind of a file', () => {
  it.each([
    ['pcm', 'wav', 'WAV'],
    ['pcm', 'aif', 'AIFF'],
    ['pcm', 'aiff', 'AIFF'],
    ['pcm', 'aifc', 'AIFF'],
    ['pcm', 'm4a', 'PCM'],
    ['pcm', '', 'WAV'],
    ['vorbis', 'ogg', 'VORBIS'],
    ['flac', 'flac', 'FLAC'],
    ['alac', 'm4a', 'ALAC'],
    ['mp3', 'wav', 'MP3'],
    ['wmav2', 'wma', 'WMAV2'],
    ['', 'wma', 'WMA'],
    ['', '', '?'],
    ['', 'constructor', 'CONSTRUCTOR'],
  ])('of codec "%s" in .%s is %s', (codec, extension, kind) => {
    expect(kindOf(codec, extension)).toBe(kind);
  });
});

describe('what a browser plays as it is', () => {
  it.each([
    ['MP3', 'audio/mpeg'],
    ['FLAC', 'audio/flac'],
    ['VORBIS', 'audio/ogg'],
    ['OPUS', 'audio/ogg'],
    ['AAC', 'audio/mp4'],
    ['WAV', 'audio/wav'],
    ['ALAC', null],
    ['AIFF', null],
    ['PCM', null],
    ['MP2', null],
    ['APE', null],
    ['', null],
  ])('%s: %s', (kind, mimeType) => {
    expect(browserType(kind)).toBe(mimeType);
  });
});

describe('the length of a file is exact to the sample', () => {
  it.each(['flac', 'alac', 'pcm', 'vorbis', 'opus', 'wavpack'])('with %s', (codec) => {
    expect(hasExactLength(codec)).toBe(true);
  });

  it.each(['mp3', 'aac', 'musepack', 'ape', 'dsd', ''])('but not with "%s"', (codec) => {
    expect(hasExactLength(codec)).toBe(false);
  });
});
