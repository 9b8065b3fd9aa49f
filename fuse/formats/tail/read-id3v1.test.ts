import { expect, test } from 'vitest';
import { TagCollector } from '../tags/tag-collector.ts';
import { ID3V1_LENGTH, readId3v1 } from './read-id3v1.ts';

/** Fields at the places that id3.org's "ID3v1" gives them, behind five bytes that are not of the tag. */
function read(fields: Readonly<Record<number, string>>, numbers: Readonly<Record<number, number>> = {}) {
  const bytes = Buffer.alloc(5 + ID3V1_LENGTH + 5, 0x41);
  bytes.fill(0, 5, 5 + ID3V1_LENGTH);
  bytes.write('TAG', 5, 'latin1');
  bytes[5 + 127] = 255;
  for (const [place, value] of Object.entries(fields)) bytes.write(value, 5 + Number(place), 'latin1');
  for (const [place, value] of Object.entries(numbers)) bytes[5 + Number(place)] = value;
  const tags = new TagCollector();
  readId3v1(bytes, 5, tags);
  return tags.tags;
}

test('each field has its place', () => {
  expect(read({ 3: 'Title', 33: 'Artist', 63: 'Album', 93: '1999', 97: 'Comment' }, { 126: 7, 127: 17 })).toEqual({
    title: ['Title'],
    artist: ['Artist'],
    album: ['Album'],
    date: ['1999'],
    comment: ['Comment'],
    tracknumber: ['7'],
    genre: ['Rock'],
  });
});

test('full fields do not run into one another', () => {
  const text = 'abcdefghijklmnopqrstuvwxyz1234';
  expect(read({ 3: text, 33: text, 63: text, 93: '1999', 97: text })).toEqual({
    title: [text],
    artist: [text],
    album: [text],
    date: ['1999'],
    comment: [text],
  });
});

test('a comment of 28 characters leaves room for the track number, one of 29 does not', () => {
  const comment = 'abcdefghijklmnopqrstuvwxyz12';
  expect(read({ 97: comment }, { 126: 3 })).toEqual({ comment: [comment], tracknumber: ['3'] });
  expect(read({ 97: `${comment}3` }, { 126: 3 })).toEqual({ comment: [`${comment}3\u0003`] });
});

test('track 0 is none, and the comment then has 30 characters', () => {
  expect(read({ 97: 'comment' }, { 126: 0 })).toEqual({ comment: ['comment'] });
});

test('spaces that fill a field are not of it, nor is what follows a NUL', () => {
  expect(read({ 3: 'Title      ', 33: 'A\0rest' })).toEqual({ title: ['Title'], artist: ['A'] });
});

test('an unknown genre is none', () => {
  expect(read({}, { 127: 254 })).toEqual({});
  expect(read({}, { 127: 0 })).toEqual({ genre: ['Blues'] });
});
