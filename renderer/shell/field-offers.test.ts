import { beforeAll, describe, expect, it } from 'vitest';
import { learnFields } from '../words/field-names.ts';
import { TESTING_FIELDS } from '../words/testing-fields.ts';
import { fieldOffers, typedChange } from './field-offers.ts';

beforeAll(() => learnFields(TESTING_FIELDS));

const labels = (text: string, chosen: number): string[] =>
  fieldOffers(text, chosen).map(({ line }) => line.parts.map((part) => part.text).join(''));

describe('a change that is typed', () => {
  it('names a field by its name, its label or an alias, and has one value or several', () => {
    expect(typedChange('artist=Ida Wren; The Reeds')).toEqual({ field: 'artist', values: ['Ida Wren', 'The Reeds'] });
    expect(typedChange(' Album artist = Ida Wren')).toEqual({ field: 'albumartist', values: ['Ida Wren'] });
    expect(typedChange('track=3')).toEqual({ field: 'tracknumber', values: ['3'] });
    expect(typedChange('title=a=b; c')).toEqual({ field: 'title', values: ['a=b; c'] });
  });

  it('takes the field away where nothing stands behind the sign', () => {
    expect(typedChange('genre= ')).toEqual({ field: 'genre', values: [] });
    expect(labels('genre=', 2)).toEqual(['Remove Genre']);
  });

  it.each(['artist', 'artits=x', '=x', 'length=3', 'art=x'])('is not %j', (text) => {
    expect(typedChange(text)).toBeNull();
  });

  it('is offered where tracks are chosen, with how many', () => {
    expect(labels('artist=Ida Wren', 12)).toEqual(['Artist = Ida Wren']);
    expect(fieldOffers('artist=x', 12)[0]?.line.note).toBe('12 tracks');
    expect(fieldOffers('artist=x', 0)).toEqual([]);
  });
});
