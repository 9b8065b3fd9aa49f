/** For tests of commands: rows as the service gives them. */
import type { AlbumRow } from '../../../app/model/albums.ts';
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
