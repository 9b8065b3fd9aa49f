import { expect, it } from 'vitest';
import { folderMapOf, mapped } from './folder-map.ts';

const move = (path: string, ...maps: readonly string[]): string =>
  mapped(Buffer.from(path), maps.map(folderMapOf)).toString();

it('replaces the folder that a path lies in, at any depth', () => {
  expect(move('/old/Music/a/b.mp3', '/old/Music=/new')).toBe('/new/a/b.mp3');
  expect(move('/old/Music/a/b.mp3', '/old/Music/=/new/')).toBe('/new/a/b.mp3');
  expect(move('C:/Music/b.mp3', String.raw`C:\Music=/new`)).toBe('/new/b.mp3');
  expect(move('/a=b/c.mp3', '/a=b=/new')).toBe('/new/c.mp3');
});

it('leaves other paths alone, also those of a folder whose name only begins alike', () => {
  const paths = ['/old/Music2/a.mp3', '/old/Music', '/other/a.mp3'];
  expect(paths.map((path) => move(path, '/old/Music=/new'))).toEqual(paths);
});

it('takes the longest folder that fits', () => {
  const maps = ['/old=/new', '/old/Music=/other'] as const;
  expect(move('/old/Music/a.mp3', ...maps)).toBe('/other/a.mp3');
  expect(move('/old/x/a.mp3', ...maps)).toBe('/new/x/a.mp3');
});

it('keeps bytes that are no text', () => {
  expect(mapped(Buffer.from('/a/\xff.mp3', 'latin1'), [folderMapOf('/a=/b')])).toEqual(
    Buffer.from('/b/\xff.mp3', 'latin1'),
  );
});

it.each(['', '/a', '/a=', '=/a', '/a=b', '/=/a'])('refuses %j', (text) => {
  expect(() => folderMapOf(text)).toThrow('is no mapping of folders: write OLD=NEW');
});
