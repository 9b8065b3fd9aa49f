/**
 * The one place through which every change of a track's tags goes. A change becomes a batch in the history, in the
 * same transaction as the change itself: after a crash either all of it is there or nothing.
 *
 * What the file says is never lost: an edit is an override laid over it. Setting a field to what the file says
 * removes the override. Undo and redo bring back states of overrides, not values, and leave every field alone that
 * something else has changed since.
 */
import type { EditResult, UndoResult } from '../model/history.ts';
import type { Connection } from '../storage/connection.ts';
import { checkedValues } from './check-values.ts';
import { CompactedBatches } from './compact-history.ts';
import { inForce, isEmpty, reverseOfTrack, sizeOfDiff, type OverrideChange } from './edit-diff.ts';
import { EditHistory, type Author, type NewBatch, type RecordedChange } from './edit-history.ts';
import { EditedTracks, type EditProgress } from './edited-tracks.ts';
import type { EffectiveTrack } from './effective-track.ts';
import {
  changesTo,
  changesToFile,
  MAX_REPORTED_CHANGES,
  recorded,
  report,
  withoutFilePictures,
  type FieldChanges,
  type PlannedTrack,
} from './planned-edit.ts';
import { NotFoundError } from './not-found.ts';
import { addedPlays, turnedPlays } from './planned-plays.ts';
import { DeclarationChanges } from './declaration-changes.ts';
import { RecordingChanges } from './recording-changes.ts';
import { PlaylistChanges, type PlaylistDiff } from './playlists/playlist-changes.ts';
import { Plays, type NewPlay, type PlayTotal } from './plays.ts';
import { FILE_FIELD, TrackMoves, type TrackMove } from './track-moves.ts';
import type { TrackWriter } from './track-writer.ts';

/** What an edit wants of one track. */
export interface TrackEdit {
  readonly id: number;
  readonly changes: FieldChanges;
  /** How often other programs say that it was played and skipped. */
  readonly plays?: readonly PlayTotal[];
}

/** What is wanted of a track and how its overrides change by it. */
interface Wanted {
  readonly changes: ReadonlyMap<string, OverrideChange>;
  readonly plays: readonly NewPlay[];
}

export class Edits {
  readonly #connection: Connection;
  readonly #tracks: EditedTracks;
  readonly #history: EditHistory;
  readonly #moves: TrackMoves;
  readonly #declarations: DeclarationChanges;
  readonly #playlists: PlaylistChanges;
  readonly #recordings: RecordingChanges;
  readonly #plays: Plays;
  readonly #compacted: CompactedBatches;

  /** @param progress also called with all tracks when a reported batch has ended, however it has */
  constructor(connection: Connection, tracks: TrackWriter, progress: EditProgress = () => {}) {
    this.#connection = connection;
    this.#tracks = new EditedTracks(connection, tracks, progress);
    this.#history = new EditHistory(connection);
    this.#moves = new TrackMoves(connection, tracks);
    this.#playlists = new PlaylistChanges(connection);
    this.#recordings = new RecordingChanges(connection);
    this.#declarations = new DeclarationChanges(connection);
    this.#plays = new Plays(connection);
    this.#compacted = new CompactedBatches(connection);
  }

  /**
   * Gives `ids` the same new values, as one batch.
   * @param options.dryRun says what would change and changes nothing
   * @returns `batch: null` when everything is as asked already
   * @throws NotFoundError when one of the tracks does not exist; nothing is changed then
   * @throws FieldValueError when a person gives a typed field a value that it cannot take; nothing is changed then
   */
  apply(
    ids: readonly number[],
    changes: FieldChanges,
    author: Author,
    { note = '', dryRun = false }: { note?: string; dryRun?: boolean } = {},
  ): EditResult {
    const checked = checkedFor(author, changes);
    return this.#edit([...new Set(ids)], (_, track) => onlyChanges(changesTo(track, checked)), author, note, dryRun);
  }

  /** Like `apply`, with different changes for each track, and plays. Of several changes of one field the last holds. */
  applyEach(
    edits: readonly TrackEdit[],
    author: Author,
    { note = '', dryRun = false }: { note?: string; dryRun?: boolean } = {},
  ): EditResult {
    const wanted = new Map<number, TrackEdit>();
    for (const edit of edits) {
      const before = wanted.get(edit.id);
      wanted.set(edit.id, before ? both(before, edit) : edit);
    }
    const wantedOf = (id: number, track: EffectiveTrack): Wanted => {
      const { changes, plays = [] } = wanted.get(id)!;
      return { changes: changesTo(track, checkedFor(author, changes)), plays: this.#plays.missing(id, plays) };
    };
    return this.#edit([...wanted.keys()], wantedOf, author, note, dryRun);
  }

  /**
   * Gives each track changes of its own, as one batch, without holding all of them.
   * @param ids each once
   * @param changesOf called once for each track, in their order
   */
  applyInOrder(
    ids: readonly number[],
    changesOf: (id: number) => FieldChanges,
    author: Author,
    note: string,
  ): EditResult {
    const wantedOf = (id: number, track: EffectiveTrack): Wanted =>
      onlyChanges(changesTo(track, checkedFor(author, changesOf(id))));
    return this.#edit(ids, wantedOf, author, note, false);
  }

  /** Takes edits of these fields back to what the file says; of all edited fields when `fields` is null. */
  revert(ids: readonly number[], fields: readonly string[] | null, author: Author): EditResult {
    const wantedOf = (_: number, track: EffectiveTrack): Wanted => onlyChanges(changesToFile(track, fields));
    return this.#edit([...new Set(ids)], wantedOf, author, 'back to what the file says', false);
  }

  /**
   * Moves tracks to other files with the same recording, as one batch: see `track-moves.ts`. Tracks and files that are
   * not there any more are left out. Edits that name pictures of the old file do not hold for the new one: they go.
   */
  move(moves: readonly { readonly id: number; readonly fileId: number }[], author: Author, note: string): EditResult {
    return this.#connection.transaction((): EditResult => {
      const at = Date.now();
      const made: TrackMove[] = [];
      for (const { id, fileId } of moves) {
        const move = this.#moves.plan(id, fileId);
        if (!move) continue;
        this.#moves.make(move, at);
        made.push(move);
      }
      if (made.length === 0) return { batch: null, tracks: 0, changes: [] };
      const batch = this.#begin({ author, at, note, undoes: null }, made);
      // Read after the last move, which may have given a track that moved another file again.
      const moved = [...new Set(made.map(({ trackId }) => trackId))];
      const pages = this.#plan(moved, (_, { overrides }) => onlyChanges(withoutFilePictures(overrides)));
      const listed: PlannedTrack[] = [];
      this.#tracks.write(pages, moved.length, at, (page) => {
        this.#history.append(batch, page.flatMap(recorded));
        listed.push(...page);
      });
      return { batch, tracks: moved.length, changes: report(listed, batch, author, at) };
    })();
  }

  /**
   * Undoes a batch; when `batch` is null the last plain edit of which something is in force. A field that something
   * else has changed since is left alone and reported as skipped.
   * @returns `batch: null` when all fields were skipped: the batch is not undone then, and can be undone later
   * A batch that a compaction has taken values from is passed over, or refused where it is named.
   * @throws NotFoundError when there is no such batch, or nothing to undo; CompactedError
   */
  undo(batch: number | null, author: Author): UndoResult {
    return this.#connection.transaction(() => (batch === null ? this.#undoLast(author) : this.#undo(batch, author)))();
  }

  /**
   * Brings back the batch that was undone last, as long as no other edit has followed. Undos of which nothing is in
   * force are passed over.
   * @throws NotFoundError when there is nothing to redo
   */
  redo(author: Author): UndoResult {
    return this.#connection.transaction(() => this.#redoLast(author))();
  }

  #undo(batch: number, author: Author): UndoResult {
    const target = this.#history.find(batch);
    if (!target) throw new NotFoundError(`there is no edit batch ${batch}`);
    if (target.undoneBy !== null) throw new NotFoundError(`edit batch ${batch} has been undone already`);
    this.#compacted.require(batch);
    return this.#takeBack(batch, author, 'undo');
  }

  #undoLast(author: Author): UndoResult {
    for (let batch = this.#history.editBefore(Infinity); batch !== null; batch = this.#history.editBefore(batch)) {
      if (this.#compacted.has(batch)) continue;
      const result = this.#takeBack(batch, author, 'undo');
      if (result.batch !== null) return result;
    }
    throw new NotFoundError('there is nothing to undo');
  }

  #redoLast(author: Author): UndoResult {
    for (let undo = this.#history.undoBefore(Infinity); undo !== null; undo = this.#history.undoBefore(undo)) {
      if (this.#compacted.has(undo)) continue;
      const result = this.#takeBack(undo, author, 'redo');
      if (result.batch !== null) return result;
    }
    throw new NotFoundError('there is nothing to redo');
  }

  #takeBack(batch: number, author: Author, note: string): UndoResult {
    const diff = this.#history.diff(batch);
    const { held, overtaken } = inForce(diff, this.#tracks.overridesInOrder([...diff.keys()]));
    const skipped = overtaken.map(({ trackId, field }) => ({ trackId, field }));
    const at = Date.now();
    const back: TrackMove[] = [];
    for (const made of this.#moves.ofBatch(batch).toReversed()) {
      const move = this.#moves.back(made);
      if (!move) {
        skipped.push({ trackId: made.trackId, field: FILE_FIELD });
        continue;
      }
      this.#moves.make(move, at);
      back.push(move);
    }
    const { overtaken: changedSince, ...lists } = this.#playlists.takeBack(batch, at);
    const inLists = sizeOf(lists);
    const declared = this.#declarations.takeBack(batch);
    const recordings = this.#recordings.takeBack(batch);
    const skippedInLists = sizeOf(changedSince) > 0 ? { skippedInPlaylists: sizeOf(changedSince) } : {};
    const origin = this.#history.origin(batch);
    const counted = turnedPlays(this.#plays, { id: origin.id, isUndone: origin.undoneBy !== null });
    const others = back.length + inLists + declared.length + recordings.length + counted.length;
    if (isEmpty(held) && others === 0) {
      return { batch: null, undid: batch, restored: 0, skipped, ...skippedInLists };
    }
    const undo = this.#begin({ author, at, note, undoes: batch }, back);
    const pages = this.#plan([...held.keys()], (id) => onlyChanges(reverseOfTrack(held.get(id)!)));
    this.#tracks.write(pages, held.size, at, (page) => this.#history.append(undo, page.flatMap(recorded)));
    this.#history.append(undo, counted);
    this.#playlists.append(undo, lists);
    this.#declarations.append(undo, declared);
    this.#recordings.append(undo, recordings, at);
    this.#history.markUndone(batch);
    for (const { trackId } of counted) this.#plays.recount(trackId);
    return { batch: undo, undid: batch, restored: sizeOfDiff(held) + others, skipped, ...skippedInLists };
  }

  /** @param wantedOf what is wanted of a track */
  #edit(
    ids: readonly number[],
    wantedOf: (id: number, track: EffectiveTrack) => Wanted,
    author: Author,
    note: string,
    dryRun: boolean,
  ): EditResult {
    return this.#connection.transaction((): EditResult => {
      const at = Date.now();
      const pages = this.#plan(ids, wantedOf);
      const listed: PlannedTrack[] = [];
      let tracks = 0;
      const count = (page: readonly PlannedTrack[]): void => {
        tracks += page.length;
        listed.push(...page.slice(0, MAX_REPORTED_CHANGES - listed.length));
      };
      let batch: number | null = null;
      if (dryRun) for (const page of pages) count(page);
      else {
        this.#tracks.write(pages, ids.length, at, (page) => {
          batch ??= this.#begin({ author, at, note, undoes: null });
          this.#history.append(batch, page.flatMap(recorded));
          for (const { plays = [] } of page) for (const play of plays) this.#plays.add(play, batch);
          count(page);
        });
      }
      return { batch, tracks, changes: report(listed, batch ?? 0, author, at) };
    })();
  }

  /** What is planned of these tracks, page by page, without tracks that stay as they are. @throws NotFoundError */
  *#plan(ids: readonly number[], wantedOf: (id: number, track: EffectiveTrack) => Wanted): Generator<PlannedTrack[]> {
    for (const page of this.#tracks.pages(ids)) {
      yield page.flatMap(([id, track]): PlannedTrack[] => {
        if (!track) throw new NotFoundError(`there is no track ${id}`);
        const { changes, plays } = wantedOf(id, track);
        if (plays.length > 0) return [{ id, track, changes, plays, counted: addedPlays(this.#plays, id, plays) }];
        return changes.size > 0 ? [{ id, track, changes }] : [];
      });
    }
  }

  /** @param moves what has been made of the batch already */
  #begin(batch: NewBatch, moves: readonly TrackMove[] = []): number {
    const id = this.#history.begin(batch);
    this.#history.append(
      id,
      moves.map((move) => this.#shown(move)),
    );
    this.#moves.append(id, moves);
    return id;
  }

  /** A move as the history shows it. It says nothing of overrides: `track_move` has what an undo needs. */
  #shown({ trackId, fromFile, toFile }: TrackMove): RecordedChange {
    const [before, after] = [fromFile, toFile].map((file) => this.#moves.pathOf(file));
    return {
      trackId,
      field: FILE_FIELD,
      before: before ? [before] : null,
      after: after ? [after] : null,
      beforeIsOverride: false,
      afterIsOverride: false,
    };
  }
}

/** Number of fields of playlists and of items in them that a difference changes. */
function sizeOf({ playlists, items }: PlaylistDiff): number {
  return playlists.length + items.length;
}

/** @throws FieldValueError for a value that a person cannot give */
function checkedFor(author: Author, changes: FieldChanges): FieldChanges {
  return author.kind === 'user' ? checkedValues(changes) : changes;
}

function both(first: TrackEdit, then: TrackEdit): TrackEdit {
  const plays = [...(first.plays ?? []), ...(then.plays ?? [])];
  return { id: first.id, changes: { ...first.changes, ...then.changes }, plays };
}

function onlyChanges(changes: ReadonlyMap<string, OverrideChange>): Wanted {
  return { changes, plays: [] };
}
