/**
 * FUSE through Descant's own driver on libfuse 3 (`fuse/native/`).
 *
 * Every generation of a track is a kernel inode of its own, which never changes: the kernel may keep names,
 * attributes and pages until it is told to forget, players that have an old generation open read on in it,
 * and an edit shows as soon as the name has been forgotten. Reads never come here; only names, plans and
 * listings are asked for.
 */
import { MountError } from '../mount/mount-error.ts';
import { abortConnection, detach } from '../mount/fusermount.ts';
import { checkFuseDevice, checkFusermount } from '../mount/requirements.ts';
import { mountSource, mountStateOf, SUBTYPE } from '../mount/mount-state.ts';
import { EPOCHS, type Attributes } from '../overlay/attributes.ts';
import { errorNumber, OverlayError } from '../overlay/errors.ts';
import type { Invalidation } from '../overlay/invalidation.ts';
import type { Overlay } from '../overlay/overlay.ts';
import { displayPath } from '../overlay/display-path.ts';
import type { VirtualFile } from '../overlay/virtual-file.ts';
import { nameKey } from '../template/sanitize.ts';
import { directoryInode, isDirectoryInode, trackOfInode } from '../tree/inodes.ts';
import type { Mounted, MountBackend, MountOptions } from './backend.ts';
import { MountWriter } from '../writes/mount-writer.ts';
import { BusyDirectories } from './busy-directories.ts';
import { HeldListings } from './held-listings.ts';
import { MovedDirectories } from './moved-directories.ts';
import { answerWriting } from './native-writing.ts';
import {
  loadBinding,
  Question,
  type Asked,
  type NativeBinding,
  type NativeMount,
  type NativePlan,
} from './native-binding.ts';
import { listingOf, numbersOf } from './native-numbers.ts';
import { toNativePlan, zeroEnded } from './native-plan.ts';

/** Seconds for which the kernel may trust what it will be told to forget. */
const FOR_EVER = 1e6;
/** How long to wait after unmounting for those who still have files open, in milliseconds. */
const PATIENCE = 200;

export const nativeDriver: MountBackend = {
  name: 'descant',
  limitations: [],
  async mount(directory, overlay, options) {
    const binding = load();
    await checkFuseDevice();
    await checkFusermount();
    const source = await mountSource();
    const mounted = new NativeMounted(binding, directory, overlay, options);
    try {
      mounted.start({
        directory,
        source,
        subtype: SUBTYPE,
        allowOther: options.allowOther ?? false,
        writable: options.sink !== undefined,
      });
    } catch (error) {
      throw new MountError(
        'MOUNT_FAILED',
        `${directory} cannot be mounted: ${error instanceof Error ? error.message : String(error)}`,
        error,
      );
    }
    await mounted.warm();
    return mounted;
  },
};

function load(): NativeBinding {
  try {
    return loadBinding();
  } catch (error) {
    throw new MountError(
      'NO_BACKEND',
      `The built-in file system driver cannot be loaded: ${error instanceof Error ? error.message : String(error)}.`,
      error,
    );
  }
}

class NativeMounted implements Mounted {
  readonly directory: string;
  readonly ended: Promise<void>;
  readonly #binding: NativeBinding;
  readonly #overlay: Overlay;
  readonly #report: (operation: string, error: unknown, trackId: number | null) => void;
  readonly #listings: HeldListings;
  readonly #busy = new BusyDirectories();
  readonly #moved: MovedDirectories;
  /** Takes saves, where the mount is writable. */
  readonly #writer: MountWriter | null;
  readonly #markEnded: () => void;
  #mount: NativeMount | null = null;
  #endSubscription: () => void = () => undefined;
  /** Plans that were handed over and are still in memory here. */
  readonly #plans = new WeakMap<VirtualFile, NativePlan>();

  constructor(binding: NativeBinding, directory: string, overlay: Overlay, options: MountOptions) {
    this.#binding = binding;
    this.directory = directory;
    this.#overlay = overlay;
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
              // The listing says what the file was like before.
              this.#listings.dropWith(inode);
            },
            dropListing: (directory) => {
              if (this.#mount === null) return;
              const formerly = this.#moved.formerly([directory]);
              for (const inode of [directory, ...formerly]) this.#listings.drop(inode);
              // The kernel knows what was done in the one directory, not that the other is the same.
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
              // What the kernel has listed there is as it was.
              await binding.forget(this.#mount, new Float64Array(), new Uint8Array(), Float64Array.of(from));
            },
          });
    this.#report = options.onFailure ?? (() => undefined);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.#markEnded = resolve;
  }

  start(options: Parameters<NativeBinding['mount']>[0]): void {
    this.#mount = this.#binding.mount(
      options,
      (question, id, inode, epoch, name, value, pid, position, target, targetName, data) => {
        void this.#answer(question, { id, inode, epoch, name, value, pid, position, target, targetName, data });
      },
    );
    this.#endSubscription = this.#overlay.onInvalidate((invalidation) => this.#listings.dropChanged(invalidation));
    this.#countFiles();
  }

  /** Makes ready what the first program will ask for that walks through everything. */
  async warm(): Promise<void> {
    await this.#listings.warm();
  }

  async invalidate({ names, directories, files }: Invalidation): Promise<void> {
    if (this.#mount === null) return;
    this.#countFiles();
    // A file that kept its name is another node now: the name has to be looked up again.
    const places = files.flatMap((inode) => this.#overlay.namesOf(inode));
    const all = this.#moved.withFormer([...names, ...places]);
    const listed = [...directories, ...this.#moved.formerly(directories)];
    // To forget a name the kernel waits for whoever is at work in its directory, and they may be waiting for us.
    // If this process were killed in between, both would wait for ever.
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
    if (this.#mount !== null) await this.#cutOff();
    // Only now, when nobody saves here any more: until then a save that is under way ends as it would have.
    await this.#writer?.close();
  }

  async #cutOff(): Promise<void> {
    const state = await mountStateOf(this.directory);
    const trouble = state === null ? null : await detach(this.directory);
    if (trouble !== null) throw new MountError('BUSY', `${this.directory} cannot be unmounted: ${trouble}`);
    // The mount is gone from the tree, but whoever has a file open keeps the connection until it is cut.
    if (await this.#endsWithin(PATIENCE)) return;
    if (state !== null) await abortConnection(state.device);
    // Where the kernel offers no such file, the connection ends with this process.
    await this.#endsWithin(PATIENCE);
  }

  async #endsWithin(milliseconds: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(false), milliseconds);
    void this.ended.then(() => resolve(true));
    const ended = await promise;
    clearTimeout(timer);
    return ended;
  }

  #countFiles(): void {
    const { blocks, free, files } = this.#overlay.statistics();
    if (this.#mount !== null) this.#binding.setStatistics(this.#mount, blocks, free, files);
  }

  async #answer(question: number, kernelAsks: Asked): Promise<void> {
    const mount = this.#mount;
    if (mount === null) return;
    const asked = this.#asMeant(question, kernelAsks);
    const isMoved = asked.inode !== kernelAsks.inode;
    const locked = [
      ...directoriesLockedBy(question, asked),
      ...(isMoved ? directoriesLockedBy(question, kernelAsks) : []),
      ...this.#movedBy(question, asked),
    ];
    this.#busy.enter(locked);
    try {
      if (question === Question.lookup) await this.#lookUp(mount, asked, kernelAsks.inode);
      else if (question === Question.attributes) await this.#describe(mount, asked);
      else if (question === Question.open) await this.#open(mount, asked);
      else if (question === Question.list) this.#list(mount, asked.id, asked.inode, isMoved);
      else if (question === Question.trouble) await this.#noteTrouble(asked.inode, asked.value);
      else if (question === Question.ended) this.#finish();
      else if (this.#writer !== null) {
        await answerWriting(this.#binding, mount, this.#writer, question, asked, () => this.#describe(mount, asked));
      }
    } catch (error) {
      const usual =
        error instanceof OverlayError &&
        (error.code === 'ENOENT' || error.code === 'ESTALE' || error.code === 'EEXIST');
      // The kernel looks the name up again, and is not to find the same generation.
      if (error instanceof OverlayError && error.code === 'ESTALE') this.#listings.dropWith(asked.inode);
      if (!usual) this.#report(`${asked.inode} ${asked.name}`.trim(), error, trackOfInode(asked.inode));
      if (asked.id !== 0) this.#binding.replyError(mount, asked.id, errorNumber(error));
    } finally {
      this.#busy.leave(locked);
    }
  }

  /** What the kernel asks, of directories where they are now. */
  #asMeant(question: number, asked: Asked): Asked {
    const inode = this.#moved.meantBy(asked.inode);
    const target = question === Question.rename ? this.#moved.meantBy(asked.target) : asked.target;
    return inode === asked.inode && target === asked.target ? asked : { ...asked, inode, target };
  }

  /** @param kernelDirectory by which number the kernel knows the directory; names are not announced by a former one */
  async #lookUp(mount: NativeMount, { id, inode: directory, name }: Asked, kernelDirectory: number): Promise<void> {
    const isMoved = kernelDirectory !== directory;
    const placed = this.#writer?.find(directory, name) ?? null;
    if (placed?.kind === 'made') {
      this.#binding.replyEntry(mount, id, numbersOf(placed.attributes, true), 0, true);
      return;
    }
    const found =
      placed === null
        ? this.#overlay.find(directory, name)
        : placed.kind === 'track'
          ? { inode: placed.inode, exact: false }
          : null;
    if (found === null) {
      // Only the composed form of a name is announced when it comes into being.
      const isAnnounced = placed === null && !isMoved && isAscii(name) && this.#overlay.isCaseSensitive;
      this.#binding.replyAbsent(mount, id, isAnnounced ? FOR_EVER : 0);
      return;
    }
    this.#listings.lookedAtFileIn(directory);
    const attributes = await this.#attributesAt(found.inode, kernelDirectory, name);
    const writing = this.#writer?.attributes(found.inode, attributes.epoch % EPOCHS) ?? null;
    this.#binding.replyEntry(
      mount,
      id,
      numbersOf(writing ?? attributes, this.#writer !== null),
      found.exact && writing === null && !isMoved ? FOR_EVER : 0,
      writing !== null,
    );
  }

  /**
   * In a directory that the kernel knows by a former number, directories have former numbers as well: it would
   * otherwise find one and the same in two places, and cannot always tell which of them counts.
   */
  async #attributesAt(inode: number, kernelDirectory: number, name: string): Promise<Attributes> {
    const attributes = await this.#overlay.attributes(inode);
    if (attributes.kind === 'file' || this.#moved.meantBy(kernelDirectory) === kernelDirectory) return attributes;
    const former = directoryInode(
      kernelDirectory,
      nameKey(name, this.#overlay.isCaseSensitive ? 'posix' : 'portable'),
      0,
    );
    if (this.#overlay.exists(former)) return attributes;
    if (this.#moved.meantBy(former) !== inode) this.#moved.note(former, inode);
    return { ...attributes, inode: former };
  }

  async #describe(mount: NativeMount, { id, inode, epoch }: Asked): Promise<void> {
    const writing = this.#writer?.attributes(inode, epoch) ?? null;
    this.#binding.replyAttributes(
      mount,
      id,
      numbersOf(writing ?? (await this.#overlay.attributes(inode)), this.#writer !== null),
      writing !== null,
    );
  }

  async #open(mount: NativeMount, { id, inode, epoch, value: flags, pid }: Asked): Promise<void> {
    const writing = await this.#writer?.open(inode, epoch, flags, pid);
    if (writing !== undefined) {
      this.#binding.replyOpen(mount, id, writing === null ? null : this.#planOf(writing), true);
      return;
    }
    const file = await this.#overlay.file(inode);
    // The name was looked up before an edit: the kernel looks it up again and finds the new node.
    if (file.attributes.epoch % EPOCHS !== epoch) throw new OverlayError('ESTALE', 'The file was edited meanwhile');
    this.#binding.replyOpen(mount, id, this.#planOf(file), false);
  }

  #planOf(file: VirtualFile): NativePlan {
    let plan = this.#plans.get(file);
    if (plan === undefined) {
      plan = toNativePlan(this.#binding, file);
      this.#plans.set(file, plan);
    }
    return plan;
  }

  #list(mount: NativeMount, id: number, inode: number, isMoved: boolean): void {
    const { numbers, names } = listingOf(this.#overlay, this.#writer, inode, isMoved);
    this.#binding.replyListing(mount, id, numbers, names);
    this.#listings.asked(inode);
  }

  /** The directory that a rename takes along: the kernel locks it as well. */
  #movedBy(question: number, { inode, name }: Asked): readonly number[] {
    const found = question === Question.rename && this.#overlay.exists(inode) ? this.#overlay.find(inode, name) : null;
    return found !== null && isDirectoryInode(found.inode) ? [found.inode] : [];
  }

  async #noteTrouble(inode: number, error: number): Promise<void> {
    const file = await this.#overlay.file(inode);
    const path = displayPath(file.path);
    // Find out in words what the driver only saw as an error number.
    const cause = await file.retain().then(
      () => file.release(),
      (thrown: unknown) => thrown,
    );
    this.#report(
      `read ${this.#overlay.pathOf(inode)}`,
      cause ?? new OverlayError('EIO', `${path} cannot be read (error ${error})`),
      trackOfInode(inode),
    );
  }

  #finish(): void {
    this.#endSubscription();
    if (this.#mount !== null) this.#binding.finish(this.#mount);
    this.#mount = null;
    this.#markEnded();
  }
}

/** The directories that the kernel keeps locked until a question is answered. */
function directoriesLockedBy(question: number, { inode, target }: Asked): readonly number[] {
  if (question === Question.rename) return [inode, target];
  const locks =
    question === Question.lookup ||
    question === Question.list ||
    question === Question.create ||
    question === Question.unlink ||
    question === Question.makeDirectory ||
    question === Question.removeDirectory;
  return locks ? [inode] : [];
}

function isAscii(name: string): boolean {
  return /^[\x20-\x7e]*$/.test(name);
}
