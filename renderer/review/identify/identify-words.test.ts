import { expect, it } from 'vitest';
import { releaseIdIn, releaseWords, scoreWords } from './identify-words.ts';

it('writes scores as shares of 1', () => {
  expect([0.934, 0.5, 0.994, 0.995, 1, 0, null].map(scoreWords)).toEqual([
    '.93',
    '.50',
    '.99',
    '1.00',
    '1.00',
    '.00',
    '',
  ]);
});

it('tells releases apart by what is known of them', () => {
  const release = {
    source: 'musicbrainz' as const,
    id: 'r',
    title: 'Salt',
    artist: 'North Harbour',
    comment: '',
    date: '2016',
    country: '',
    format: 'CD',
    label: '',
    tracks: 12,
    discs: 1,
    score: 1,
  };
  expect(releaseWords(release)).toBe('2016 · CD · 12 tracks');
  expect(releaseWords({ ...release, comment: 'remastered', tracks: 1, date: '' })).toBe('remastered · CD · 1 track');
});

it('finds the id in an address', () => {
  const id = '10000000-0000-4000-8000-00000000000a';
  expect(releaseIdIn(`https://musicbrainz.org/release/${id.toUpperCase()}?tab=1`)).toBe(id);
  expect(releaseIdIn(id)).toBe(id);
  expect(releaseIdIn('salt')).toBeNull();
});
