/** An import up to the point where something would be written: reads the source, matches its records, plans the changes. */
import type { TrackEdit } from '../library/edits.ts';
import type { NewPlaylist } from '../library/playlists/new-playlists.ts';
import {
  FOUND_BY,
  type FoundBy,
  type ImportProgress,
  type ImportReport,
  type ImportRequest,
} from '../model/imports.ts';
import type { Connection } from '../storage/connection.ts';
import type { ImportedPlaylist, ImportedRecord, ImportedReference } from './import-record.ts';
import { folderMapOf } from './matching/folder-map.ts';
import type { Match } from './matching/match.ts';
import { matchRecords } from './matching/match-records.ts';
import { planPlaylists } from './planning/plan-playlists.ts';
import { planTracks } from './planning/plan-tracks.ts';
import { findSource } from './sources/find-source.ts';
import { readSource } from './sources/read-source.ts';

export type ImportStep = Pick<ImportProgress, 'step' | 'done' | 'total'>;

/** What the writer's thread makes one batch of. */
export interface ImportChanges {
  readonly edits: readonly TrackEdit[];
  readonly created: readonly NewPlaylist[];
  /** Ids of the playlists that they replace. */
  readonly replaced: readonly number[];
}

export interface PlannedImport {
  readonly report: ImportReport;
  readonly changes: ImportChanges;
  readonly records: readonly ImportedRecord[];
  readonly matches: ReadonlyMap<ImportedReference, Match>;
}

const STEP = 200;

/** The generator yields its progress between short steps of work. @throws ImportSourceError */
export function* planImport(
  connection: Connection,
  { source, from, maps, dryRun, overwrite }: ImportRequest,
): Generator<ImportStep, PlannedImport> {
  const folders = maps.map(folderMapOf);
  const found = findSource(source, from);
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
  const total = records.length + listed.length;

  const matching = matchRecords(connection, [...records, ...listed], folders);
  let matched = matching.next();
  for (; !matched.done; matched = matching.next()) yield { step: 'match', done: matched.value, total };
  const { matches, moves } = matched.value;

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
