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

/** Field → text. Fields that the file does not have are not in it. */
export type ModelTags = Readonly<Record<string, string>>;

interface ModelTrack {
  /** What the file says as far as the library knows. */
  file: ModelTags;
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

interface Batch {
  readonly id: number;
  readonly undoes: number | null;
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
  readonly #batches: Batch[] = [];

  /** The ids of the tracks that are there. */
  get ids(): number[] {
    return [...this.#tracks.keys()];
  }

  get batches(): number {
    return this.#batches.length;
  }

  addTrack(id: number, file: ModelTags): void {
    this.#tracks.set(id, { file, overrides: new Map() });
  }

  removeTrack(id: number): void {
    this.#tracks.delete(id);
  }

  /** A scan has read other tags. */
  readFile(id: number, file: ModelTags): void {
    this.#tracks.get(id)!.file = file;
  }

  /** The overrides of a track: field → text. */
  overrides(id: number): Record<string, string> {
    return Object.fromEntries(this.#tracks.get(id)!.overrides);
  }

  /** What is in force of a track: field → text. */
  inForce(id: number): Record<string, string> {
    const { file, overrides } = this.#tracks.get(id)!;
    const fields = new Set([...Object.keys(file), ...overrides.keys()]);
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
    return this.#batches.map(({ id, undoes, changes }) => ({
      id,
      undoes,
      undoneBy: flags.get(id) ?? null,
      tracks: new Set(changes.map(({ trackId }) => trackId)).size,
      fields: [...new Set(changes.map(({ field }) => field))],
    }));
  }

  /** The changes of the last batch. */
  lastChanges(): readonly ShownChange[] {
    return this.#batches.at(-1)!.changes.map(shown);
  }

  #fileValue(id: number, field: string): string {
    const { file } = this.#tracks.get(id)!;
    return Object.hasOwn(file, field) ? file[field]! : ABSENT;
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

  #write(planned: readonly { trackId: number; field: string; to: string }[], undoes: number | null): Batch {
    const changes = planned.map(({ trackId, field, to }): Change => {
      const from = this.#override(trackId, field);
      const before = this.#value(trackId, field);
      const { overrides } = this.#tracks.get(trackId)!;
      if (to === NONE) overrides.delete(field);
      else overrides.set(field, to);
      return { trackId, field, from, to, before, after: this.#value(trackId, field) };
    });
    const batch = { id: this.#batches.length + 1, undoes, changes };
    this.#batches.push(batch);
    return batch;
  }

  #holds({ trackId, field, to }: Change): boolean {
    return this.#tracks.has(trackId) && this.#override(trackId, field) === to;
  }

  /** Whether a batch is not undone, and something of it can be taken back. */
  #isInForce(batch: Batch): boolean {
    return !this.undoneBy().has(batch.id) && batch.changes.some((change) => this.#holds(change));
  }

  #takeBackLast(batches: readonly Batch[]): ModelUndo | null {
    const last = batches.at(-1);
    return last ? this.#takeBack(last) : null;
  }

  #takeBack(batch: Batch): ModelUndo {
    const held = batch.changes.filter((change) => this.#holds(change));
    const skipped = batch.changes.filter((change) => !held.includes(change));
    const planned = held.map(({ trackId, field, from }) => ({ trackId, field, to: from }));
    const undo = planned.length > 0 ? this.#write(planned, batch.id) : null;
    return {
      batch: undo?.id ?? null,
      undid: batch.id,
      restored: held.length,
      skipped: skipped.map(({ trackId, field }) => `${trackId} ${field}`),
    };
  }
}

function shown({ trackId, field, before, after }: Change): ShownChange {
  return { trackId, field, before, after };
}
