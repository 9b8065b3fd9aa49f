/**
 * The files of the mount by inode: their attributes, and their plans, which are made on demand.
 *
 * - Sizes are exact before the first read: they are those of the plan that will be read.
 * - A header keeps its length from edit to edit until the tags no longer fit, so most edits change neither the size
 *   nor the offset of the audio under a playing client.
 * - The attributes of every requested file are kept in memory; headers are kept for the most recently used ones.
 * - Only the attributes of a current generation are returned: a change in the middle of a read starts it again.
 */
import type { Plan } from '../formats/plan.ts';
import type { Attributes } from './attributes.ts';
import { errorMessage, OverlayError } from './errors.ts';
import { FileCache } from './file-cache.ts';
import type { FileContent } from './file-content.ts';
import { InFlight, type Run } from './in-flight.ts';
import type { PlannedFile, PreviousLengths } from './plan-track.ts';
import { stampKey } from './stamp-key.ts';
import { VirtualFile } from './virtual-file.ts';

/** What is kept of a requested file. */
interface FileState {
  readonly attributes: Attributes;
  readonly generation: number;
  /** `stampKey` of the original; 0 without one. */
  readonly stamp: number;
  readonly headerLength: number;
  /** Lengths of the generation before this one: the plan of this generation depends on them. */
  readonly previous: PreviousLengths | null;
  /** Whether the file may have changed since. */
  stale: boolean;
}

/** The current content of a file with its state and how it will be served. */
interface Examined {
  readonly content: FileContent;
  readonly state: FileState;
  readonly planned: PlannedFile;
}

export class ServedFiles {
  readonly #contentOf: (inode: number) => Promise<FileContent | null>;
  readonly #cache: FileCache;
  readonly #report: (message: string, inode: number) => void;
  readonly #states = new Map<number, FileState>();
  readonly #examinations = new InFlight<Examined>();
  readonly #builds = new InFlight<VirtualFile>();

  /**
   * @param contentOf the current content of a file; `null` when it is gone
   * @param cacheBytes bytes of headers to keep in memory
   */
  constructor(
    contentOf: (inode: number) => Promise<FileContent | null>,
    cacheBytes: number,
    report: (message: string, inode: number) => void,
  ) {
    this.#contentOf = contentOf;
    this.#cache = new FileCache(cacheBytes);
    this.#report = report;
  }

  /** Attributes that are known without any work, or `null`. */
  known(inode: number): Attributes | null {
    const state = this.#states.get(inode);
    return state === undefined || state.stale ? null : state.attributes;
  }

  /** @throws OverlayError `ENOENT` when the file is gone, `EIO` when the library cannot be read */
  async attributes(inode: number): Promise<Attributes> {
    return this.known(inode) ?? (await this.#examine(inode)).state.attributes;
  }

  /** The current generation. @throws OverlayError `ENOENT`, `EIO` */
  async file(inode: number): Promise<VirtualFile> {
    const cached = this.#cache.get(inode);
    if (cached !== undefined && cached.attributes === this.known(inode)) return cached;
    return this.#builds.share(inode, (run) => this.#build(inode, run));
  }

  /** The file changed, or may have. @returns whether its attributes were ever requested */
  expire(inode: number): boolean {
    this.#examinations.markOutdated(inode);
    this.#builds.markOutdated(inode);
    const state = this.#states.get(inode);
    if (state !== undefined) state.stale = true;
    return state !== undefined;
  }

  /**
   * Gives the same content the next epoch. To be called when a program has written into the node of the present
   * epoch: the kernel's cache of that node is no longer the served content.
   */
  renew(inode: number): void {
    const state = this.#states.get(inode);
    if (state === undefined) return;
    this.#states.set(inode, { ...state, attributes: { ...state.attributes, epoch: state.attributes.epoch + 1 } });
  }

  /**
   * The file left the mount. Its state stays: if it comes back, its epochs go on counting, because the kernel may
   * still hold nodes of earlier ones.
   */
  forget(inode: number): void {
    this.#cache.delete(inode);
  }

  #examine(inode: number): Promise<Examined> {
    return this.#examinations.share(inode, async (run) => {
      for (;;) {
        run.outdated = false;
        const content = await this.#read(inode);
        if (!run.outdated) return this.#update(inode, content);
      }
    });
  }

  async #build(inode: number, run: Run): Promise<VirtualFile> {
    for (;;) {
      run.outdated = false;
      const { content, state, planned } = await this.#examine(inode);
      const cached = this.#cache.get(inode);
      if (cached !== undefined && cached.attributes === state.attributes) return cached;
      const plan = await planned.make().catch((error: unknown) => {
        throw error instanceof OverlayError
          ? error
          : this.#failure(`The header of ${content.name} cannot be made: ${errorMessage(error)}`, inode);
      });
      if (run.outdated) continue;
      if (plan.size !== state.attributes.size) {
        throw this.#failure(`The header of ${content.name} has another length than its attributes say`, inode);
      }
      return this.#store(inode, content, state.attributes, plan, planned.writable);
    }
  }

  async #read(inode: number): Promise<FileContent> {
    const content = await this.#contentOf(inode).catch((error: unknown) => {
      throw this.#failure(`The library cannot be read: ${errorMessage(error)}`, inode, error);
    });
    if (content === null) throw new OverlayError('ENOENT', 'It is no longer in the library');
    return content;
  }

  /** Brings the state of a file up to date, and stores its plan where that needs no other file. */
  #update(inode: number, content: FileContent): Examined {
    const before = this.#states.get(inode);
    const stamp = content.original === null ? 0 : stampKey(content.original.stamp);
    const same = before !== undefined && before.generation === content.generation && before.stamp === stamp;
    // The same generation is planned from the same lengths; otherwise every examination would make a new one.
    const previous =
      before === undefined
        ? null
        : same
          ? before.previous
          : { headerLength: before.headerLength, size: before.attributes.size };
    const planned = content.plan(previous, (message) => this.#report(message, inode));
    const unchanged = same && before.attributes.size === planned.size;
    const attributes: Attributes = unchanged
      ? before.attributes
      : {
          inode,
          epoch: before === undefined ? 0 : before.attributes.epoch + 1,
          kind: 'file',
          writable: planned.writable,
          size: planned.size,
          links: 1,
          modified: content.modified(before?.attributes.modified ?? null),
        };
    const state: FileState = {
      attributes,
      generation: content.generation,
      stamp,
      headerLength: planned.headerLength,
      previous,
      stale: false,
    };
    this.#states.set(inode, state);
    if (planned.plan !== null && this.#cache.get(inode)?.attributes !== attributes) {
      this.#store(inode, content, attributes, planned.plan, planned.writable);
    }
    return { content, state, planned };
  }

  #store(
    inode: number,
    { generation, original }: FileContent,
    attributes: Attributes,
    plan: Plan,
    writable: boolean,
  ): VirtualFile {
    const file = new VirtualFile({ attributes, plan, generation, original, writable });
    this.#cache.set(inode, file);
    return file;
  }

  /** Reports a failure, and returns it as the error for the callers that wait. */
  #failure(message: string, inode: number, cause?: unknown): OverlayError {
    this.#report(message, inode);
    return new OverlayError('EIO', message, cause);
  }
}
