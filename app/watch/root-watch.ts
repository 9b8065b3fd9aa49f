/** One folder of the library: watched if its file system tells of changes, else to be polled. */
import type { WatchedRoot } from '../model/watch.ts';
import type { AskedPlace } from '../scan/places.ts';
import { isInside, joinPath } from '../storage/path-bytes.ts';
import { ChangedNames } from './changed-names.ts';
import { identityAt, NoWatchesLeftError, WatchedTree, type WatchedFolder } from './watched-tree.ts';

const HIDDEN = 0x2e;
/** Stands for a change of which the system does not tell the name. */
const SOME_NAME = Buffer.of();

export class RootWatch {
  readonly path: Buffer;
  readonly #skip: (path: Buffer) => boolean;
  readonly #silent: (path: Buffer) => string | null;
  readonly #tree: WatchedTree;
  readonly #changes = new ChangedNames<WatchedFolder>();
  /** Of the folder that lay at the path when it was opened; null for none. */
  #identity: string | null = null;
  #state: WatchedRoot['state'] = 'offline';
  #reason: string | null = null;

  /**
   * @param skip folders that are not watched: see `leftOut`
   * @param noted called for each event
   * @param silent see `silentFileSystem`
   */
  constructor(
    path: Buffer,
    skip: (path: Buffer) => boolean,
    noted: () => void,
    silent: (path: Buffer) => string | null,
  ) {
    this.path = path;
    this.#skip = skip;
    this.#silent = silent;
    this.#tree = new WatchedTree(
      path,
      skip,
      (folder, name) => {
        noted();
        if (name?.[0] !== HIDDEN) this.#changes.note(folder, name ?? SOME_NAME, performance.now());
      },
      (folder) => this.#changes.forget(folder),
    );
  }

  get state(): WatchedRoot {
    return { path: this.path.toString(), state: this.#state, reason: this.#reason };
  }

  /** Begins to watch the folder, or what lies at its path now. */
  open(): void {
    this.#tree.close();
    this.#identity = identityAt(this.path);
    const silent = this.#silent(this.path);
    if (this.#identity === null) [this.#state, this.#reason] = ['offline', null];
    else if (silent !== null) this.#poll(`${silent} does not tell of all changes`);
    else {
      [this.#state, this.#reason] = ['watched', null];
      this.#watch(() => this.#tree.open());
    }
  }

  close(): void {
    this.#tree.close();
  }

  /**
   * Looks whether the folder is there, as after a disk was plugged in or out.
   * @returns what is to be scanned: the folder, if another one lies at its path now
   */
  check(): AskedPlace[] {
    if (identityAt(this.path) === this.#identity) return [];
    this.open();
    return this.#whole();
  }

  /** A file system was mounted at `point`. @returns what is to be scanned */
  mounted(point: Buffer): AskedPlace[] {
    if (this.#state !== 'watched' || point.equals(this.path) || !isInside(point, this.path)) return [];
    if (this.#skip(point)) return [];
    this.#watch(() => this.#tree.replace(point));
    return [{ path: point, shallow: false }];
  }

  /** Everything may have changed: events were lost. @returns what is to be scanned */
  lost(): AskedPlace[] {
    if (this.#state !== 'watched') return [];
    this.open();
    return this.#whole();
  }

  /** What is to be scanned now for the changes that were noted. */
  take(now: number): AskedPlace[] {
    const places: AskedPlace[] = [];
    for (const [folder, names] of this.#changes.take(now)) {
      let isChanged = false;
      for (const name of names) {
        const followed = name === SOME_NAME ? 'file' : this.#follow(folder, name);
        if (followed === 'file') isChanged = true;
        else places.push({ path: joinPath(folder.path, name), shallow: followed === 'known' });
      }
      if (isChanged) places.push({ path: folder.path, shallow: true });
    }
    return this.#state === 'watched' || places.length === 0 ? places : this.#whole();
  }

  /** When `take` should be called next; null when no change waits. */
  nextAt(): number | null {
    return this.#changes.nextAt();
  }

  #follow(folder: WatchedFolder, name: Buffer): 'folder' | 'known' | 'file' {
    let followed: 'folder' | 'known' | 'file' = 'folder';
    this.#watch(() => (followed = this.#tree.follow(folder, name)));
    return followed;
  }

  #watch(watch: () => void): void {
    try {
      watch();
    } catch (error) {
      if (!(error instanceof NoWatchesLeftError)) throw error;
      this.#tree.close();
      this.#poll(error.message);
    }
  }

  #poll(reason: string): void {
    [this.#state, this.#reason] = ['polled', reason];
  }

  #whole(): AskedPlace[] {
    return this.#state === 'offline' ? [] : [{ path: this.path, shallow: false }];
  }
}
