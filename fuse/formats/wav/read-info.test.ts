import { expect, test } from 'vitest';
import type { Tags } from '../layout.ts';
import { TagCollector } from '../tags/tag-collector.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { readInfo } from './read-info.ts';

function item(name: string, body: Buffer | string, length = body.length): Buffer {
  const bytes = Buffer.from(body as string, 'latin1');
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(length, 4);
  return Buffer.concat([head, bytes, Buffer.alloc(bytes.length % 2)]);
}

/** The tags of these items, at the end of a file or in front of more that is no part of the list. */
function tagsOf(...items: Buffer[]): Tags {
  const list = Buffer.concat(items);
  const read = (...behind: Buffer[]): Tags => {
    const tags = new TagCollector();
    const bytes = Buffer.concat([Buffer.from('xxx'), list, ...behind]);
    readInfo(new Window(strictSource(bytes)), 3, 3 + list.length, tags);
    return tags.tags;
  };
  const tags = read();
  expect(read(item('INAM', 'behind'))).toEqual(tags);
  return tags;
}

test('an item has the field of the table, or its own name in lower case', () => {
  expect(
    tagsOf(
      item('INAM', 'Title\0'),
      item('IART', 'Artist'),
      item('IPRT', '3/12'),
      item('IGNR', '17'),
      item('IXYZ', 'own'),
      item('IX  ', 'short'),
    ),
  ).toEqual({
    title: ['Title'],
    artist: ['Artist'],
    tracknumber: ['3'],
    totaltracks: ['12'],
    genre: ['Rock'],
    ixyz: ['own'],
    ix: ['short'],
  });
});

test('a value that stands there twice is taken once', () => {
  const items = [
    item('INAM', 'a'),
    item('TITL', 'a'),
    item('INAM', '3/12'),
    item('IGNR', '(17)(4)'),
    item('GNRE', 'Rock'),
  ];
  expect(tagsOf(...items)).toEqual({ title: ['a', '3/12'], genre: ['Rock', 'Disco'] });
  // Only a genre is a number that stands for a name.
  expect(tagsOf(item('INAM', '17'), item('IGNR', '17'))).toEqual({ title: ['17'], genre: ['Rock'] });
});

test('text is UTF-8 where it can be, otherwise Latin-1', () => {
  expect(tagsOf(item('INAM', Buffer.from('Čas')), item('IART', 'B\u00e9la'))).toEqual({
    title: ['Čas'],
    artist: ['Béla'],
  });
});

test('text ends with the first NUL, and without spaces', () => {
  expect(tagsOf(item('INAM', 'a \0b'), item('IART', '\0b'), item('ICMT', ' a  '), item('IPRD', 'd\0\u00e9'))).toEqual({
    title: ['a'],
    comment: [' a'],
    album: ['d'],
  });
});

test('items of odd length are padded', () => {
  expect(tagsOf(item('INAM', 'odd'), item('IART', 'even'), item('IPRD', ''), item('ICMT', 'x'))).toEqual({
    title: ['odd'],
    artist: ['even'],
    comment: ['x'],
  });
});

test('a list ends with an item that is not whole', () => {
  expect(tagsOf(item('INAM', 'a'), item('IART', 'bc', 3))).toEqual({ title: ['a'] });
  expect(tagsOf(item('INAM', 'a'), item('IART', 'bc').subarray(0, 9))).toEqual({ title: ['a'] });
  expect(tagsOf(item('INAM', 'a'), Buffer.from('IART\u0001\0\0'))).toEqual({ title: ['a'] });
  expect(tagsOf(item('INAM', 'a').subarray(0, 9))).toEqual({ title: ['a'] });
  expect(tagsOf()).toEqual({});
});

test('a list of more items than any file has is refused', () => {
  const empty = item('IXYZ', '');
  expect(() => tagsOf(Buffer.concat(Array<Buffer>(200_001).fill(empty)))).toThrow(
    'The file is made of more than 200000 parts.',
  );
});
