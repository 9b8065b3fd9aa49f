/**
 * A mount through the driver: begins it, makes the kernel forget what changes, and ends it. `NativeAnswers` answers the
 * driver's questions.
 */
import { constants } from 'node:os';
import { MountError } from '../mount/mount-error.ts';
import { detach, openConnection } from '../mount/unmount.ts';
import { mountStateOf } from '../mount/mount-state.ts';
import { spaceOf } from '../mount/space.ts';
import type { Invalidation } from '../overlay/invalidation.ts';
import type { Overlay } from '../overlay/overlay.ts';
import { MountWriter } from '../writes/mount-writer.ts';
import type { Mounted, MountOptions } from './backend.ts';
import { BusyDirectories } from './busy-directories.ts';
import { HeldListings } from './held-listings.ts';
import { MovedDirectories } from './moved-directories.ts';
import { NativeAnswers } from './native-answers.ts';
import { Question, type Asked, type NativeBinding, type NativeMount } from '../native/native-binding.ts';
import { zeroEnded } from './native-plan.ts';

/** How long to wait after unmounting for programs that still have files open, in milliseconds. */
const CLOSE_TIMEOUT = 200;

/** Milliseconds after which the mount states its space anew. */
const SPACE_PERIOD = 10_000;

/** A mount by the driver, from `start` to the end. */
export class NativeMounted implements Mounted {
  readonly directory: string;
  readonly ended: Promise<void>;
  readonly #binding: NativeBinding;
  readonly #overlay: Overlay;
  readonly #listings: HeldListings;
  readonly #busy = new BusyDirectories();
  readonly #moved: MovedDirectories;
  /** Takes saves; `null` where the mount is read-only. */
  readonly #writer: MountWriter | null;
  readonly #answers: NativeAnswers;
  readonly #markEnded: () => void;
  readonly #spaceOf: string | undefined;
  #spaceClock: NodeJS.Timeout | undefined;
  #mount: NativeMount | null = null;
  #endSubscription: () => void = () => undefined;

  constructor(binding: NativeBinding, directory: string, overlay: Overlay, options: MountOptions) {
    this.#binding = binding;
    this.directory = directory;
    this.#overlay = overlay;
    this.#spaceOf = options.spaceOf;
    this.#moved = new MovedDirectories(
      (inode) =>
        this.#overlay.exists(inode) || (this.#writer !== null && this.#writer.directories.above(inode) !== null),
    );
    this.#listings = new HeldListings(
      binding,
      overlay,
      this.#moved,
      () => this.#mount,
      () => this.#writer,
    );
    this.#writer =
      options.sink === undefined
        ? null
        : new MountWriter(overlay, options.sink, {
            divert: (inode, epoch) => {
              if (this.#mount === null) return;
              binding.divert(this.#mount, inode, epoch);
              // The listing has the file's former attributes.
              this.#listings.dropWith(inode);
            },
            dropListing: (directory) => {
              if (this.#mount === null) return;
              const formerly = this.#moved.formerly([directory]);
              for (const inode of [directory, ...formerly]) this.#listings.drop(inode);
              // The kernel does not know that the former numbers are the same directory.
              if (formerly.length > 0) {
                void binding.forget(this.#mount, new Float64Array(), new Uint8Array(), Float64Array.from(formerly));
              }
            },
            retire: (inode, epoch) => {
              if (this.#mount !== null) binding.retire(this.#mount, inode, epoch);
            },
            directoryMoved: async (from, to) => {
              this.#moved.note(from, to);
              if (this.#mount === null) return;
              this.#listings.drop(from);
              // The kernel has the former listing.
              await binding.forget(this.#mount, new Float64Array(), new Uint8Array(), Float64Array.of(from));
            },
          });
    this.#answers = new NativeAnswers({
      binding,
      overlay,
      writer: this.#writer,
      listings: this.#listings,
      moved: this.#moved,
      busy: this.#busy,
      report: options.onFailure ?? (() => undefined),
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.#markEnded = resolve;
  }

  start(options: Parameters<NativeBinding['mount']>[0]): void {
    this.#mount = this.#binding.mount(
      options,
      (question, id, inode, epoch, name, value, pid, position, target, targetName, data) => {
        if (this.#mount === null) return;
        if (question === Question.ended) return this.#finish();
        const asked = { id, inode, epoch, name, value, pid, position, target, targetName, data };
        if (this.#overlay.isReady) void this.#answers.answer(this.#mount, question, asked);
        else void this.#answerLater(question, asked);
      },
    );
    this.#endSubscription = this.#overlay.onInvalidate((invalidation) => {
      // Before any other answer: the kernel hears of it later, and asks by the former numbers until then.
      this.#moved.noteAll(invalidation.moved ?? []);
      this.#listings.dropChanged(invalidation);
    });
    this.#spaceClock = setInterval(() => void this.#tellSpace(), SPACE_PERIOD).unref();
    void this.#tellSpace();
  }

  /** A request that comes while the library is read waits: a part of the tree would be a wrong answer. */
  async #answerLater(question: number, asked: Asked): Promise<void> {
    const isReady = await this.#overlay.ready.then(
      () => true,
      () => false,
    );
    if (this.#mount === null) return;
    if (isReady) await this.#answers.answer(this.#mount, question, asked);
    else if (asked.id !== 0) this.#binding.replyError(this.#mount, asked.id, constants.errno.EIO);
  }

  /** Lists the directories that the first walk through the mount will ask for. */
  async warm(): Promise<void> {
    await this.#listings.warm();
  }

  async invalidate({ names, directories, files }: Invalidation): Promise<void> {
    if (this.#mount === null) return;
    // A file that kept its name is another node now: the kernel must look the name up again.
    const places = files.flatMap((inode) => this.#overlay.namesOf(inode));
    const all = this.#moved.withFormer([...names, ...places]);
    const listed = [...directories, ...this.#moved.formerly(directories)];
    // To forget a name the kernel waits for the requests in its directory, which may wait for this process. If this
    // process were killed then, both would wait for ever.
    await this.#busy.free(all.map((place) => place.directory));
    if (this.#mount === null) return;
    await this.#binding.forget(
      this.#mount,
      Float64Array.from(all, (place) => place.directory),
      zeroEnded(all.map((place) => place.name)),
      Float64Array.from(listed),
    );
  }

  async unmount(): Promise<void> {
    if (this.#mount !== null) await this.#disconnect();
    // After the end of all saves: until then a save that is under way ends as it would have.
    await this.#writer?.close();
  }

  async #disconnect(): Promise<void> {
    const state = await mountStateOf(this.directory);
    // Where another program has unmounted this mount, the next one may have its place already.
    if (state?.pid !== process.pid) {
      await this.#endsWithin(CLOSE_TIMEOUT);
      return;
    }
    const connection = await openConnection(state.device);
    try {
      const failure = await detach(this.directory);
      if (failure !== null) throw new MountError('BUSY', `${this.directory} cannot be unmounted: ${failure}`);
      // The mount is gone from the tree, but programs with open files keep the connection until it is aborted.
      if (await this.#endsWithin(CLOSE_TIMEOUT)) return;
      await connection?.abort();
      // Where the kernel offers no such file, the connection ends with this process.
      await this.#endsWithin(CLOSE_TIMEOUT);
    } finally {
      await connection?.close();
    }
  }

  async #endsWithin(milliseconds: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(false), milliseconds);
    void this.ended.then(() => resolve(true));
    const ended = await promise;
    clearTimeout(timer);
    return ended;
  }

  async #tellSpace(): Promise<void> {
    const { blocks, free } = await spaceOf(this.#spaceOf);
    if (this.#mount !== null) this.#binding.setStatistics(this.#mount, blocks, free, 0);
  }

  #finish(): void {
    clearInterval(this.#spaceClock);
    this.#endSubscription();
    if (this.#mount !== null) this.#binding.finish(this.#mount);
    this.#mount = null;
    this.#markEnded();
  }
}
