/** An import up to the point where something would be written: reads the source, matches its records, plans the changes. */
import type { TrackEdit } from '../library/edits.ts';
import type { NewPlaylist } from '../library/playlists/new-playlists.ts';
import {
  FOUND_BY,
  type FolderMove,
  type FoundBy,
  type ImportProgress,
  type ImportReport,
  type ImportRequest,
} from '../model/imports.ts';
import type { Connection } from '../storage/connection.ts';
import type { ImportedPlaylist, ImportedRecord, ImportedReference } from './import-record.ts';
import { folderMapOf, mapped } from './matching/folder-map.ts';
import type { Match } from './matching/match.ts';
import { matchRecords, withSounds } from './matching/match-records.ts';
import type { FoundSound, WantedSound } from './matching/sound-matches.ts';
import { planPlaylists } from './planning/plan-playlists.ts';
import { planTracks } from './planning/plan-tracks.ts';
import { findSource, type FoundSource } from './sources/find-source.ts';
import { readSource } from './sources/read-source.ts';

export type ImportStep = Pick<ImportProgress, 'step' | 'done' | 'total'>;

/** What the writer's thread makes one batch of. */
export interface ImportChanges {
  readonly edits: readonly TrackEdit[];
  readonly created: readonly NewPlaylist[];
  /** Ids of the playlists that they replace. */
  readonly replaced: readonly number[];
}

/** What is known before records are told by their sound. */
export interface MatchedImport {
  readonly request: ImportRequest;
  readonly found: FoundSource;
  /** Tells this library of the program from others; empty where the source has no id. */
  readonly libraryId: string;
  readonly records: readonly ImportedRecord[];
  readonly playlists: readonly ImportedPlaylist[];
  /** The records, and the items of playlists that are none of them. */
  readonly references: readonly ImportedReference[];
  readonly matches: ReadonlyMap<ImportedReference, Match>;
  readonly moves: readonly FolderMove[];
}

export interface PlannedImport {
  readonly report: ImportReport;
  readonly changes: ImportChanges;
  readonly records: readonly ImportedRecord[];
  readonly matches: ReadonlyMap<ImportedReference, Match>;
}

const STEP = 200;

/** Reads and matches. The generator yields its progress between short steps of work. @throws ImportSourceError */
export function* matchImport(connection: Connection, request: ImportRequest): Generator<ImportStep, MatchedImport> {
  const folders = request.maps.map(folderMapOf);
  const found = findSource(request.source, request.from);
  const records: ImportedRecord[] = [];
  const playlists: ImportedPlaylist[] = [];
  let libraryId = '';
  for (const item of readSource(found)) {
    if (item.type === 'track') records.push(item.record);
    else if (item.type === 'playlist') playlists.push(item.playlist);
    else libraryId = item.id;
    if (records.length % STEP === 0) yield { step: 'read', done: records.length, total: null };
  }
  const known = new Set<ImportedReference>(records);
  const listed = playlists.flatMap(({ items }) => items).filter((item) => !known.has(item));
  const references = [...records, ...listed];

  const matching = matchRecords(connection, references, folders);
  let matched = matching.next();
  for (; !matched.done; matched = matching.next()) {
    yield { step: 'match', done: matched.value, total: references.length };
  }
  return { request, found, libraryId, records, playlists, references, ...matched.value };
}

/** The records that nothing has told yet, and that have a file or a fingerprint. */
export function wantedSounds({ request, references, matches }: MatchedImport): WantedSound[] {
  const folders = request.maps.map(folderMapOf);
  return references.flatMap((record, index) => {
    const { path, copies, fingerprint, length } = record;
    if (matches.get(record)!.by !== null || (path === null && fingerprint === null)) return [];
    const places = path === null ? [] : [path, ...copies].flatMap((one) => [mapped(one, folders), one]);
    const paths = [...new Map(places.map((place) => [place.toString('latin1'), place])).values()];
    return [{ index, paths, fingerprint, length }];
  });
}

/** Plans what to change, in short steps of work as `matchImport`. */
export function* planImport(
  connection: Connection,
  { request, found, libraryId, records, playlists, references, matches: told, moves }: MatchedImport,
  sounds: readonly FoundSound[],
): Generator<ImportStep, PlannedImport> {
  const { dryRun, overwrite } = request;
  const matches = withSounds(told, references, sounds);
  const total = references.length;
  const counter = libraryId === '' ? found.kind : `${found.kind} ${libraryId}`;
  const planning = planTracks(connection, records, matches, counter, overwrite);
  let plan = planning.next();
  for (; !plan.done; plan = planning.next()) yield { step: 'match', done: total, total };
  const { edits, values } = plan.value;

  const { created, replaced, results } = planPlaylists(connection, playlists, matches, overwrite);

  const report: ImportReport = {
    kind: found.kind,
    path: found.path,
    dryRun,
    records: records.length,
    ...countMatches(records, matches),
    moves,
    values,
    playlists: results,
    tracks: edits.length,
    batch: null,
  };
  return { report, changes: { edits, created, replaced }, records, matches };
}

function countMatches(
  records: readonly ImportedRecord[],
  matches: ReadonlyMap<ImportedReference, Match>,
): Pick<ImportReport, 'found' | 'notFound'> {
  const found = Object.fromEntries(FOUND_BY.map((by) => [by, 0])) as Record<FoundBy, number>;
  const notFound = { ambiguous: 0, unknown: 0 };
  for (const record of records) {
    const match = matches.get(record)!;
    if (match.by === null) notFound[match.reason]++;
    else found[match.by]++;
  }
  return { found, notFound };
}
