/**
 * Keeps a tree equal to the library: reads all tracks once, then the changed ones.
 *
 * - Changes that arrive while others are read are read together afterwards, so a library that changes all the time
 *   costs one read of each changed track, however many notices there are.
 * - Between two batches other work of the thread runs: the mount goes on answering.
 */
import { setImmediate } from 'node:timers/promises';
import type { TreeChanges } from '../tree/change-log.ts';
import type { SidecarEntry } from '../tree/entries.ts';
import { savedPlaylistInode, sidecarInode, trackInode } from '../tree/inodes.ts';
import type { MountTree } from '../tree/mount-tree.ts';
import { errorMessage } from './errors.ts';
import type { TrackSource, TreeEntry } from './track-source.ts';

/** Number of changed tracks that are read from the library at once. */
const BATCH = 500;

type SidecarsByFolder = ReadonlyMap<number, readonly SidecarEntry[]>;

export class TreeUpdates {
  readonly #source: TrackSource;
  readonly #tree: MountTree;
  readonly #withSidecars: boolean;
  readonly #announce: (changes: TreeChanges, touched: readonly number[]) => void;
  readonly #report: (message: string) => void;
  readonly #endSubscription: () => void;
  #work: Promise<void> = Promise.resolve();
  /** The changes that are read next; `null` where there are none. */
  #next: { readonly ids: Set<number>; all: boolean; readonly playlists: Set<number> } | null = null;

  /** @param announce gets the changes of the tree, and the inodes of files that are or may be different */
  constructor(
    source: TrackSource,
    tree: MountTree,
    withSidecars: boolean,
    announce: (changes: TreeChanges, touched: readonly number[]) => void,
    report: (message: string) => void,
  ) {
    this.#source = source;
    this.#tree = tree;
    this.#withSidecars = withSidecars;
    this.#announce = announce;
    this.#report = report;
    const ends = [
      source.onChange((ids) => void this.take(ids)),
      source.savedPlaylists?.onChange((ids) => void this.takePlaylists(ids)),
    ];
    this.#endSubscription = () => ends.forEach((end) => end?.());
  }

  /** Reads all tracks; changes that arrive meanwhile wait. Rejects when the library cannot be read. */
  async begin(): Promise<void> {
    const all = this.#readAll(0);
    this.#work = all.catch(() => undefined);
    await all;
  }

  /** Reads these tracks again, or all where the list is empty. Resolves when the tree has them; never rejects. */
  take(ids: readonly number[]): Promise<void> {
    const next = this.#awaitNext();
    if (ids.length === 0) next.all = true;
    for (const id of ids) next.ids.add(id);
    return this.#work;
  }

  /** Reads the playlists that a person keeps again: these have changed. Resolves and rejects as `take`. */
  takePlaylists(ids: readonly number[]): Promise<void> {
    const next = this.#awaitNext();
    for (const id of ids) next.playlists.add(id);
    return this.#work;
  }

  /** What is read next, after the work at hand. */
  #awaitNext(): { readonly ids: Set<number>; all: boolean; readonly playlists: Set<number> } {
    if (this.#next !== null) return this.#next;
    this.#next = { ids: new Set(), all: false, playlists: new Set() };
    this.#work = this.#work
      .then(() => this.#readNext())
      .catch((error: unknown) => this.#report(`Changes of the library could not be read: ${errorMessage(error)}`));
    return this.#next;
  }

  /** Resolves when the tree has all changes that were announced so far. */
  settled(): Promise<void> {
    return this.#work;
  }

  end(): void {
    this.#endSubscription();
  }

  async #readNext(): Promise<void> {
    const next = this.#next;
    // What is announced from now on may be newer than what is read now.
    this.#next = null;
    if (next?.all === true) await this.#readAll(Date.now());
    else {
      await this.#readSome([...(next?.ids ?? [])]);
      if (next !== null && next.playlists.size > 0) await this.#readPlaylists(Date.now(), [...next.playlists]);
    }
  }

  /** @param changed playlists whose text may be different */
  async #readPlaylists(now: number, changed: readonly number[]): Promise<void> {
    if (this.#tree.savedPlaylists === null || this.#source.savedPlaylists === undefined) return;
    const changes = this.#tree.setPlaylists(await this.#source.savedPlaylists.entries(), now);
    this.#announce(changes, changed.map(savedPlaylistInode));
  }

  async #readSome(ids: readonly number[]): Promise<void> {
    for (let start = 0; start < ids.length; start += BATCH) {
      if (start > 0) await setImmediate();
      const batch = ids.slice(start, start + BATCH);
      const entries = await this.#source.entriesOf(batch);
      const present = new Set(entries.map((entry) => entry.id));
      await this.#apply(
        entries,
        batch.filter((id) => !present.has(id)),
        batch,
        Date.now(),
      );
    }
  }

  async #readAll(now: number): Promise<void> {
    const gone = new Set(this.#tree.trackIds());
    const stale = new Set<number>();
    for await (const entries of this.#source.entries()) {
      await setImmediate();
      for (const entry of entries) gone.delete(entry.id);
      const sidecars = await this.#sidecarsBeside(entries);
      const changes = this.#tree.apply(entries, [], now, sidecars);
      for (const id of changes.stale) stale.add(id);
      this.#announce(
        changes,
        inodesOf(
          entries.map((entry) => entry.id),
          sidecars,
        ),
      );
    }
    await this.#apply(await this.#source.entriesOf([...stale]), [...gone], [...gone], now);
    await this.#readPlaylists(now, []);
  }

  /** Applies changed tracks to the tree, then the tracks whose path depends on them. */
  async #apply(
    entries: readonly TreeEntry[],
    removed: readonly number[],
    touched: readonly number[],
    now: number,
  ): Promise<void> {
    const sidecars = await this.#sidecarsBeside(entries);
    const changes = this.#tree.apply(entries, removed, now, sidecars);
    this.#announce(changes, inodesOf(touched, sidecars));
    if (changes.stale.length > 0) {
      this.#announce(this.#tree.apply(await this.#source.entriesOf(changes.stale), [], now), []);
    }
  }

  /** The sidecars in the folders of these tracks, by folder; empty for a folder that has none. */
  async #sidecarsBeside(entries: readonly TreeEntry[]): Promise<SidecarsByFolder> {
    const beside = new Map<number, SidecarEntry[]>();
    if (!this.#withSidecars) return beside;
    for (const { folder } of entries) if (folder !== undefined) beside.set(folder, []);
    const sidecars = beside.size === 0 ? [] : await this.#source.sidecarsIn?.([...beside.keys()]);
    for (const sidecar of sidecars ?? []) beside.get(sidecar.folder)?.push(sidecar);
    return beside;
  }
}

function inodesOf(tracks: readonly number[], sidecars: SidecarsByFolder): number[] {
  return [
    ...tracks.map(trackInode),
    ...[...sidecars.values()].flatMap((beside) => beside.map(({ id }) => sidecarInode(id))),
  ];
}
