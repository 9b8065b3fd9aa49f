import { expect, it } from 'vitest';
import { changeTags } from '../testing-tracks.ts';

it('writes titles and albums in English title case unless told', () => {
  expect(changeTags('case', {}, { title: ['the end'], album: ['part ii'], artist: ['ash'] })).toEqual({
    title: ['The End'],
    album: ['Part II'],
  });
});

it('takes another language, other fields and other cases', () => {
  const tags = { title: ['La Vie En Rose'], mood: ['Große Ruhe', 'b'] };
  expect(changeTags('case', { fields: 'title', language: 'fr' }, tags)).toEqual({ title: ['La Vie en Rose'] });
  expect(changeTags('case', { fields: 'title', to: 'sentence' }, tags)).toEqual({ title: ['La vie en rose'] });
  expect(changeTags('case', { fields: 'mood', to: 'upper' }, tags)).toEqual({ mood: ['GROSSE RUHE', 'B'] });
  expect(changeTags('case', { fields: 'mood', to: 'lower' }, tags)).toEqual({ mood: ['große ruhe', 'b'] });
});
