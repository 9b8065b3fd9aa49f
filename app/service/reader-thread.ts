/** A thread with a read-only connection: answers everything that is asked of the database. */
import { compareSounds, copiesOf } from '../duplicates/sound-matches.ts';
import { openReader } from '../storage/connection.ts';
import { serveThread } from '../storage/thread.ts';
import {
  countAnalysed,
  countPending,
  filesOfTracks,
  fingerprintHashes,
  pendingFiles,
  tracksOfFiles,
} from '../analysis/stored-analyses.ts';
import type { HealthCheckName } from '../model/health.ts';
import { countExported, exportPage, type ExportRequest } from '../library/export.ts';
import { healthPage, healthReport } from '../library/health.ts';
import { facets, history, historyOfTrack, scanErrors, summary, type FacetField } from '../library/reports.ts';
import type { SortTerm } from '../library/query/rule.ts';
import { MountPreviews, type MountPreviewRequest } from '../mount/preview.ts';
import { TrackReader, type ListRequest } from '../library/track-reader.ts';
import { compareStamps, countOriginals, type OriginalsRequest } from '../verify/original-stamps.ts';
import { originalPicture } from '../library/original-picture.ts';
import { refusedSaves } from '../mount/refused-saves.ts';
import { searchRebuildIsOpen } from '../library/search-rebuild.ts';
import { readSettings } from '../library/settings.ts';

export interface ReaderData {
  readonly library: string;
}

function openReaderThread({ library }: ReaderData) {
  const connection = openReader(library);
  const tracks = new TrackReader(connection);
  const previews = new MountPreviews(connection);
  const methods = {
    list: (request: ListRequest) => tracks.list(request),
    ids: ({ query, sort }: { query: string; sort?: readonly SortTerm[] }) => tracks.ids(query, sort),
    position: ({ query, sort, id }: { query: string; sort: readonly SortTerm[]; id: number }) =>
      tracks.position(query, sort, id),
    rows: ({ ids }: { ids: readonly number[] }) => tracks.rows(ids),
    tags: ({ ids }: { ids: readonly number[] }) => tracks.tags(ids),
    get: ({ id }: { id: number }) => tracks.get(id),
    media: ({ id }: { id: number }) => tracks.media(id),
    picture: ({ id, index }: { id: number; index: number }) => originalPicture(connection, id, index),
    summary: () => summary(connection, library),
    facets: ({ query, field, limit }: { query: string; field: FacetField; limit: number }) =>
      facets(connection, query, field, limit),
    history: ({ limit }: { limit: number }) => history(connection, limit),
    historyOfTrack: ({ id }: { id: number }) => historyOfTrack(connection, id),
    refusedSaves: ({ limit }: { limit: number }) => refusedSaves(connection, limit),
    settings: () => readSettings(connection),
    mountPreview: (request: MountPreviewRequest) => previews.preview(request),
    scanErrors: ({ limit }: { limit: number }) => scanErrors(connection, limit),
    healthReport: () => healthReport(connection),
    healthPage: ({ check, after, limit }: { check: HealthCheckName; after: number; limit: number }) =>
      healthPage(connection, check, after, limit),
    countExported: ({ query }: { query: string }) => countExported(connection, query),
    exportPage: (request: ExportRequest) => exportPage(connection, request),
    countOriginals: ({ query }: { query: string }) => countOriginals(connection, query),
    compareStamps: (request: OriginalsRequest) => compareStamps(connection, request),
    pendingFiles: ({ after, limit }: { after: number; limit: number }) => pendingFiles(connection, after, limit),
    countAnalysed: () => countAnalysed(connection),
    fingerprintHashes: ({ after, limit }: { after: number; limit: number }) =>
      fingerprintHashes(connection, after, limit),
    copiesOf: ({ ids }: { ids: readonly number[] }) => copiesOf(connection, ids),
    compareSounds: ({ pairs, least }: { pairs: readonly (readonly [number, number])[]; least: number }) =>
      compareSounds(connection, pairs, least),
    searchRebuildIsOpen: () => searchRebuildIsOpen(connection),
    countPending: () => countPending(connection),
    filesOfTracks: ({ ids }: { ids: readonly number[] }) => filesOfTracks(connection, ids),
    tracksOfFiles: ({ ids }: { ids: readonly number[] }) => tracksOfFiles(connection, ids),
  };
  return { methods, close: () => void connection.close() };
}

export type ReaderMethods = ReturnType<typeof openReaderThread>['methods'];

serveThread(openReaderThread);
