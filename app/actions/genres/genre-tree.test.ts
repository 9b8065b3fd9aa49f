import { expect, it } from 'vitest';
import { allGenres, ancestors, canonicalGenre } from './genre-tree.ts';

it.each([
  ['hiphop', 'Hip-Hop'],
  ['HIP HOP', 'Hip-Hop'],
  ['Rap', 'Hip-Hop'],
  ['rnb', 'R&B'],
  ["R'n'B", 'R&B'],
  ['Rhythm and Blues', 'R&B'],
  ['drum and bass', 'Drum & Bass'],
  ['DnB', 'Drum & Bass'],
  ['Synthpop', 'Synth-Pop'],
  ['Rock N Roll', 'Rock & Roll'],
  ['klassik', 'Classical'],
  ['Rai', 'Raï'],
  ['Folk, World, & Country', 'Folk, World & Country'],
  ['Heavy Metal', 'Heavy Metal'],
  ['post punk', 'Post-Punk'],
])('writes %s as %s', (text, name) => {
  expect(canonicalGenre(text)).toBe(name);
});

it.each(['Zydecore', '', '&', 'constructor'])('does not know "%s"', (text) => {
  expect(canonicalGenre(text)).toBeNull();
});

it('knows of what a genre is a kind', () => {
  expect(ancestors('Deathcore')).toEqual(['Metalcore', 'Metal']);
  expect(ancestors('Metal')).toEqual([]);
  expect(ancestors('Zydecore')).toEqual([]);
});

it('has each genre once, under names that mean it', () => {
  const names = allGenres().map(({ name }) => name);
  expect(names.length).toBeGreaterThan(250);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  for (const { name, parent } of allGenres()) {
    expect(canonicalGenre(name)).toBe(name);
    if (parent !== null) expect(canonicalGenre(parent)).toBe(parent);
  }
});
