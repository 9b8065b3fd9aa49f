import { expect, it } from 'vitest';
import { changeTags } from '../testing-tracks.ts';

const tags = { artist: ['AC/DC', 'Ash'], title: ['Thunder'], tracknumber: ['3'], date: ['1990-09-01'] };
const made = (field: string, template: string, more = {}) => changeTags('template', { field, template, ...more }, tags);

it('writes what the template makes, with its functions, and keeps slashes of values', () => {
  expect(made('comment', '$track. %upper{$title} ($year) by $artist/x')).toEqual({
    comment: ['03. THUNDER (1990) by AC/DC; Ash/x'],
  });
});

it('splits the text for a field of several values alone', () => {
  expect(made('albumartist', '$artist')).toEqual({ albumartist: ['AC/DC', 'Ash'] });
  expect(made('subtitle', '$artist')).toEqual({ subtitle: ['AC/DC; Ash'] });
});

it('has nothing stand in for what is missing', () => {
  expect(made('comment', '${album|title}[ ($genre)]%upper{$genre}')).toEqual({ comment: ['Thunder'] });
  expect(made('title', '$album')).toEqual({});
  expect(made('title', '$album', { clear: true })).toEqual({ title: null });
});

it('refuses a text that the field cannot hold, and a template that cannot be read', () => {
  expect(made('bpm', '$title')).toBe('bpm takes a number above 0, not "Thunder"');
  expect(() => made('title', '%upper{')).toThrow('template: "%upper{" is not closed by "}"');
});
