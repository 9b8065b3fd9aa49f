/** The tracks of a smart playlist: those that its query matches, in its order, as many as its limit lets in. */
import type { LimitUnit, PlaylistRule } from '../../model/playlists.ts';
import type { Connection } from '../../storage/connection.ts';
import { randomPlace } from '../query/random-order.ts';
import { TRACK_TABLES } from '../query/condition.ts';
import { compileRule, compileSort } from '../query/sql.ts';
import { scopeOf } from '../query/value-conditions.ts';
import { PlaylistConditions } from './playlist-conditions.ts';
import { rulingParts } from './playlist-rule.ts';

interface Sized {
  readonly id: number;
  readonly duration: number;
  readonly bytes: number;
}

/** How much of a limit a track takes. */
const SIZES: Readonly<Record<LimitUnit, (track: Sized) => number>> = {
  tracks: () => 1,
  minutes: ({ duration }) => duration / 60,
  megabytes: ({ bytes }) => bytes / 1_000_000,
};

/**
 * The ids, in order. A seed goes before any sorting.
 * With a limit the list ends in front of the first track that does not fit.
 * @throws QueryError
 */
export function smartTracks(connection: Connection, playlist: PlaylistRule): number[] {
  const { rule, sort, limit, seed } = rulingParts(playlist);
  const { sql, values } = compileRule(rule, new PlaylistConditions(connection), scopeOf(connection));
  const order = seed === null ? compileSort(sort) : 'track.id';
  const rows = connection
    .prepare<unknown[], Sized>(
      `SELECT track.id, track.duration, track.bytes FROM ${TRACK_TABLES} WHERE ${sql} ORDER BY ${order}`,
    )
    .iterate(...values);
  return firstThatFit(seed === null ? rows : shuffled([...rows], seed), limit);
}

function firstThatFit(tracks: Iterable<Sized>, limit: PlaylistRule['limit']): number[] {
  const ids: number[] = [];
  let taken = 0;
  for (const track of tracks) {
    if (limit !== null) {
      taken += SIZES[limit.unit](track);
      if (taken > limit.count) break;
    }
    ids.push(track.id);
  }
  return ids;
}

function shuffled(tracks: readonly Sized[], seed: number): Sized[] {
  return tracks
    .map((track) => ({ track, place: randomPlace(track.id, seed) }))
    .sort((a, b) => a.place - b.place || a.track.id - b.track.id)
    .map(({ track }) => track);
}
