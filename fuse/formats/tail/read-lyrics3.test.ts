import { expect, test } from 'vitest';
import { strictSource } from '../testing/sources.ts';
import { TagCollector } from '../tags/tag-collector.ts';
import { Window } from '../window.ts';
import { readLyrics3v1, readLyrics3v2 } from './read-lyrics3.ts';
import { readTail, TailContent } from './read-tail.ts';

function tagsOf(read: (text: string, tags: TagCollector) => void, text: string): TagCollector['tags'] {
  const tags = new TagCollector();
  read(text, tags);
  return tags.tags;
}

const field = (name: string, text: string): string => `${name}${String(text.length).padStart(5, '0')}${text}`;

test('version 1 is lyrics', () => {
  expect(tagsOf(readLyrics3v1, '[00:01]La\r\nla\r\n')).toEqual({ lyrics: ['[00:01]La\nla'] });
  expect(tagsOf(readLyrics3v1, '')).toEqual({});
});

test('version 2 has fields, of which some are kept', () => {
  const text = [
    field('IND', '10'),
    field('ETT', 'Title'),
    field('EAR', 'Artist'),
    field('EAL', 'Album '),
    field('AUT', 'Writer'),
    field('INF', 'a\r\nb'),
    field('LYR', 'la'),
    field('CRC', '1234'),
  ].join('');
  expect(tagsOf(readLyrics3v2, text)).toEqual({
    title: ['Title'],
    artist: ['Artist'],
    album: ['Album'],
    lyricist: ['Writer'],
    comment: ['a\nb'],
    lyrics: ['la'],
  });
});

test('version 2 is read up to a field that is not whole', () => {
  const whole = field('ETT', 'A');
  for (const broken of ['EAR00011B', 'EAR0000xB', 'EAR000', 'EAR 0001B']) {
    expect(tagsOf(readLyrics3v2, whole + broken + field('EAL', 'C'))).toEqual({ title: ['A'] });
  }
  expect(tagsOf(readLyrics3v2, `${whole}EAR00001B`)).toEqual({ title: ['A'], artist: ['B'] });
  expect(tagsOf(readLyrics3v2, `${whole}EAR00000`)).toEqual({ title: ['A'] });
});

function tail(...parts: string[]) {
  const content = new TailContent();
  const bytes = Buffer.from(`audio${parts.join('')}`, 'latin1');
  return { end: readTail(new Window(strictSource(bytes)), 0, content), lyrics3: content.lyrics3.tags };
}

test('both are found at the end of a file', () => {
  const two = `LYRICSBEGIN${field('EAR', 'Björk')}`;
  expect(tail(two, String(two.length).padStart(6, '0'), 'LYRICS200')).toEqual({
    end: 5,
    lyrics3: { artist: ['Björk'] },
  });
  expect(tail('LYRICSBEGIN', 'la', 'LYRICSEND')).toEqual({ end: 5, lyrics3: { lyrics: ['la'] } });
  const other = two.replace('BEGIN', 'OTHER');
  expect(tail(other, String(other.length).padStart(6, '0'), 'LYRICS200')).toEqual({ end: 5, lyrics3: {} });
});
