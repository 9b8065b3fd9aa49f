import { expect, it } from 'vitest';
import { changeTags } from '../testing-tracks.ts';

it.each([
  ['01 - Harbour', '1', 'Harbour'],
  ['1. Harbour', '1', 'Harbour'],
  ['07 Harbour', '7', 'Harbour'],
  ['[04] Harbour', '4', 'Harbour'],
  ['(12) Harbour', '12', 'Harbour'],
  ['03_ Harbour', '3', 'Harbour'],
  ['5 – 99 Luftballons', '5', '99 Luftballons'],
])('reads the number of “%s”', (text, number, title) => {
  expect(changeTags('title-number', {}, { title: [text] })).toEqual({ tracknumber: [number], title: [title] });
});

it('reads a disc before the number', () => {
  expect(changeTags('title-number', {}, { title: ['2-07 Harbour'] })).toEqual({
    discnumber: ['2'],
    tracknumber: ['7'],
    title: ['Harbour'],
  });
});

it.each(['99 Luftballons', '7 Rings', '1.5 Billion', '12:51', '1999', '4-Track Demo', '00 Harbour', '01', 'Harbour 7'])(
  'takes “%s” for a title',
  (text) => {
    expect(changeTags('title-number', {}, { title: [text] })).toEqual({});
  },
);

it('keeps the title, or the number that is there, where asked', () => {
  expect(changeTags('title-number', { keep: true }, { title: ['01 - A'] })).toEqual({ tracknumber: ['1'] });
  expect(changeTags('title-number', { empty: true }, { title: ['01 - A'], tracknumber: ['9'] })).toEqual({});
});
