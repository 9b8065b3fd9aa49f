import { describe, expect, it } from 'vitest';
import { changeTags } from '../testing-tracks.ts';

describe('moving featured artists to the artists', () => {
  it.each([
    ['Song (feat. Birch)', 'Song', ['Ash', 'Birch']],
    ['Song [ft. Birch & Cloud]', 'Song', ['Ash', 'Birch', 'Cloud']],
    ['Song featuring Birch, Cloud & Dusk', 'Song', ['Ash', 'Birch', 'Cloud', 'Dusk']],
    ['Song (Feat Birch) (Live)', 'Song (Live)', ['Ash', 'Birch']],
    ['Song feat. Birch (Live)', 'Song (Live)', ['Ash', 'Birch']],
    ['Song (feat. ash)', 'Song', ['Ash']],
  ])('reads “%s”', (title, rest, artist) => {
    const changes = changeTags('featured', {}, { title: [title], artist: ['Ash'] });
    expect(changes).toEqual(artist.length === 1 ? { title: [rest] } : { title: [rest], artist });
  });

  it('takes a credit among the artists apart', () => {
    expect(changeTags('featured', {}, { title: ['Song'], artist: ['Ash feat. Birch'] })).toEqual({
      artist: ['Ash', 'Birch'],
    });
  });

  it('keeps names together where asked', () => {
    expect(changeTags('featured', { split: 'no' }, { title: ['Song (feat. Earth & Wind)'], artist: ['Ash'] })).toEqual({
      title: ['Song'],
      artist: ['Ash', 'Earth & Wind'],
    });
  });

  it.each(['Defeat', 'Left Behind', 'Feat. of Strength', 'Song with Birch', 'Software'])(
    'leaves “%s” alone',
    (title) => {
      expect(changeTags('featured', {}, { title: [title], artist: ['Ash'] })).toEqual({});
    },
  );
});

describe('moving featured artists to the title', () => {
  it.each([
    [['Ash', 'Birch'], 'Song (feat. Birch)'],
    [['Ash', 'Birch', 'Cloud', 'Dusk'], 'Song (feat. Birch, Cloud & Dusk)'],
    [['Ash feat. Birch'], 'Song (feat. Birch)'],
  ])('of %j', (artist, title) => {
    expect(changeTags('featured', { to: 'title' }, { title: ['Song'], artist })).toEqual({
      artist: ['Ash'],
      title: [title],
    });
  });

  it('is refused where the title features somebody already', () => {
    expect(changeTags('featured', { to: 'title' }, { title: ['Song (feat. X)'], artist: ['Ash', 'Birch'] })).toBe(
      'the title features somebody already: “Song (feat. X)”',
    );
  });

  it('is the reverse of moving them to the artists', () => {
    const there = changeTags('featured', { to: 'title' }, { title: ['Song'], artist: ['Ash', 'Birch', 'Cloud'] });
    expect(changeTags('featured', {}, there as Record<string, string[]>)).toEqual({
      title: ['Song'],
      artist: ['Ash', 'Birch', 'Cloud'],
    });
  });
});
