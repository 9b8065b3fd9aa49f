/** Opens the plan of a fix, on the tracks of the findings of its check. */
import type { OpenedPlan, OpenPlans } from '../actions/open-plans.ts';
import type { TrackReader } from '../library/track-reader.ts';
import type { Connection } from '../storage/connection.ts';
import { tracksOfAlbums } from './checked-albums.ts';
import type { AlbumOfTrack } from './checked-track.ts';
import { findCheck } from './check-table.ts';
import { FixError } from './fix.ts';
import { tracksOfFindings } from './health-pages.ts';
import type { HealthSurvey } from './survey.ts';

export interface FixRequest {
  readonly check: string;
  /** Only findings with a track that the query finds; empty for all. */
  readonly query: string;
  /** Only the findings about this, as a page of findings names it; null for all. */
  readonly about: string | null;
  /** What to set instead of what the fix would take; null for that. */
  readonly to: string | null;
  /** Whether somebody has seen the changes, or only wants to see them. */
  readonly isSeen: boolean;
}

export interface FixTools {
  readonly connection: Connection;
  readonly survey: HealthSurvey;
  readonly tracks: TrackReader;
  readonly plans: OpenPlans;
}

/** @throws UnknownCheckError, QueryError, FixError */
export function openFix({ connection, survey, tracks, plans }: FixTools, request: FixRequest): OpenedPlan {
  const { to, query, about } = request;
  const { name, fix, words } = findCheck(request.check);
  if (fix === undefined) throw new FixError('NO_FIX', `descant cannot mend "${name}" by itself: ${words.advice}`);
  if (to !== null && !fix.takesValue) throw new FixError('BAD_ACTION', `the fix of "${name}" takes no value`);
  if (fix.guess !== null && to === null && !request.isSeen) {
    throw new FixError(
      'GUESSES',
      `the fix of "${name}" guesses: ${fix.guess}; look at a preview, and apply what that shows`,
    );
  }
  const wanted = survey.findings(name).collected.filter((one) => about === null || one.about === about);
  const found =
    about === null
      ? tracksOfFindings(connection, survey, name)
      : [...new Set(wanted.flatMap((finding) => finding.tracks))];
  const chosen = query.trim() === '' ? found : tracks.matching(query, found);
  const isChosen = new Set(chosen);
  const collected = wanted.filter((one) => one.tracks.some((id) => isChosen.has(id)));
  if (to !== null && collected.length > 1) {
    const names = collected.map(({ about }) => about);
    throw new FixError(
      'BAD_ACTION',
      `"${to}" can stand for one name only; choose one by a query: ${names.slice(0, 5).join(', ')} …`,
    );
  }
  const albums = fix.isOfAlbums ? albumsOf(connection, chosen) : new Map<number, AlbumOfTrack>();
  const ids = fix.isOfAlbums ? wholeAlbums(connection, chosen, albums) : chosen;
  const prepared = fix.prepare({ collected, to, albums: fix.isOfAlbums ? albumsOf(connection, ids) : albums });
  return plans.openPrepared([{ action: name, prepared }], ids);
}

/** Albums whole, and tracks without an album. */
function wholeAlbums(
  connection: Connection,
  chosen: readonly number[],
  albums: ReadonlyMap<number, AlbumOfTrack>,
): number[] {
  const numbers = new Set([...albums.values()].map(({ id }) => id));
  return [...tracksOfAlbums(connection, [...numbers]), ...chosen.filter((id) => !albums.has(id))];
}

function albumsOf(connection: Connection, ids: readonly number[]): Map<number, AlbumOfTrack> {
  const rows = connection
    .prepare<[string], { track: number; id: number; title: string; artist: string; various: number }>(`
      SELECT track_id AS track, album.id, album.title, album.artist, album.various
      FROM album_track JOIN album ON album.id = album_id WHERE track_id IN (SELECT value FROM json_each(?))`)
    .all(JSON.stringify(ids));
  return new Map(rows.map(({ track, various, ...album }) => [track, { ...album, isVarious: various === 1 }]));
}
