/**
 * The files of the mount, by inode: what `stat` says of each, and their plans, made when they are asked for.
 *
 * - Sizes are exact before the first read: they are those of the plan that will be read.
 * - A header keeps its length from edit to edit until the tags no longer fit, so that most edits move neither
 *   the size nor the audio under a playing client.
 * - Of every file that was asked for the attributes are remembered; of those asked for most recently also the
 *   header.
 */
import type { Plan } from '../formats/plan.ts';
import type { Attributes } from './attributes.ts';
import { OverlayError } from './errors.ts';
import { FileCache } from './file-cache.ts';
import type { FileContent } from './file-content.ts';
import type { PlannedFile, PreviousLengths } from './plan-track.ts';
import type { Stamp } from './track-source.ts';
import { VirtualFile } from './virtual-file.ts';

/** What is remembered of a file. */
interface FileState {
  readonly attributes: Attributes;
  readonly generation: number;
  readonly stamp: number;
  readonly headerLength: number;
  /** What had been served before this generation: it belongs to what its plan is made from. */
  readonly previous: PreviousLengths | null;
  /** Whether something may have changed since. */
  stale: boolean;
}

/** What was found out about a file. */
interface Look {
  readonly content: FileContent;
  readonly facts: FileState;
  readonly planned: PlannedFile;
}

/** About work that goes on for a file: whether it changed meanwhile, so that what was read may be the state before. */
interface Progress {
  outdated: boolean;
}

type Work<T> = Map<number, { readonly promise: Promise<T>; readonly progress: Progress }>;

export class ServedFiles {
  readonly #contentOf: (inode: number) => Promise<FileContent | null>;
  readonly #cache: FileCache;
  readonly #report: (message: string, inode: number) => void;
  readonly #facts = new Map<number, FileState>();
  readonly #looking: Work<Look> = new Map();
  readonly #building: Work<VirtualFile> = new Map();

  /**
   * @param contentOf what a file is made from now; `null` when it is gone
   * @param cacheBytes of headers to keep in memory
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

  /** The attributes of a file, as far as they are known without work. */
  known(inode: number): Attributes | null {
    const facts = this.#facts.get(inode);
    return facts === undefined || facts.stale ? null : facts.attributes;
  }

  /** @throws OverlayError `ENOENT` when the file is gone, `EIO` when the library cannot be read */
  async attributes(inode: number): Promise<Attributes> {
    return this.known(inode) ?? (await this.#look(inode)).facts.attributes;
  }

  /** The current generation. @throws OverlayError `ENOENT`, `EIO` */
  async file(inode: number): Promise<VirtualFile> {
    const attributes = this.known(inode);
    const cached = attributes === null ? undefined : this.#cache.get(inode);
    if (cached !== undefined && cached.attributes === attributes) return cached;
    return once(this.#building, inode, (progress) => this.#build(inode, progress));
  }

  /** The file changed, or may have. @returns whether anybody was told anything of it before */
  expire(inode: number): boolean {
    for (const work of [this.#looking.get(inode), this.#building.get(inode)]) {
      if (work !== undefined) work.progress.outdated = true;
    }
    const facts = this.#facts.get(inode);
    if (facts !== undefined) facts.stale = true;
    return facts !== undefined;
  }

  /**
   * Makes the same content another generation: what the kernel holds of the present one is no longer it,
   * because a program has written there.
   */
  renew(inode: number): void {
    const facts = this.#facts.get(inode);
    if (facts === undefined) return;
    this.#facts.set(inode, { ...facts, attributes: { ...facts.attributes, epoch: facts.attributes.epoch + 1 } });
    this.#cache.delete(inode);
  }

  /** The file left the mount. Should it come back, its generations go on counting: the kernel may know those of before. */
  forget(inode: number): void {
    this.#cache.delete(inode);
  }

  #look(inode: number): Promise<Look> {
    return once(this.#looking, inode, async (progress) => {
      for (;;) {
        progress.outdated = false;
        const content = await this.#read(inode);
        if (!progress.outdated) return this.#examine(inode, content);
      }
    });
  }

  async #build(inode: number, progress: Progress): Promise<VirtualFile> {
    for (;;) {
      progress.outdated = false;
      const { content, facts, planned } = await this.#look(inode);
      const cached = this.#cache.get(inode);
      if (cached !== undefined && cached.attributes === facts.attributes) return cached;
      const plan = await planned.make().catch((error: unknown) => {
        throw error instanceof OverlayError
          ? error
          : this.#broken(`The header of ${content.name} cannot be made: ${reasonOf(error)}`, inode);
      });
      if (progress.outdated) continue;
      if (plan.size !== facts.attributes.size) {
        throw this.#broken(`The header of ${content.name} has another length than was said`, inode);
      }
      return this.#keep(inode, content, facts.attributes, plan, planned.writable);
    }
  }

  async #read(inode: number): Promise<FileContent> {
    const content = await this.#contentOf(inode).catch((error: unknown) => {
      throw this.#broken(`The library cannot be read: ${reasonOf(error)}`, inode, error);
    });
    if (content === null) throw new OverlayError('ENOENT', 'It is no longer in the library');
    return content;
  }

  /** Finds out what is to be said of a file, and makes its plan where that needs no other file. */
  #examine(inode: number, content: FileContent): Look {
    const before = this.#facts.get(inode);
    const stamp = content.original === null ? 0 : stampKey(content.original.stamp);
    const same = before !== undefined && before.generation === content.generation && before.stamp === stamp;
    // The same generation is planned from the same facts: it would otherwise be another with every look.
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
    const facts: FileState = {
      attributes,
      generation: content.generation,
      stamp,
      headerLength: planned.headerLength,
      previous,
      stale: false,
    };
    this.#facts.set(inode, facts);
    if (planned.plan !== null && this.#cache.get(inode)?.attributes !== attributes) {
      this.#keep(inode, content, attributes, planned.plan, planned.writable);
    }
    return { content, facts, planned };
  }

  #keep(
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

  /** Reports what went wrong, as the error for those who wait for it. */
  #broken(message: string, inode: number, cause?: unknown): OverlayError {
    this.#report(message, inode);
    return new OverlayError('EIO', message, cause);
  }
}

/** Does for a file what many ask for at the same time once. */
function once<T>(under: Work<T>, inode: number, work: (progress: Progress) => Promise<T>): Promise<T> {
  const same = under.get(inode);
  if (same !== undefined) return same.promise;
  const progress: Progress = { outdated: false };
  const promise = work(progress).finally(() => under.delete(inode));
  under.set(inode, { promise, progress });
  return promise;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A number that differs whenever the stamp does, but for a chance of one in 2⁵³. */
function stampKey({ inode, size, mtimeNs, ctimeNs }: Stamp): number {
  return Number(
    BigInt.asUintN(
      53,
      ctimeNs * 0x9e3779b97f4a7c15n + mtimeNs * 0xbf58476d1ce4e5b9n + inode * 0x94d049bb133111ebn + BigInt(size),
    ),
  );
}
