import { expect, it } from 'vitest';
import { changeTags } from '../testing-tracks.ts';

it('cleans all fields, and drops values that are there twice or have no text', () => {
  expect(
    changeTags('clean', {}, { title: ['A  B'], genre: ['Folk ', 'Folk', '\u200b'], mood: ['\ufeff'], album: ['C'] }),
  ).toEqual({ title: ['A B'], genre: ['Folk'], mood: null });
});

it('cleans the fields that are named, with quotes and encoding as asked', () => {
  expect(
    changeTags(
      'clean',
      { fields: 'title', quotes: 'straight', encoding: 'yes' },
      { title: ['RÃ³s`'], album: ['A  B'], mood: ['x'] },
    ),
  ).toEqual({ title: ["Rós'"] });
});

it('keeps the lines of long texts', () => {
  expect(changeTags('clean', {}, { lyrics: ['a  b \nc'], title: ['a\nb'] })).toEqual({
    lyrics: ['a  b\nc'],
    title: ['a b'],
  });
});
