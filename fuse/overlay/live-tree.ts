/**
 * The tree that the mount shows now: it follows the library, and other views replace it as a whole. A new tree is
 * read completely beside the shown one, so no caller ever sees a part of it.
 */
import type { TreeChanges } from '../tree/change-log.ts';
import { MountTree, type View } from '../tree/mount-tree.ts';
import type { TrackSource } from './track-source.ts';
import { TreeUpdates } from './tree-updates.ts';

/** What a tree shows. */
export interface ShownParts {
  readonly views: readonly View[];
  /** Whether files that lie beside originals are shown. */
  readonly sidecars: boolean;
  /** Whether the playlists that a person keeps are shown. */
  readonly playlists: boolean;
}

export interface LiveTreeListener {
  /** The shown tree changed. @param touched inodes of files that are or may be different */
  changed(changes: TreeChanges, touched: readonly number[]): void;
  /** Another tree is shown from now on. */
  replaced(before: MountTree, after: MountTree): void;
  /** The library could not be read; the tree stays as it was. */
  problem(message: string): void;
  /** The file that had a name in the shown tree before it moved; `null` where there is none. */
  formerFile(directory: number, key: string): number | null;
}

export class LiveTree {
  readonly #source: TrackSource;
  readonly #listener: LiveTreeListener;
  #tree: MountTree;
  #updates: TreeUpdates;

  constructor(source: TrackSource, shown: ShownParts, listener: LiveTreeListener) {
    this.#source = source;
    this.#listener = listener;
    this.#tree = this.#treeOf(shown);
    this.#updates = this.#follow(this.#tree, shown.sidecars);
  }

  get tree(): MountTree {
    return this.#tree;
  }

  /** Reads the library. Rejects when that is not possible. */
  async begin(): Promise<void> {
    await this.#updates.begin();
  }

  /** Shows other views. Rejects when the library cannot be read; the shown tree then stays. */
  async replace(shown: ShownParts): Promise<void> {
    const tree = this.#treeOf(shown);
    const updates = this.#follow(tree, shown.sidecars);
    try {
      await updates.begin();
    } catch (error) {
      updates.end();
      throw error;
    }
    const before = this.#tree;
    this.#updates.end();
    this.#tree = tree;
    this.#updates = updates;
    this.#listener.replaced(before, tree);
  }

  /** Reads these tracks again. Resolves when the tree has them. */
  async refresh(ids: readonly number[]): Promise<void> {
    await this.#updates.take(ids);
  }

  /** Resolves when the tree has all changes that were announced so far. */
  async settled(): Promise<void> {
    await this.#updates.settled();
  }

  end(): void {
    this.#updates.end();
  }

  #follow(tree: MountTree, sidecars: boolean): TreeUpdates {
    const announce = (changes: TreeChanges, touched: readonly number[]): void => {
      // While a tree is being read, no cache knows anything of it.
      if (tree === this.#tree) this.#listener.changed(changes, touched);
    };
    return new TreeUpdates(this.#source, tree, sidecars, announce, (message) => this.#listener.problem(message));
  }

  #treeOf({ views, sidecars, playlists }: ShownParts): MountTree {
    const formerFile = (directory: number, key: string): number | null => this.#listener.formerFile(directory, key);
    return new MountTree(views, sidecars, playlists, Date.now(), formerFile);
  }
}
