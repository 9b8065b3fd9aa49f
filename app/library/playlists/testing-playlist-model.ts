/**
 * For tests: what playlists and their history are, as plain data. Every field of a playlist and every item has a state,
 * a batch maps states before to states after, and an undo brings back those that are in force.
 *
 * The place of an item is a text that the test takes from the library when the item is put there; the model only
 * demands that the list is in the right order then, and that the same place comes back with an undo.
 */
export type State = string | null;

/** `p3 name` or `i7` → state before and after. */
export type ModelChanges = ReadonlyMap<string, readonly [before: State, after: State]>;

interface ModelBatch {
  readonly changes: ModelChanges;
  readonly undoes: number | null;
  undoneBy: number | null;
}

export type ModelUndo = { batch: number | null; undid: number; restored: number } | string;

export class PlaylistModel {
  readonly #states = new Map<string, State>();
  /** By id, from 1. */
  readonly #batches: ModelBatch[] = [];
  /** Item → its playlist and track. */
  readonly items = new Map<number, { readonly playlist: number; readonly track: number }>();

  state(key: string): State {
    return this.#states.get(key) ?? null;
  }

  get batches(): number {
    return this.#batches.length;
  }

  /** The playlists that are shown. */
  get shown(): number[] {
    return [...this.#states].flatMap(([key, state]) =>
      key.endsWith(' shown') && state === '1' ? [Number(key.slice(1, key.indexOf(' ')))] : [],
    );
  }

  /** The items of a playlist in order. */
  list(playlist: number): { item: number; track: number }[] {
    return [...this.items]
      .filter(([item, one]) => one.playlist === playlist && this.state(`i${item}`) !== null)
      .map(([item, { track }]) => ({ item, track, place: this.state(`i${item}`)! }))
      .sort((a, b) => (a.place < b.place ? -1 : 1))
      .map(({ item, track }) => ({ item, track }));
  }

  /** Gives a playlist, which no batch shows yet, its first states. */
  begin(playlist: number, fields: Readonly<Record<string, State>>): void {
    for (const [field, state] of Object.entries(fields)) this.#states.set(`p${playlist} ${field}`, state);
    this.#states.set(`p${playlist} shown`, '0');
  }

  /** Whether `inner` is `outer` or lies in it. */
  isInside(inner: number | null, outer: number): boolean {
    for (let at = String(inner); at !== 'null'; at = this.state(`p${at} folder`) ?? 'null') {
      if (at === String(outer)) return true;
    }
    return false;
  }

  /** Whether `inner` is `outer` or lies in it, and no folder between them is deleted. */
  isShownInside(inner: number, outer: number): boolean {
    if (inner === outer) return true;
    const folder = this.state(`p${inner} folder`) ?? 'null';
    return this.state(`p${folder} shown`) === '1' && this.isShownInside(Number(folder), outer);
  }

  /** Makes a batch of these states. @returns its id */
  apply(after: ReadonlyMap<string, State>, undoes: number | null = null): number {
    const changes = new Map(
      [...after].map(([key, state]) => [key, [this.state(key), state]] as const).filter(([, [a, b]]) => a !== b),
    );
    for (const [key, [, state]] of changes) this.#states.set(key, state);
    this.#batches.push({ changes, undoes, undoneBy: null });
    return this.#batches.length;
  }

  undo(batch: number | null): ModelUndo {
    if (batch !== null) {
      const target = this.#batches[batch - 1];
      if (!target) return `there is no edit batch ${batch}`;
      if (target.undoneBy !== null) return `edit batch ${batch} has been undone already`;
      return this.#takeBack(batch);
    }
    for (let id = this.#batches.length; id > 0; id--) {
      const { undoes, undoneBy } = this.#batches[id - 1]!;
      if (undoes !== null || undoneBy !== null) continue;
      const result = this.#takeBack(id);
      if (result.batch !== null) return result;
    }
    return 'there is nothing to undo';
  }

  redo(): ModelUndo {
    for (let id = this.#batches.length; id > 0; id--) {
      const { undoes, undoneBy } = this.#batches[id - 1]!;
      if (undoes === null) break;
      if (undoneBy !== null || this.#batches[undoes - 1]!.undoes !== null) continue;
      const result = this.#takeBack(id);
      if (result.batch !== null) return result;
    }
    return 'there is nothing to redo';
  }

  #takeBack(batch: number): { batch: number | null; undid: number; restored: number } {
    const held = new Map<string, State>();
    for (const [key, [before, after]] of this.#batches[batch - 1]!.changes) {
      if (this.state(key) === after && !this.#closesCircle(key, before)) held.set(key, before);
    }
    if (held.size === 0) return { batch: null, undid: batch, restored: 0 };
    const undo = this.apply(held, batch);
    for (let id: number | null = batch; id !== null; id = this.#batches[id - 1]!.undoes) {
      const undoers = this.#batches.flatMap(({ undoes, undoneBy }, i) =>
        undoes === id && undoneBy === null ? [i + 1] : [],
      );
      this.#batches[id - 1]!.undoneBy = undoers.at(-1) ?? null;
    }
    return { batch: undo, undid: batch, restored: held.size };
  }

  #closesCircle(key: string, folder: State): boolean {
    if (!key.endsWith(' folder')) return false;
    return folder !== 'null' && this.isInside(Number(folder), Number(key.slice(1, key.indexOf(' '))));
  }
}
