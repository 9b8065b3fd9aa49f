/** The findings of checks, page by page, in words. */
import { registerUnshownEdits } from '../library/unshown-edits.ts';
import { withCode } from '../model/messages.ts';
import type { HealthItem, HealthPage } from '../model/health.ts';
import type { Connection } from '../storage/connection.ts';
import { pathText } from '../storage/path-bytes.ts';
import { readCheckedAlbums, tracksOfAlbums } from './checked-albums.ts';
import { readCheckedTracks, type CheckedTrack } from './checked-track.ts';
import { findCheck } from './check-table.ts';
import type { CollectedFinding } from './finders.ts';
import { pageOfRows, tracksOfRows } from './row-finder.ts';
import type { HealthSurvey } from './survey.ts';

export interface HealthPageRequest {
  readonly check: string;
  /** `next` of the page before; 0 for the first page. */
  readonly after: number;
  /** Findings behind `after` that are left out, for clients that jump to a place in the list. */
  readonly offset: number;
  readonly limit: number;
}

/** Tracks that a query names one by one, at most. */
const MOST_NAMED = 100;

/**
 * A page of the findings of one check, as the last survey has counted them. Findings that are gone meanwhile are left
 * out. @throws UnknownCheckError
 */
export function healthPage(connection: Connection, survey: HealthSurvey, request: HealthPageRequest): HealthPage {
  const { check, offset, limit } = request;
  const { name, finder } = findCheck(check);
  if (finder.kind === 'rows') {
    registerUnshownEdits(connection);
    return pageOfRows(connection, finder, request);
  }
  const { keys, collected, count } = survey.findings(name);
  const after = request.after + offset;
  const next = after + limit < count ? after + limit : null;
  if (finder.kind === 'library') {
    const items = collected.slice(after, after + limit).flatMap((finding) => toItem(connection, finding));
    return { items, next };
  }
  const page = keys.slice(after, after + limit);
  if (finder.kind === 'tracks') {
    const items = readCheckedTracks(connection, page).flatMap((track): HealthItem[] => {
      const message = finder.find(track);
      if (message === null) return [];
      return [
        {
          ...ofTrack(track),
          tracks: 1,
          albumId: null,
          about: '',
          message,
          ...withCode(message),
          query: `id:${track.trackId}`,
        },
      ];
    });
    return { items, next };
  }
  const items = readCheckedAlbums(connection, page).flatMap((album): HealthItem[] => {
    const message = finder.find(album);
    if (message === null) return [];
    const { id, artist, title, tracks } = album;
    const about = artist === '' ? title : `${artist}: ${title}`;
    return [
      {
        ...ofTrack(tracks[0]!),
        tracks: tracks.length,
        albumId: id,
        about,
        message,
        ...withCode(message),
        query: `albumid:${id}`,
      },
    ];
  });
  return { items, next };
}

/** The ids of the tracks that the findings of a check concern. @throws UnknownCheckError */
export function tracksOfFindings(connection: Connection, survey: HealthSurvey, check: string): number[] {
  const { name, finder } = findCheck(check);
  if (finder.kind === 'rows') {
    registerUnshownEdits(connection);
    return tracksOfRows(connection, finder);
  }
  const { keys, collected } = survey.findings(name);
  if (finder.kind === 'tracks') return [...keys];
  if (finder.kind === 'albums') return tracksOfAlbums(connection, keys);
  return [...new Set(collected.flatMap(({ tracks }) => tracks))];
}

/** Nothing for a finding whose tracks are gone. */
function toItem(connection: Connection, { about, message, tracks, spellings }: CollectedFinding): HealthItem[] {
  const first = readCheckedTracks(connection, tracks.slice(0, 1))[0];
  if (!first) return [];
  const query = tracks.length > MOST_NAMED ? null : tracks.map((id) => `id:${id}`).join(' , ');
  const names = spellings === undefined ? {} : { spellings };
  return [{ ...ofTrack(first), tracks: tracks.length, albumId: null, about, message, query, ...names }];
}

function ofTrack({ trackId, path }: CheckedTrack) {
  return { trackId, ...pathText(path), since: null };
}
