/**
 * The face of `fuse/writes` for backends: what programs do in the mount when they save, rename and make directories.
 *
 * - Writing into a track begins a draft with the first write. The save is the flush or the close of the file.
 * - Writing a new file and renaming it over a track: the save is the rename.
 * - Renaming or removing a track while its replacement is beside it or `mv` brings it, and putting a file at its name:
 *   the save is the close or the rename of that file.
 * - Any other rename of a track or a directory is an edit of the tags that its path is made of (`renames.ts`).
 *
 * A save becomes one edit of the track, or it is refused and its bytes are kept; originals are never opened for
 * writing. Names that programs make or remove are temporary: after a while the mount shows the tree again.
 */
import { constants } from 'node:fs';
import { EPOCHS, type Attributes } from '../overlay/attributes.ts';
import type { EditSink } from '../overlay/edit-sink.ts';
import { OverlayError } from '../overlay/errors.ts';
import type { Overlay } from '../overlay/overlay.ts';
import type { VirtualFile } from '../overlay/virtual-file.ts';
import { trackInode } from '../tree/inodes.ts';
import { Commits } from './commit.ts';
import { DirectoryOperations } from './directory-operations.ts';
import { DirectoryMoves } from './directory-moves.ts';
import { USUAL_LIFETIMES, type Lifetimes } from './lifetimes.ts';
import { MountNames } from './mount-names.ts';
import { NameOperations } from './name-operations.ts';
import { PathEdits } from './path-edits.ts';
import { Refusals } from './refusals.ts';
import { Renames } from './renames.ts';
import { isScratchInode } from './scratch.ts';
import { ScratchFiles } from './scratch-files.ts';
import { TrackLocks } from './track-locks.ts';
import { TrackSessions } from './track-sessions.ts';
import type { WriterHost } from './writer-host.ts';

/** Flag of `renameat2`. */
const RENAME_NOREPLACE = 1;

/** What is at a name that differs from the tree: a file or directory that a program made, a track, or nothing. */
export type Found =
  | { readonly kind: 'made'; readonly attributes: Attributes }
  | { readonly kind: 'track'; readonly inode: number }
  | { readonly kind: 'nothing' };

/** A name in a directory that differs from the tree. */
export interface OverriddenName {
  readonly name: string;
  /** `null` for a name of the tree that a program removed. */
  readonly inode: number | null;
  readonly kind: 'file' | 'directory';
  readonly cookie: number;
}

export class MountWriter {
  readonly #overlay: Overlay;
  readonly #names: MountNames;
  readonly #scratches: ScratchFiles;
  readonly #sessions: TrackSessions;
  readonly #renames: Renames;
  readonly #operations: NameOperations;
  /** Making and removing directories. */
  readonly directories: DirectoryOperations;

  constructor(overlay: Overlay, sink: EditSink, host: WriterHost, lifetimes: Lifetimes = USUAL_LIFETIMES) {
    this.#overlay = overlay;
    const [locks, refusals] = [new TrackLocks(), new Refusals(sink)];
    const commits = new Commits(overlay, sink, locks, refusals);
    const edits = new PathEdits(overlay, sink, locks, refusals);
    const names = new MountNames(overlay, (directory) => host.dropListing(directory));
    const directoryMoved = (from: number, to: number): Promise<void> => host.directoryMoved(from, to);
    const trackMoved = (inode: number): void => {
      const epoch = overlay.knownEpoch(inode);
      if (epoch !== null) host.retire(inode, epoch % EPOCHS);
    };
    this.#names = names;
    this.#scratches = new ScratchFiles(overlay, names, commits, refusals, sink.quarantine, lifetimes);
    this.#sessions = new TrackSessions(overlay, commits, sink.quarantine, host);
    this.#renames = new Renames(overlay, names, edits, refusals, lifetimes, trackMoved);
    this.directories = new DirectoryOperations(overlay, names, lifetimes.directory, directoryMoved);
    const listener = { trackMoved, directoryMoved };
    this.#operations = new NameOperations({
      overlay,
      names,
      scratches: this.#scratches,
      directories: this.directories,
      renames: this.#renames,
      directoryMoves: new DirectoryMoves(overlay, names, edits, refusals, this.#scratches, listener),
      lifetimes,
    });
  }

  /** What is at a name, or `null` where it is as in the tree. */
  find(directory: number, name: string): Found | null {
    const override = this.#names.override(directory, name);
    switch (override?.kind) {
      case undefined:
        return this.#overlay.isDirectory(directory) ? null : { kind: 'nothing' };
      case 'scratch':
        return { kind: 'made', attributes: override.scratch.attributes };
      case 'directory':
        return { kind: 'made', attributes: this.#names.directories.attributes(override.pending) };
      case 'alias':
        return { kind: 'track', inode: trackInode(override.track) };
      case 'gone':
        return { kind: 'nothing' };
    }
  }

  /** The names of a directory that differ from the tree's. */
  namesIn(directory: number): OverriddenName[] {
    return this.#names.listedIn(directory).flatMap(({ name, override, cookie }): OverriddenName[] => {
      switch (override.kind) {
        case 'scratch':
          return [{ name, cookie, inode: override.scratch.inode, kind: 'file' }];
        case 'directory':
          return [{ name, cookie, inode: override.pending.inode, kind: 'directory' }];
        case 'alias':
        case 'listed':
          return [{ name, cookie, inode: trackInode(override.track), kind: 'file' }];
        case 'gone':
          return [{ name, cookie, inode: null, kind: 'file' }];
      }
    });
  }

  /** Attributes of a file or directory that a program made, or of a track with a draft; `null` for any other. */
  attributes(inode: number, epoch: number): Attributes | null {
    if (isScratchInode(inode)) return this.#scratches.expect(inode).attributes;
    const pending = this.#names.directories.get(inode);
    return pending === null ? this.#sessions.attributes(inode, epoch) : this.#names.directories.attributes(pending);
  }

  /**
   * Opens a file that a program made, a track with a draft, or a track for writing.
   * @param flags of `open`
   * @returns the generation to read from until the first write; `null` when the writer answers all reads; `undefined`
   *   for any other file
   */
  async open(inode: number, epoch: number, flags: number, pid: number): Promise<VirtualFile | null | undefined> {
    const truncates = (flags & constants.O_TRUNC) !== 0;
    if (isScratchInode(inode)) {
      const scratch = this.#scratches.expect(inode);
      scratch.handles += 1;
      if (truncates) this.#scratches.resize(scratch, 0, pid);
      return null;
    }
    const writes = truncates || (flags & (constants.O_WRONLY | constants.O_RDWR)) !== 0;
    const known = this.#sessions.get(inode, epoch);
    if (!writes && (known === undefined || known.draft === null)) return undefined;
    const session = await this.#sessions.acquire(inode, epoch);
    if (truncates) await this.#sessions.resize(session, 0, pid);
    return session.draft === null ? session.served : null;
  }

  /** Makes a file in a directory and opens it. @throws OverlayError `EEXIST` */
  async create(directory: number, name: string, pid: number): Promise<Attributes> {
    const override = this.#names.override(directory, name);
    if (override !== null ? override.kind !== 'gone' : this.#names.treeInode(directory, name) !== null) {
      throw new OverlayError('EEXIST', `"${name}" exists already`);
    }
    const replaces = override?.kind === 'gone' ? override.track : this.#names.formerTrack(directory, name);
    return (await this.#scratches.create(directory, name, replaces, pid)).attributes;
  }

  /** Reads what was written. @returns fewer than `length` bytes only at the end of the file */
  async read(inode: number, epoch: number, length: number, position: number): Promise<Uint8Array> {
    const buffer = Buffer.allocUnsafe(length);
    const draft = isScratchInode(inode)
      ? this.#scratches.expect(inode).draft
      : await this.#sessions.expect(inode, epoch).draft;
    if (draft === null) throw new OverlayError('EBADF', 'Nothing was written to this file');
    return buffer.subarray(0, await draft.read(buffer, 0, length, position));
  }

  async write(inode: number, epoch: number, bytes: Uint8Array, position: number, pid: number): Promise<void> {
    if (isScratchInode(inode)) {
      const scratch = this.#scratches.expect(inode);
      await scratch.draft.write(bytes, position);
      scratch.touched(pid);
      return;
    }
    await this.#sessions.write(this.#sessions.expect(inode, epoch), bytes, position, pid);
  }

  /** Truncates a file or extends it by zeros. A track that no program has open is committed at once. */
  async resize(inode: number, epoch: number, size: number, pid: number): Promise<void> {
    if (isScratchInode(inode)) {
      this.#scratches.resize(this.#scratches.expect(inode), size, pid);
      return;
    }
    const session = await this.#sessions.acquire(inode, epoch);
    try {
      await this.#sessions.resize(session, size, pid);
    } finally {
      await this.#sessions.releaseHandle(session);
    }
  }

  /** A program closes or syncs a file. @throws OverlayError when its writes are refused */
  async flush(inode: number, epoch: number): Promise<void> {
    if (isScratchInode(inode)) await this.#scratches.commitDraft(this.#scratches.expect(inode));
    else await this.#sessions.flush(inode, epoch);
  }

  /** A handle was closed. */
  async release(inode: number, epoch: number): Promise<void> {
    if (isScratchInode(inode)) {
      await this.#scratches.release(inode);
      return;
    }
    const session = this.#sessions.get(inode, epoch);
    if (session !== undefined) await this.#sessions.releaseHandle(session);
  }

  /** The kernel forgot a node that was written to. */
  async forgotten(inode: number, epoch: number): Promise<void> {
    await this.#sessions.forgotten(inode, epoch);
  }

  /** @throws OverlayError as `NameOperations.unlink` */
  async unlink(directory: number, name: string, pid: number): Promise<void> {
    await this.#operations.unlink({ directory, name }, pid);
  }

  /** @param flags of `renameat2` @throws OverlayError as `NameOperations.rename`, `EINVAL` for an exchange */
  async rename(
    directory: number,
    name: string,
    toDirectory: number,
    toName: string,
    flags: number,
    pid: number,
  ): Promise<void> {
    if ((flags & ~RENAME_NOREPLACE) !== 0) throw new OverlayError('EINVAL', 'Names cannot be exchanged here');
    const keepsTarget = (flags & RENAME_NOREPLACE) !== 0;
    const [from, to] = [
      { directory, name },
      { directory: toDirectory, name: toName },
    ];
    await this.#operations.rename({ from, to, keepsTarget, pid });
  }

  /** Before unmounting: decides undecided renames, and keeps the audio files that programs left in the mount. */
  async close(): Promise<void> {
    await this.#renames.decideAll();
    await this.#scratches.close();
    await this.#sessions.endAll();
    this.#names.clear();
  }
}
