/**
 * Every check, in the order in which help, reports and the page list them.
 *
 * To add a check: write a file in `checks` with a `HealthCheck`, and add a row here. Its finder is SQL (`fileFinder`; with
 * the table `analysis` joined for what the analysis has stored: see `checks/unanalysed.ts`), or looks at tracks, at albums,
 * or at the library as a whole (`finders.ts`).
 */
import { nearest } from '../library/query/nearest.ts';
import type { HealthCheck } from './check.ts';
import { changed } from './checks/changed.ts';
import { noAlbumArtist } from './checks/album-artist.ts';
import { decomposed, garbled, oddCharacters } from './checks/changed-text.ts';
import { noCover, partCover, severalCovers } from './checks/covers.ts';
import { gaps } from './checks/gaps.ts';
import { albumArtist, albumDiscTotal, albumGenre, albumYear } from './checks/inconsistent-fields.ts';
import { noAlbum, noGenre, noNumber, noYear } from './checks/missing-fields.ts';
import { nameClashes } from './checks/name-clashes.ts';
import { albumArtistVariants, artistVariants, composerVariants, genreVariants } from './checks/name-variants.ts';
import { rotten } from './checks/rotten.ts';
import { splitAlbums } from './checks/split-albums.ts';
import { titleNumbers } from './checks/title-numbers.ts';
import { truncated } from './checks/truncated.ts';
import { wrongExtension } from './checks/wrong-extension.ts';
import { wrongTotals } from './checks/wrong-totals.ts';
import { damaged } from './checks/damaged.ts';
import { missing } from './checks/missing.ts';
import { refused } from './checks/refused.ts';
import { soundChecks } from './checks/sound.ts';
import { unanalysed } from './checks/unanalysed.ts';
import { unreadable } from './checks/unreadable.ts';
import { unshown } from './checks/unshown.ts';
import { untagged } from './checks/untagged.ts';

export const CHECKS: readonly HealthCheck[] = [
  // Files
  unreadable,
  damaged,
  missing,
  wrongExtension,
  nameClashes,
  // The mount
  changed,
  unshown,
  refused,
  // The sound
  rotten,
  unanalysed,
  truncated,
  ...soundChecks,
  // Tags
  untagged,
  garbled,
  titleNumbers,
  oddCharacters,
  decomposed,
  noAlbum,
  noNumber,
  noYear,
  noGenre,
  // Albums
  splitAlbums,
  noAlbumArtist,
  albumArtist,
  albumYear,
  albumGenre,
  albumDiscTotal,
  wrongTotals,
  gaps,
  // Names
  artistVariants,
  albumArtistVariants,
  genreVariants,
  composerVariants,
  // Covers
  noCover,
  partCover,
  severalCovers,
];

const byName = new Map(CHECKS.map((check) => [check.name, check]));

/** There is no check of this name. */
export class UnknownCheckError extends Error {
  readonly code = 'UNKNOWN_CHECK';
  constructor(name: string) {
    const near = nearest(name, [...byName.keys()]);
    const hint = near === null ? '; descant health --json names them all' : `; did you mean ${near}?`;
    super(`there is no check "${name}"${hint}`);
    this.name = 'UnknownCheckError';
  }
}

/** @throws UnknownCheckError */
export function findCheck(name: string): HealthCheck {
  const check = byName.get(name.toLowerCase());
  if (!check) throw new UnknownCheckError(name);
  return check;
}
