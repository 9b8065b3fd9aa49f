import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { walk } from './walk.ts';
import type { WalkError } from './walk-folders.ts';

let root: string;
let errors: WalkError[];

beforeEach(() => {
  root = join(temporaryFolder(), 'music');
  mkdirSync(root);
  errors = [];
});

function write(...names: string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), '');
  }
}

/** The files that may be audio and those beside them, by folder; all in alphabetical order. */
function walked(skip: (path: Buffer) => boolean = () => false): Record<string, [audio: string[], beside: string[]]> {
  const folders = [...walk(Buffer.from(root), { skip, onError: (error) => errors.push(error) })];
  const texts = (names: readonly Buffer[]): string[] => names.map(String).sort();
  return Object.fromEntries(
    folders
      .map(
        ({ path, names, sidecars }) => [path.toString().slice(root.length), [texts(names), texts(sidecars)]] as const,
      )
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  ) as Record<string, [string[], string[]]>;
}

const AUDIO =
  'aac aif aifc aiff ape asf dff dsf flac m4a m4b mka mp+ mp3 mp4 mpc oga ogg opus spx tta wav wave webm wma wv'.split(
    ' ',
  );
const BESIDE = 'accurip cue gif jpeg jpg log lrc m3u m3u8 nfo pdf png txt webp'.split(' ');

test.each(AUDIO)('takes .%s for audio', (extension) => {
  write(`song.${extension}`, `LOUD.${extension.toUpperCase()}`);
  expect(walked()).toEqual({ '': [[`LOUD.${extension.toUpperCase()}`, `song.${extension}`], []] });
});

test.each(BESIDE)('takes .%s for what may belong to audio', (extension) => {
  write(`it.${extension}`);
  expect(walked()).toEqual({ '': [[], [`it.${extension}`]] });
});

test('looks into files without an extension, and at no others', () => {
  write('song', 'notes.doc', 'archive.tar.gz', 'dot.', '.hidden', '.hidden.mp3');
  expect(walked()).toEqual({ '': [['song'], []] });
});

test('goes through all folders but hidden ones', () => {
  write('a/b/c/song.mp3', 'a/cover.jpg', '.git/song.mp3');
  expect(walked()).toEqual({
    '': [[], []],
    '/a': [[], ['cover.jpg']],
    '/a/b': [[], []],
    '/a/b/c': [['song.mp3'], []],
  });
});

test('does not enter folders that are to be skipped', () => {
  write('mount/song.mp3', 'mounted/song.mp3');
  const asked: string[] = [];
  const found = walked((path) => {
    asked.push(path.toString());
    return path.toString() === join(root, 'mount');
  });
  expect(Object.keys(found)).toEqual(['', '/mounted']);
  expect(asked.sort()).toEqual([join(root, 'mount'), join(root, 'mounted')]);
});

test('follows links out of the root, to files and to folders, and no links within', () => {
  const outside = join(dirname(root), 'music-elsewhere');
  mkdirSync(join(outside, 'album'), { recursive: true });
  writeFileSync(join(outside, 'song.mp3'), '');
  writeFileSync(join(outside, 'album', 'b.mp3'), '');
  write('a/song.mp3');
  symlinkSync(join(outside, 'song.mp3'), join(root, 'file.mp3'));
  symlinkSync(join(outside, 'album'), join(root, 'folder'));
  symlinkSync('a', join(root, 'again'));
  symlinkSync('a/song.mp3', join(root, 'again.mp3'));
  symlinkSync('nowhere', join(root, 'nowhere.mp3'));
  expect(walked()).toEqual({ '': [['file.mp3'], []], '/a': [['song.mp3'], []], '/folder': [['b.mp3'], []] });
  expect(errors).toEqual([]);
});

test('does not follow a link to a folder that the root lies in', () => {
  writeFileSync(join(dirname(root), 'song.mp3'), '');
  write('a/song.mp3');
  symlinkSync('..', join(root, 'up'));
  symlinkSync('../..', join(root, 'a', 'up'));
  expect(walked()).toEqual({ '': [[], []], '/a': [['song.mp3'], []] });
});

test('enters a folder outside the root once, however many links lead to it', () => {
  const outside = join(dirname(root), 'outside');
  mkdirSync(outside);
  writeFileSync(join(outside, 'song.mp3'), '');
  symlinkSync(outside, join(root, 'first'));
  symlinkSync(outside, join(root, 'second'));
  const found = walked();
  expect(Object.values(found).filter(([audio]) => audio.length > 0)).toHaveLength(1);
  expect(Object.keys(found)).toHaveLength(2);
});

test('leaves pipes and devices alone, also where a link leads to them: opening a pipe would wait for its writer', () => {
  const pipe = join(dirname(root), 'pipe');
  execFileSync('mkfifo', [pipe, join(root, 'pipe.mp3')]);
  symlinkSync(pipe, join(root, 'link.mp3'));
  symlinkSync('/dev/null', join(root, 'null.mp3'));
  expect(walked()).toEqual({ '': [[], []] });
});

test('reports a folder that cannot be read and goes on', () => {
  write('good/song.mp3', 'bad/song.mp3');
  const found = walked((path) => {
    // Root may read everything; a link that leads to itself is unreadable for root too.
    if (path.toString() === join(root, 'bad')) {
      rmSync(path, { recursive: true });
      symlinkSync('bad', path);
    }
    return false;
  });
  expect(found).toEqual({ '': [[], []], '/good': [['song.mp3'], []] });
  expect(errors).toEqual([
    { path: Buffer.from(join(root, 'bad')), message: expect.stringContaining('its links lead in a circle') },
  ]);
});

test('reports a root that is not there', () => {
  root = join(root, 'nowhere');
  expect(walked()).toEqual({});
  expect(errors).toEqual([
    { path: Buffer.from(root), message: expect.stringContaining('there is no such file or folder') },
  ]);
});
