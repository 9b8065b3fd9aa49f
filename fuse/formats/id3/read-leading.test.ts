import { expect, test } from 'vitest';
import { frame, tag, text } from '../testing/id3-bytes.ts';
import { strictSource } from '../testing/sources.ts';
import { Window } from '../window.ts';
import { readLeadingId3 } from './read-leading.ts';

const read = (...parts: Buffer[]) => readLeadingId3(new Window(strictSource(Buffer.concat(parts))));

function picture(description: string): Buffer {
  return frame(4, 'APIC', Buffer.from(`\0image/png\0\u0003${description}\0image`, 'latin1'));
}

const AUDIO = Buffer.alloc(50, 0x55);
const TITLE = tag(3, [frame(3, 'TIT2', text('first'))]);
const ALBUM = tag(4, [frame(4, 'TIT2', text('second')), frame(4, 'TALB', text('album'))]);

test('a file without tags has no content', () => {
  const { content, end } = read(AUDIO);
  expect(end).toBe(0);
  expect(content.version).toBe(0);
  expect(read(Buffer.alloc(0)).end).toBe(0);
});

test('a tag behind something else is not in front', () => {
  expect(read(AUDIO, TITLE)).toMatchObject({ end: 0, content: { version: 0 } });
});

test('the first tag counts, and the others fill what it lacks', () => {
  const third = tag(4, [frame(4, 'TALB', text('other')), frame(4, 'TPE1', text('artist'))]);
  const { content, end } = read(TITLE, ALBUM, third, AUDIO);
  expect(end).toBe(TITLE.length + ALBUM.length + third.length);
  expect(content.version).toBe(3);
  expect(content.tags.tags).toEqual({ title: ['first'], album: ['album'], artist: ['artist'] });
});

test('pictures come from the first tag that has any', () => {
  const plain = tag(4, []);
  const one = tag(4, [picture('one'), picture('two')]);
  const other = tag(4, [picture('three')]);
  const described = (...tags: Buffer[]): string[] =>
    read(...tags, AUDIO).content.pictures.map(({ description }) => description);
  expect(described(one, other)).toEqual(['one', 'two']);
  expect(described(plain, one, other)).toEqual(['one', 'two']);
  expect(described(plain)).toEqual([]);
});

test('tags may be all there is', () => {
  expect(read(TITLE, ALBUM).end).toBe(TITLE.length + ALBUM.length);
});
