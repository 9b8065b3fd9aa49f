import { expect, it } from 'vitest';
import { changeTags } from '../testing-tracks.ts';

it('gives a field one value or several, whatever it had', () => {
  expect(changeTags('set', { field: 'mood', value: 'Calm' }, {})).toEqual({ mood: ['Calm'] });
  expect(changeTags('set', { field: 'genres', value: ['Folk', ' Jazz '] }, { genre: ['Pop'] })).toEqual({
    genre: ['Folk', 'Jazz'],
  });
});

it('changes nothing where the field has the values already', () => {
  expect(changeTags('set', { field: 'mood', value: 'Calm' }, { mood: ['Calm'] })).toEqual({});
});

it('leaves fields with a value alone where only empty ones are asked for', () => {
  expect(changeTags('set', { field: 'mood', value: 'Calm', empty: true }, { mood: ['Wild'] })).toEqual({});
  expect(changeTags('set', { field: 'mood', value: 'Calm', empty: 'yes' }, {})).toEqual({ mood: ['Calm'] });
});

it('removes the field for a value without text', () => {
  expect(changeTags('set', { field: 'mood', value: ' ' }, { mood: ['Calm'] })).toEqual({ mood: null });
});

it('refuses a value that the field cannot have', () => {
  expect(changeTags('set', { field: 'date', value: 'May' }, { date: ['1999'] })).toBe(
    'date takes a date as YYYY, YYYY-MM or YYYY-MM-DD, not "May"',
  );
});
