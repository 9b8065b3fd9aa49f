/** For tests of commands: rows as the service gives them. */
import type { AlbumRow } from '../../../app/model/albums.ts';
import { IMPORTED_VALUES, type ImportReport } from '../../../app/model/imports.ts';
import type { LibrarySummary } from '../../../app/model/library.ts';
import type { JobProgress } from '../../../app/model/jobs.ts';
import type { TrackRow } from '../../../app/model/tracks.ts';

export function trackRow(id: number, more: Partial<TrackRow> = {}): TrackRow {
  return {
    id,
    title: `Title ${id}`,
    artist: 'Artist',
    album: 'Album',
    albumArtist: 'Various',
    genre: 'Folk',
    year: 1999,
    trackNumber: 3,
    discNumber: 1,
    duration: 187.4,
    kind: 'FLAC',
    lossless: true,
    bitrate: 900_000,
    fileName: `${id}.flac`,
    editedFields: [],
    rating: null,
    favourite: false,
    plays: 0,
    skips: 0,
    lastPlayed: null,
    art: null,
    error: null,
    missing: false,
    aside: null,
    ...more,
  };
}

export function albumRow(id: number, more: Partial<AlbumRow> = {}): AlbumRow {
  return {
    id,
    title: `Album ${id}`,
    artist: 'Artist',
    various: false,
    year: 1999,
    genre: 'Folk',
    kind: 'FLAC',
    type: '',
    tracks: 12,
    discs: 1,
    duration: 2400,
    bytes: 1000,
    state: 'complete',
    missing: 0,
    addedAt: 1,
    art: null,
    release: null,
    ...more,
  };
}

export function summaryOf(more: Partial<LibrarySummary> = {}): LibrarySummary {
  return {
    library: '/library',
    folders: [{ id: 1, path: '/music' }],
    tracks: 12,
    albums: 3,
    artists: 2,
    duration: 3725,
    bytes: 1_234_000,
    errors: 0,
    missing: 0,
    hidden: 0,
    trashed: 0,
    editedTracks: 1,
    analysed: 10,
    tooShort: 0,
    analysisFailed: 0,
    ...more,
  };
}

export function jobOf(job: JobProgress['job'], more: Partial<JobProgress> = {}): JobProgress {
  return { job, state: 'idle', done: 0, total: null, failed: 0, rate: 0, timeLeft: null, message: null, ...more };
}

/** The report of an import of beets that found nothing. */
export function reportOfImport(more: Partial<ImportReport> = {}): ImportReport {
  const none = { inSource: 0, found: 0, changed: 0, kept: 0 };
  return {
    kind: 'beets',
    path: '/x/library.db',
    dryRun: false,
    records: 0,
    found: { path: 0, moved: 0, acoustid: 0, sound: 0, musicbrainz: 0, tags: 0 },
    notFound: { ambiguous: 0, unknown: 0 },
    moves: [],
    values: Object.fromEntries(IMPORTED_VALUES.map((value) => [value, none])) as ImportReport['values'],
    playlists: [],
    tracks: 0,
    batch: null,
    ...more,
  };
}
