/**
 * Merges and splits of recordings by a person: batches of the history, which undo takes back. The tracks that are
 * concerned are held where the person has put them.
 */
import { EditHistory, type Author } from '../library/edit-history.ts';
import { NotFoundError } from '../library/not-found.ts';
import { RECORDING_FIELD } from '../library/recording-changes.ts';
import type { Alike, MbidEdit, RecordingEdit } from '../model/recordings.ts';
import type { Connection } from '../storage/connection.ts';
import { findRecording, recordingDetail } from './recording-list.ts';
import { RecordingWriter } from './recording-writer.ts';

/** Tracks that cannot be split off. */
export class SplitError extends Error {
  readonly code = 'BAD_SPLIT';
  constructor(message: string) {
    super(message);
    this.name = 'SplitError';
  }
}

interface EditRequest {
  readonly author: Author;
  /** Says what would change, and changes nothing. */
  readonly dryRun: boolean;
}

export interface MergeRequest extends EditRequest {
  /** Ids or gids. */
  readonly recordings: readonly string[];
}

export interface SplitRequest extends EditRequest {
  readonly tracks: readonly number[];
}

export interface MbidRequest extends EditRequest {
  /** Id or gid. */
  readonly recording: string;
  readonly mbid: string;
  readonly disabled: boolean;
}

/**
 * Makes recordings one; the oldest stays, and the gids of the others lead to it.
 * @throws NotFoundError
 */
export function mergeRecordings(connection: Connection, { recordings, author, dryRun }: MergeRequest): RecordingEdit {
  return connection.transaction((): RecordingEdit => {
    const writer = new RecordingWriter(connection);
    const { tree } = writer;
    const roots = [...new Set(recordings.map((named) => findRecording(tree, named)))].sort((a, b) => a - b);
    const [oldest, ...others] = roots;
    const gid = tree.gidOf(oldest!);
    const from = others.map((id) => tree.gidOf(id));
    const tracks = others.flatMap((id) => writer.tracksOf(id));
    const alike = bestMatch(connection, writer.tracksOf(oldest!), tracks);
    const evidence = evidenceOf(alike);
    const edit = { batch: null, id: oldest!, gid, from, tracks, evidence, alike };
    if (dryRun || others.length === 0) return edit;
    const before = tracks.map((id) => [id, tree.gidOf(writer.placeOf(id)!.recording)] as const);
    const at = Date.now();
    const history = new EditHistory(connection);
    const batch = history.begin({ author, at, note: 'recordings merged', undoes: null });
    noteTracks(history, batch, before, gid);
    const context = { batch, at, note: `merged by ${author.name}: ${evidence}` };
    for (const root of roots) writer.hold(root, context);
    writer.merge(roots, context);
    return { ...edit, batch };
  })();
}

/**
 * Puts tracks of one recording into a new one, where the background leaves them.
 * @throws SplitError
 */
export function splitRecording(connection: Connection, { tracks: asked, author, dryRun }: SplitRequest): RecordingEdit {
  return connection.transaction((): RecordingEdit => {
    const writer = new RecordingWriter(connection);
    const tracks = [...new Set(asked)].sort((a, b) => a - b);
    const from = commonRecording(writer, tracks);
    const gid = writer.tree.gidOf(from);
    const others = writer.tracksOf(from).filter((id) => !tracks.includes(id));
    if (others.length === 0) {
      throw new SplitError(`recording ${from} has no other tracks: name those that are to be another recording`);
    }
    const alike = bestMatch(connection, others, tracks);
    const evidence = evidenceOf(alike);
    if (dryRun) return { batch: null, id: null, gid: null, from: [gid], tracks, evidence, alike };
    const at = Date.now();
    const history = new EditHistory(connection);
    const batch = history.begin({ author, at, note: 'recording split', undoes: null });
    const context = { batch, at, note: `split by ${author.name}: ${evidence}` };
    writer.hold(from, context);
    const made = writer.split(tracks, from, context);
    const madeGid = writer.tree.gidOf(made);
    noteTracks(
      history,
      batch,
      tracks.map((id) => [id, gid]),
      madeGid,
    );
    return { batch, id: made, gid: madeGid, from: [gid], tracks, evidence, alike };
  })();
}

/**
 * Says that a MusicBrainz id does not belong to a recording, whatever programs submit, or takes that back.
 * @throws NotFoundError
 */
export function disableMbid(
  connection: Connection,
  { recording, mbid, disabled, author, dryRun }: MbidRequest,
): MbidEdit {
  return connection.transaction((): MbidEdit => {
    const writer = new RecordingWriter(connection);
    const root = findRecording(writer.tree, recording);
    const gid = writer.tree.gidOf(root);
    const known = recordingDetail(connection, gid).mbids.find((one) => one.mbid === mbid.toLowerCase());
    if (known === undefined) throw new NotFoundError(`recording ${recording} has no MusicBrainz id ${mbid}`);
    const edit = { batch: null, gid, mbid: known.mbid, disabled };
    if (dryRun || known.disabled === disabled) return edit;
    const at = Date.now();
    const note = `MusicBrainz id ${known.mbid} ${disabled ? 'disabled' : 'enabled'}`;
    const batch = new EditHistory(connection).begin({ author, at, note, undoes: null });
    writer.disableMbid(root, known.mbid, disabled, { batch, at, note: `${note} by ${author.name}` });
    return { ...edit, batch };
  })();
}

/** The recording that all these tracks belong to. @throws SplitError */
function commonRecording(writer: RecordingWriter, tracks: readonly number[]): number {
  const places = tracks.map((id) => {
    const place = writer.placeOf(id);
    if (place === null) throw new SplitError(`track ${id} has no recording: it is not there, or not analysed yet`);
    return place.recording;
  });
  const other = places.findIndex((recording) => recording !== places[0]);
  if (other !== -1) {
    throw new SplitError(`tracks ${tracks[0]} and ${tracks[other]} belong to different recordings already`);
  }
  return places[0]!;
}

/** The change as the history of the tracks shows it. `recording_change` has what an undo needs. */
function noteTracks(
  history: EditHistory,
  batch: number,
  before: readonly (readonly [track: number, gid: string])[],
  after: string,
): void {
  const changes = before.map(([trackId, gid]) => ({
    trackId,
    field: RECORDING_FIELD,
    before: [gid],
    after: [after],
    beforeIsOverride: false,
    afterIsOverride: false,
  }));
  history.append(batch, changes);
}

/** The best comparison between these tracks and those; null where none has found them alike. */
function bestMatch(connection: Connection, some: readonly number[], others: readonly number[]): Alike | null {
  const best = connection
    .prepare<{ some: string; others: string }, { one: number; other: number; kind: Alike['kind']; score: number }>(`
      SELECT one.id AS one, other.id AS other, sound_match.kind, score
      FROM sound_match JOIN track AS one ON one.file_id = sound_match.file_id JOIN track AS other ON other.file_id = other_id
      WHERE one.id IN (SELECT value FROM json_each(@some)) AND other.id IN (SELECT value FROM json_each(@others))
        OR one.id IN (SELECT value FROM json_each(@others)) AND other.id IN (SELECT value FROM json_each(@some))
      ORDER BY score DESC LIMIT 1`)
    .get({ some: JSON.stringify(some), others: JSON.stringify(others) });
  return best === undefined ? null : { kind: best.kind, tracks: [best.one, best.other], score: best.score };
}

/** The same in words, for the log and the command line. */
function evidenceOf(best: Alike | null): string {
  if (best === null) return 'no comparison has found their tracks alike';
  const {
    tracks: [one, other],
    kind,
    score,
  } = best;
  const words = kind === 'part' ? `track ${one} is a part of track ${other}` : `tracks ${one} and ${other} are alike`;
  return `${words}, score ${score.toFixed(2)}`;
}
