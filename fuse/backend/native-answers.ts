/**
 * Answers the driver's questions from the overlay and, where the mount is writable, from its writer. Every question of
 * the kernel gets exactly one answer, an error number if need be.
 */
import { constants } from 'node:os';
import { EPOCHS, type Attributes } from '../overlay/attributes.ts';
import { displayPath } from '../overlay/display-path.ts';
import { errorNumber, OverlayError } from '../overlay/errors.ts';
import type { Overlay } from '../overlay/overlay.ts';
import type { VirtualFile } from '../overlay/virtual-file.ts';
import { MAX_NAME_BYTES, nameKey } from '../template/sanitize.ts';
import { directoryInode, isDirectoryInode, trackOfInode } from '../tree/inodes.ts';
import type { MountWriter } from '../writes/mount-writer.ts';
import { programName } from '../writes/program-name.ts';
import { findsPresentNamesOnly } from '../writes/renaming-programs.ts';
import type { MountOptions } from './backend.ts';
import type { BusyDirectories } from './busy-directories.ts';
import type { HeldListings } from './held-listings.ts';
import type { MovedDirectories } from './moved-directories.ts';
import {
  Question,
  type Asked,
  type NativeBinding,
  type NativeMount,
  type NativePlan,
} from '../native/native-binding.ts';
import { listingOf, numbersOf } from './native-numbers.ts';
import { toNativePlan } from './native-plan.ts';
import { answerWriting } from './native-writing.ts';

/** Timeout for names of which the kernel is told when they change, in seconds. */
const NO_EXPIRY = 1e6;

/** The parts of a mount that answers are made from. */
export interface AnswerSources {
  readonly binding: NativeBinding;
  readonly overlay: Overlay;
  /** `null` where the mount is read-only. */
  readonly writer: MountWriter | null;
  readonly listings: HeldListings;
  readonly moved: MovedDirectories;
  readonly busy: BusyDirectories;
  readonly report: NonNullable<MountOptions['onFailure']>;
}

export class NativeAnswers {
  readonly #binding: NativeBinding;
  readonly #overlay: Overlay;
  readonly #writer: MountWriter | null;
  readonly #listings: HeldListings;
  readonly #moved: MovedDirectories;
  readonly #busy: BusyDirectories;
  readonly #report: AnswerSources['report'];
  /** Plans that the driver has, of files that are in memory here. */
  readonly #plans = new WeakMap<VirtualFile, NativePlan>();

  constructor({ binding, overlay, writer, listings, moved, busy, report }: AnswerSources) {
    this.#binding = binding;
    this.#overlay = overlay;
    this.#writer = writer;
    this.#listings = listings;
    this.#moved = moved;
    this.#busy = busy;
    this.#report = report;
  }

  /** Answers one question of the driver. Never rejects: the kernel gets an error number instead. */
  async answer(mount: NativeMount, question: number, kernelAsks: Asked): Promise<void> {
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
      else if (question === Question.failure) await this.#noteFailure(asked.inode, asked.value);
      else if (this.#writer !== null) {
        await answerWriting(this.#binding, mount, this.#writer, question, asked, () => this.#describe(mount, asked));
      }
    } catch (error) {
      const usual =
        error instanceof OverlayError && ['ENOENT', 'ESTALE', 'EEXIST', 'ENAMETOOLONG'].includes(error.code);
      // The kernel looks the name up again, and must not find the same generation.
      if (error instanceof OverlayError && error.code === 'ESTALE') this.#listings.dropWith(asked.inode);
      if (!usual) this.#report(`${asked.inode} ${asked.name}`.trim(), error, trackOfInode(asked.inode));
      if (asked.id !== 0) this.#binding.replyError(mount, asked.id, this.#errorNumber(question, asked, error));
    } finally {
      this.#busy.leave(locked);
    }
  }

  /**
   * The kernel may know a name of a node that is gone and of which it is told only now. After ESTALE it looks the whole
   * path up again: the name may lead to another node. A directory that is read is open, without a path to look up.
   */
  #errorNumber(question: number, { inode }: Asked, error: unknown): number {
    const byPath = question === Question.lookup || question === Question.attributes || question === Question.open;
    const isGone = error instanceof OverlayError && error.code === 'ENOENT' && !this.#overlay.exists(inode);
    return byPath && isGone ? constants.errno.ESTALE : errorNumber(error);
  }

  /** The question with the present numbers of its directories. */
  #asMeant(question: number, asked: Asked): Asked {
    const inode = this.#moved.meantBy(asked.inode);
    const target = question === Question.rename ? this.#moved.meantBy(asked.target) : asked.target;
    return inode === asked.inode && target === asked.target ? asked : { ...asked, inode, target };
  }

  /** Whether the mount has the directory, or had it and names in it are remembered. */
  #isDirectory(inode: number): boolean {
    return this.#overlay.isDirectory(inode) || (this.#writer?.directories.above(inode) ?? null) !== null;
  }

  /** @param kernelDirectory the number by which the kernel knows the directory; former numbers get no timeout */
  async #lookUp(
    mount: NativeMount,
    { id, inode: directory, name, pid }: Asked,
    kernelDirectory: number,
  ): Promise<void> {
    if (Buffer.byteLength(name) > MAX_NAME_BYTES) {
      throw new OverlayError('ENAMETOOLONG', `"${name}" is longer than ${MAX_NAME_BYTES} bytes`);
    }
    if (!this.#isDirectory(directory)) throw new OverlayError('ENOENT', 'The directory is gone');
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
          ? { inode: placed.inode, exact: false, former: false }
          : null;
    if (found === null || (found.former && findsPresentNamesOnly(await programName(pid)))) {
      // Of a new name only the composed form is announced to the kernel.
      const isAnnounced =
        found === null &&
        placed === null &&
        !isMoved &&
        isAscii(name) &&
        this.#overlay.isCaseSensitive &&
        this.#overlay.exists(directory);
      this.#binding.replyAbsent(mount, id, isAnnounced ? NO_EXPIRY : 0);
      return;
    }
    this.#listings.lookedAtFileIn(directory);
    const attributes = await this.#attributesAt(found.inode, kernelDirectory, name);
    const writing = this.#writer?.attributes(found.inode, attributes.epoch % EPOCHS) ?? null;
    this.#binding.replyEntry(
      mount,
      id,
      numbersOf(writing ?? attributes, this.#writer !== null),
      found.exact && writing === null && !isMoved ? NO_EXPIRY : 0,
      writing !== null,
    );
  }

  /**
   * In a directory that the kernel knows by a former number, directories get former numbers as well: with one number in
   * two places the kernel cannot always tell which of them is right.
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
    // The name was looked up before an edit: after ESTALE the kernel looks it up again and finds the new node.
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

  /** The directory that a rename moves: the kernel locks it as well. */
  #movedBy(question: number, { inode, name }: Asked): readonly number[] {
    const found = question === Question.rename && this.#overlay.exists(inode) ? this.#overlay.find(inode, name) : null;
    return found !== null && isDirectoryInode(found.inode) ? [found.inode] : [];
  }

  async #noteFailure(inode: number, error: number): Promise<void> {
    const file = await this.#overlay.file(inode);
    const path = displayPath(file.path);
    // The driver has an error number only; opening the file again gives the reason in words.
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
