import { describe, expect, it } from 'vitest';
import { LayoutError } from '../layout.ts';
import { TagCollector } from './tag-collector.ts';

function collect(fill: (tags: TagCollector) => void): TagCollector {
  const collector = new TagCollector();
  fill(collector);
  return collector;
}

describe('values', () => {
  it('are kept in their order, empty ones left out, NULs at the end taken off', () => {
    const { tags } = collect((c) => {
      for (const value of ['b', '', 'a', 'a', 'x\0', 'y\0\0\0', '\0', '\0\0', 'in\0side']) c.add('artist', value);
    });
    expect(tags).toEqual({ artist: ['b', 'a', 'a', 'x', 'y', 'in\0side'] });
  });

  it.each(['totaltracks', 'totaldiscs', 'movementtotal'])('of %s are one: the first', (field) => {
    expect(collect((c) => ['12', '13'].forEach((value) => c.add(field, value))).tags).toEqual({ [field]: ['12'] });
  });

  it('that are there already are not added once more where that is asked for', () => {
    const { tags } = collect((c) => {
      c.addOnce('genre', 'Rock');
      c.addOnce('genre', 'Rock');
      c.addOnce('genre', 'Folk');
      c.addOnce('mood', 'Rock');
    });
    expect(tags).toEqual({ genre: ['Rock', 'Folk'], mood: ['Rock'] });
  });

  it('replace those that were there', () => {
    const collector = collect((c) => {
      c.add('date', '1999');
      c.replace('date', ['2000', '2001']);
      c.add('mood', 'calm');
      c.replace('mood', []);
    });
    expect(collector.tags).toEqual({ date: ['2000', '2001'] });
    expect([collector.has('date'), collector.has('mood')]).toEqual([true, false]);
  });

  it('are 50 000 at most', () => {
    const collector = new TagCollector();
    for (let i = 0; i < 50_000; i++) collector.add('x', 'y');
    collector.add('x', '');
    expect(() => collector.add('x', 'y')).toThrow(new LayoutError('The file has more than 50000 tag values.'));
  });
});

describe('numbers', () => {
  it.each([
    ['tracknumber', '3/12', { tracknumber: ['3'], totaltracks: ['12'] }],
    ['discnumber', ' 1 / 2 ', { discnumber: ['1'], totaldiscs: ['2'] }],
    ['movementnumber', '4/5', { movementnumber: ['4'], movementtotal: ['5'] }],
    ['tracknumber', '3', { tracknumber: ['3'] }],
    ['tracknumber', '3/', { tracknumber: ['3'] }],
    ['tracknumber', '/12', { totaltracks: ['12'] }],
    ['bpm', '3/4', { bpm: ['3'] }],
  ])('%s %s', (field, value, tags) => {
    expect(collect((c) => c.addNumber(field, value)).tags).toEqual(tags);
  });
});

describe('a tag of lower rank', () => {
  it('fills what is lacking, by copies', () => {
    const lower = new TagCollector();
    lower.add('title', 'theirs');
    lower.add('artist', 'A');
    lower.add('artist', 'B');
    const collector = collect((c) => {
      c.add('title', 'mine');
      c.fill(lower.tags);
      c.add('artist', 'C');
    });
    expect(collector.tags).toEqual({ title: ['mine'], artist: ['A', 'B', 'C'] });
    expect(lower.tags['artist']).toEqual(['A', 'B']);
  });
});

describe('the fields in the end', () => {
  it('have a year as the date where there is no date', () => {
    expect(collect((c) => c.add('year', '1999')).finish()).toEqual({ date: ['1999'] });
    const both = collect((c) => {
      c.add('year', '1999');
      c.add('date', '1999-05');
    });
    expect(both.finish()).toEqual({ year: ['1999'], date: ['1999-05'] });
    expect(collect((c) => c.add('date', '1999')).finish()).toEqual({ date: ['1999'] });
    expect(Object.keys(collect((c) => c.add('title', 'x')).finish())).toEqual(['title']);
  });

  it('may be called like the properties of every object', () => {
    const { tags } = collect((c) => {
      for (const field of ['__proto__', 'constructor', 'toString']) c.add(field, 'x');
    });
    expect(Object.keys(tags)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.getPrototypeOf(tags)).toBeNull();
    expect(collect(() => {}).has('constructor')).toBe(false);
  });

  it('come with the spellings of their names, where there are any', () => {
    const collector = new TagCollector();
    expect(collector.nameDetail()).toEqual({});
    collector.names['mood'] = 'Mood';
    expect(collector.nameDetail()).toEqual({ names: { mood: 'Mood' } });
  });
});
