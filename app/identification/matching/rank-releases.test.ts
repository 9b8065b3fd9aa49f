import { describe, expect, it } from 'vitest';
import { releaseOf } from '../testing/rows.ts';
import type { ReleaseMatch } from './match-release.ts';
import { bandOf, rankReleases, type Candidate } from './rank-releases.ts';
import { fileOf, trackOf } from '../testing/rows.ts';

const match = (score: number, values: Partial<ReleaseMatch> = {}): ReleaseMatch => ({
  score,
  pairs: [{ id: 1, track: 0, score, bySound: false }],
  missing: [],
  extra: [],
  distances: {},
  ...values,
});
const candidate = (id: string, score: number, groupId = id, values: Partial<ReleaseMatch> = {}): Candidate => ({
  release: releaseOf({ id, groupId }),
  match: match(score, values),
});

describe('the band of a proposal', () => {
  it.each([
    [[candidate('a', 0.95)], 'certain', 'agrees'],
    [[candidate('a', 0.949)], 'likely', 'differs'],
    [[candidate('a', 0.75)], 'likely', 'differs'],
    [[candidate('a', 0.749)], 'ambiguous', 'far'],
    [[candidate('a', 0.5)], 'ambiguous', 'far'],
    [[candidate('a', 0.499)], 'none', 'far'],
    [[], 'none', 'no-release'],
    [[candidate('a', 0.99, 'a', { missing: [3] })], 'likely', 'missing'],
    [[candidate('a', 0.99, 'a', { extra: [3] })], 'likely', 'extra'],
    [[candidate('a', 0.99, 'a', { extra: [3], missing: [1] })], 'likely', 'extra-and-missing'],
    [[candidate('a', 0.99), candidate('b', 0.961)], 'ambiguous', 'rivals'],
    [[candidate('a', 0.99), candidate('b', 0.96)], 'certain', 'agrees'],
    [[candidate('a', 0.99, 'g'), candidate('b', 0.989, 'g')], 'likely', 'editions'],
    [[candidate('a', 0.99, 'g'), candidate('b', 0.987, 'g')], 'certain', 'agrees'],
    [[candidate('a', 0.99, ''), candidate('b', 0.989, '')], 'ambiguous', 'rivals'],
  ])('of %j is %s, because %s', (candidates, band, reason) => {
    expect(bandOf(candidates)).toEqual({ band, reason });
  });

  it('is not made worse by what the library says of the same music', () => {
    const own = { release: releaseOf({ id: '7', groupId: '', source: 'library' }), match: match(0.99) };
    expect(bandOf([candidate('a', 0.99), own]).band).toBe('certain');
  });
});

it('keeps the five best releases that have a track for some file', () => {
  const files = [fileOf({ id: 1, title: 'Salt', album: 'Salt', number: 1 })];
  const releases = ['Salt', 'Salty', 'Saltier', 'Salted', 'Salts', 'Sallt', 'Copper'].map((title) =>
    releaseOf({ id: title, title, tracks: [trackOf(title, 1)] }),
  );
  const { candidates } = rankReleases({ files, evidence: [], releases });
  expect(candidates).toHaveLength(5);
  expect(candidates[0]!.release.id).toBe('Salt');
  expect(candidates.map(({ release }) => release.id)).not.toContain('Copper');
  const scores = candidates.map(({ match: { score } }) => score);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
});

it('prefers official and earlier ones of those that fit equally well', () => {
  const files = [fileOf({ id: 1, title: 'Salt', number: 1 })];
  const one = (id: string, status: string, date: string) =>
    releaseOf({ id, status, date, tracks: [trackOf('Salt', 1)] });
  const releases = [
    one('a', 'Bootleg', '1990'),
    one('b', 'Official', '2001'),
    one('c', 'Official', '1999'),
    one('d', 'Official', ''),
  ];
  const { candidates } = rankReleases({ files, evidence: [], releases });
  expect(candidates.map(({ release }) => release.id)).toEqual(['c', 'b', 'd', 'a']);
});
