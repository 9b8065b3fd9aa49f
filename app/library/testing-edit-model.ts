/**
 * A plain model of edits and their history, for tests that compare it with the database. It knows nothing of
 * differences: it keeps what each file says and what each override is, and it derives the rest from the definitions
 * below each time it is asked.
 *
 * Values are texts here: several values are joined by "+", and an absent field is `ABSENT`. An override is such a text
 * too, or `NONE`: then what the file says holds.
 */

export const ABSENT = '(absent)';
export const NONE = '(none)';
/** An edit of the pictures that does not depend on the file. All others name pictures of the file itself. */
export const STORED_PICTURE = `3:${'a'.repeat(64)}`;
/** As the history shows moves of tracks to other files. */
const FILE = 'file';

/** Field → text. Fields that the file does not have are not in it. */
export type ModelTags = Readonly<Record<string, string>>;

interface ModelFile {
  readonly path: string;
  /** What it says as far as the library knows. */
  tags: ModelTags;
}

interface ModelTrack {
  /** The file that it lies in. */
  file: number;
  readonly overrides: Map<string, string>;
}

interface Change {
  readonly trackId: number;
  readonly field: string;
  readonly from: string;
  readonly to: string;
  /** In force before and after. */
  readonly before: string;
  readonly after: string;
}

/** A track has gone to another file, and the track of that file to the first. */
interface Move {
  readonly trackId: number;
  readonly otherId: number;
  readonly from: number;
  readonly to: number;
}

interface Batch {
  readonly id: number;
  readonly undoes: number | null;
  readonly moves: readonly Move[];
  readonly changes: readonly Change[];
}

/** A changed field as results and the history show it. */
export type ShownChange = Pick<Change, 'trackId' | 'field' | 'before' | 'after'>;

export interface ModelEdit {
  readonly batch: number | null;
  readonly tracks: number;
  readonly changes: readonly ShownChange[];
}

export interface ModelUndo {
  readonly batch: number | null;
  readonly undid: number;
  readonly restored: number;
  /** `track field` */
  readonly skipped: readonly string[];
}

export class EditModel {
  readonly #tracks = new Map<number, ModelTrack>();
  readonly #files = new Map<number, ModelFile>();
  readonly #batches: Batch[] = [];

  /** The ids of the tracks that are there. */
  get ids(): number[] {
    return [...this.#tracks.keys()];
  }

  get batches(): number {
    return this.#batches.length;
  }

  /** The track of a file; null where it is gone. */
  trackAt(file: number): number | null {
    return this.ids.find((id) => this.#tracks.get(id)!.file === file) ?? null;
  }

  fileOf(id: number): number {
    return this.#tracks.get(id)!.file;
  }

  /** Adds a file, and a track with the same number. */
  addTrack(id: number, path: string, tags: ModelTags): void {
    this.#files.set(id, { path, tags });
    this.#tracks.set(id, { file: id, overrides: new Map() });
  }

  removeTrack(id: number): void {
    this.#tracks.delete(id);
  }

  /** A scan has read other tags. */
  readFile(file: number, tags: ModelTags): void {
    this.#files.get(file)!.tags = tags;
  }

  /** The overrides of a track: field → text. */
  overrides(id: number): Record<string, string> {
    return Object.fromEntries(this.#tracks.get(id)!.overrides);
  }

  /** What is in force of a track: field → text. */
  inForce(id: number): Record<string, string> {
    const { file, overrides } = this.#tracks.get(id)!;
    const fields = new Set([...Object.keys(this.#files.get(file)!.tags), ...overrides.keys()]);
    return Object.fromEntries(
      [...fields].map((field) => [field, this.#value(id, field)]).filter(([, value]) => value !== ABSENT),
    );
  }

  /** For each track what its fields are to be, as texts. @returns a text where the edit is refused */
  edit(wanted: ReadonlyMap<number, Readonly<Record<string, string>>>): ModelEdit | string {
    return this.#newEdit([...wanted.keys()], (id) =>
      Object.entries(wanted.get(id)!)
        .filter(([field, value]) => value !== this.#value(id, field))
        .map(([field, value]) => [field, value === this.#fileValue(id, field) ? NONE : value] as const),
    );
  }

  /** Takes overrides away, of these fields or of all for null. @returns a text where it is refused */
  revert(ids: readonly number[], fields: readonly string[] | null): ModelEdit | string {
    return this.#newEdit(ids, (id) =>
      Object.keys(this.overrides(id))
        .filter((field) => fields?.includes(field) ?? true)
        .map((field) => [field, NONE] as const),
    );
  }

  /** Lets tracks go to files, one after the other. What cannot go is left out, and so are edits of the files' pictures. */
  move(wanted: readonly { readonly id: number; readonly fileId: number }[]): ModelEdit {
    const moves = wanted.flatMap(({ id, fileId }): Move[] => {
      const otherId = this.trackAt(fileId);
      if (!this.#tracks.has(id) || otherId === null || otherId === id) return [];
      const move = { trackId: id, otherId, from: this.fileOf(id), to: fileId };
      this.#makeMove(move);
      return [move];
    });
    if (moves.length === 0) return { batch: null, tracks: 0, changes: [] };
    const moved = [...new Set(moves.map(({ trackId }) => trackId))];
    const named = moved.filter((id) => ![NONE, ABSENT, STORED_PICTURE].includes(this.#override(id, 'picture')));
    const planned = named.map((trackId) => ({ trackId, field: 'picture', to: NONE }));
    const { id, changes } = this.#write(planned, null, moves);
    return { batch: id, tracks: moved.length, changes: changes.map(shown) };
  }

  /** @param id of a batch; null for the last edit that can be undone. @returns a text where it is refused */
  undo(id: number | null): ModelUndo | string {
    if (id === null) {
      const edits = this.#batches.filter((batch) => batch.undoes === null && this.#isInForce(batch));
      return this.#takeBackLast(edits) ?? 'there is nothing to undo';
    }
    const batch = this.#batches[id - 1];
    if (!batch) return `there is no edit batch ${id}`;
    if (this.undoneBy().has(id)) return `edit batch ${id} has been undone already`;
    return this.#takeBack(batch);
  }

  /** Undoes the last undo of an edit, unless another edit has followed. @returns a text where it is refused */
  redo(): ModelUndo | string {
    const lastEdit = this.#batches.findLast(({ undoes }) => undoes === null)?.id ?? 0;
    const undos = this.#batches.filter(
      (batch) => batch.id > lastEdit && this.#batches[batch.undoes! - 1]!.undoes === null && this.#isInForce(batch),
    );
    return this.#takeBackLast(undos) ?? 'there is nothing to redo';
  }

  /** A batch is undone by the last batch that undoes it and is not undone itself: batch → that batch. */
  undoneBy(): Map<number, number> {
    const flags = new Map<number, number>();
    for (const { id, undoes } of this.#batches.toReversed()) {
      if (undoes !== null && !flags.has(id) && !flags.has(undoes)) flags.set(undoes, id);
    }
    return flags;
  }

  /** The batches from the first to the last. */
  history(): { id: number; undoes: number | null; undoneBy: number | null; tracks: number; fields: string[] }[] {
    const flags = this.undoneBy();
    return this.#batches.map(({ id, undoes, moves, changes }) => ({
      id,
      undoes,
      undoneBy: flags.get(id) ?? null,
      tracks: new Set([...moves, ...changes].map(({ trackId }) => trackId)).size,
      fields: [...new Set([...moves.map(() => FILE), ...changes.map(({ field }) => field)])],
    }));
  }

  /** The changes of the last batch. */
  lastChanges(): readonly ShownChange[] {
    const { moves, changes } = this.#batches.at(-1)!;
    const path = (file: number): string => this.#files.get(file)!.path;
    return [
      ...moves.map(({ trackId, from, to }) => ({ trackId, field: FILE, before: path(from), after: path(to) })),
      ...changes.map(shown),
    ];
  }

  #fileValue(id: number, field: string): string {
    const { tags } = this.#files.get(this.fileOf(id))!;
    return Object.hasOwn(tags, field) ? tags[field]! : ABSENT;
  }

  #override(id: number, field: string): string {
    return this.#tracks.get(id)?.overrides.get(field) ?? NONE;
  }

  #value(id: number, field: string): string {
    const override = this.#override(id, field);
    return override === NONE ? this.#fileValue(id, field) : override;
  }

  #newEdit(ids: readonly number[], changes: (id: number) => (readonly [string, string])[]): ModelEdit | string {
    const unknown = ids.find((id) => !this.#tracks.has(id));
    if (unknown !== undefined) return `there is no track ${unknown}`;
    const planned = ids.flatMap((id) => changes(id).map(([field, to]) => ({ trackId: id, field, to })));
    if (planned.length === 0) return { batch: null, tracks: 0, changes: [] };
    const { id, changes: made } = this.#write(planned, null);
    return { batch: id, tracks: new Set(made.map(({ trackId }) => trackId)).size, changes: made.map(shown) };
  }

  /** @param moves what has been made of the batch already */
  #write(
    planned: readonly { trackId: number; field: string; to: string }[],
    undoes: number | null,
    moves: readonly Move[] = [],
  ): Batch {
    const changes = planned.map(({ trackId, field, to }): Change => {
      const from = this.#override(trackId, field);
      const before = this.#value(trackId, field);
      const { overrides } = this.#tracks.get(trackId)!;
      if (to === NONE) overrides.delete(field);
      else overrides.set(field, to);
      return { trackId, field, from, to, before, after: this.#value(trackId, field) };
    });
    const batch = { id: this.#batches.length + 1, undoes, moves, changes };
    this.#batches.push(batch);
    return batch;
  }

  #holds({ trackId, field, to }: Change): boolean {
    return this.#tracks.has(trackId) && this.#override(trackId, field) === to;
  }

  #makeMove({ trackId, otherId, from, to }: Move): void {
    this.#tracks.get(trackId)!.file = to;
    this.#tracks.get(otherId)!.file = from;
  }

  /** Takes the moves of a batch back that are as they were made, the last first. @returns what took them back */
  #moveBack({ moves }: Batch): Move[] {
    return moves.toReversed().flatMap(({ trackId, otherId, from, to }): Move[] => {
      if (this.trackAt(to) !== trackId || this.trackAt(from) !== otherId) return [];
      const back = { trackId, otherId, from: to, to: from };
      this.#makeMove(back);
      return [back];
    });
  }

  /** Whether a batch is not undone, and something of it can be taken back. */
  #isInForce(batch: Batch): boolean {
    if (this.undoneBy().has(batch.id)) return false;
    if (batch.changes.some((change) => this.#holds(change))) return true;
    const back = this.#moveBack(batch);
    for (const { trackId, otherId, from, to } of back.toReversed()) {
      this.#makeMove({ trackId, otherId, from: to, to: from });
    }
    return back.length > 0;
  }

  #takeBackLast(batches: readonly Batch[]): ModelUndo | null {
    const last = batches.at(-1);
    return last ? this.#takeBack(last) : null;
  }

  #takeBack(batch: Batch): ModelUndo {
    const held = batch.changes.filter((change) => this.#holds(change));
    const skipped = batch.changes.filter((change) => !held.includes(change));
    const planned = held.map(({ trackId, field, from }) => ({ trackId, field, to: from }));
    const back = this.#moveBack(batch);
    const undo = planned.length + back.length > 0 ? this.#write(planned, batch.id, back) : null;
    const unmoved = batch.moves.toReversed();
    for (const { trackId, to } of back) {
      unmoved.splice(
        unmoved.findIndex((move) => move.trackId === trackId && move.from === to),
        1,
      );
    }
    return {
      batch: undo?.id ?? null,
      undid: batch.id,
      restored: held.length + back.length,
      skipped: [
        ...skipped.map(({ trackId, field }) => `${trackId} ${field}`),
        ...unmoved.map(({ trackId }) => `${trackId} ${FILE}`),
      ],
    };
  }
}

function shown({ trackId, field, before, after }: Change): ShownChange {
  return { trackId, field, before, after };
}
