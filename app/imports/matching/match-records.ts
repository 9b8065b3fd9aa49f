/**
 * Matches the records of another program with the library's tracks: by place first, then by the places of folders that
 * have moved, by MusicBrainz recording, by AcoustID, and by tags and length. Each step sees only what the steps before have left.
 */
import type { FolderMove } from '../../model/imports.ts';
import type { Connection } from '../../storage/connection.ts';
import type { ImportedReference } from '../import-record.ts';
import { mapped, type FolderMap } from './folder-map.ts';
import { LibraryPlaces } from './library-places.ts';
import { matchOf, UNKNOWN, type Match } from './match.ts';
import { MovedFolders } from './moved-folders.ts';
import type { FoundSound } from './sound-matches.ts';
import { TagMatches } from './tag-matches.ts';

export interface MatchedRecords {
  /** One for each record. */
  readonly matches: ReadonlyMap<ImportedReference, Match>;
  readonly moves: readonly FolderMove[];
}

/** Records between two steps of the generator. */
const STEP = 500;

/** @param maps where a person says that folders lie now. The generator yields how many records are done */
export function* matchRecords(
  connection: Connection,
  records: readonly ImportedReference[],
  maps: readonly FolderMap[],
): Generator<number, MatchedRecords> {
  const places = new LibraryPlaces(connection);
  const matches = new Map<ImportedReference, Match>();
  let left: ImportedReference[] = [];
  const settle = function* (
    given: readonly ImportedReference[],
    find: (record: ImportedReference) => Match | null,
  ): Generator<number> {
    left = [];
    for (const [index, record] of given.entries()) {
      if (index % STEP === 0) yield matches.size;
      const match = find(record);
      if (match === null) left.push(record);
      else matches.set(record, match);
    }
  };

  yield* settle(records, ({ path, copies }) => {
    if (path === null) return null;
    const found = [path, ...copies].map((one) => places.trackAt(mapped(one, maps))).find((id) => id !== null);
    return found === undefined ? null : { by: 'path', trackId: found! };
  });

  const folders = new MovedFolders(connection);
  for (const _ of folders.discover(left)) yield matches.size;
  yield* settle(left, (record) => matchOf('moved', folders.tracksOf(record)));

  const tags = new TagMatches(connection);
  const recordings = new Set(left.flatMap(({ recordingId }) => recordingId?.toLowerCase() ?? []));
  const acoustids = new Set(left.flatMap(({ acoustidId }) => acoustidId?.toLowerCase() ?? []));
  for (const _ of tags.findRecordings(recordings, acoustids)) yield matches.size;
  yield* settle(
    left,
    (record) =>
      matchOf('musicbrainz', tags.byRecording(record)) ??
      matchOf('acoustid', tags.byAcoustid(record)) ??
      matchOf('tags', tags.byTags(record)) ??
      UNKNOWN,
  );
  return { matches, moves: folders.moves };
}

/** The same matches with those of records that only their sound has told. What was ambiguous is told among what fitted. */
export function withSounds(
  matches: ReadonlyMap<ImportedReference, Match>,
  records: readonly ImportedReference[],
  sounds: readonly FoundSound[],
): ReadonlyMap<ImportedReference, Match> {
  const all = new Map(matches);
  for (const { index, ids } of sounds) {
    const record = records[index]!;
    const before = all.get(record)!;
    if (before.by !== null) continue;
    const fitting = ids.filter((id) => before.candidates.includes(id));
    const match = matchOf('sound', fitting.length > 0 ? fitting : ids);
    if (match) all.set(record, match);
  }
  return all;
}
