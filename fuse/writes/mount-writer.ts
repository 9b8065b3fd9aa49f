/**
 * What programs do in the mount when they save, rename and make directories, and what it means.
 *
 * - Writing into a track: a draft begins with the first write. It is judged when the program flushes or closes.
 * - Writing a new file and renaming it over a track: the rename is the save.
 * - Renaming a track away, or removing it when its replacement lies beside it or `mv` brings it from elsewhere, and
 *   putting a file of its name there: that file replaces it, and closing or renaming it is the save.
 *
 * - Renaming a track or a directory for itself is an edit of the tags that the path is made of (`renames.ts`).
 *
 * A save becomes one edit of the track, or it is refused and its bytes are kept; originals are never opened for
 * writing. Names that programs make or take away pass: after a while the tree shows again as it is.
 */
import { constants } from 'node:fs';
import { EPOCHS, type Attributes } from '../overlay/attributes.ts';
import type { EditSink } from '../overlay/edit-sink.ts';
import { OverlayError } from '../overlay/errors.ts';
import type { Overlay, NameInDirectory } from '../overlay/overlay.ts';
import type { VirtualFile } from '../overlay/virtual-file.ts';
import { isDirectoryInode, trackInode, trackOfInode } from '../tree/inodes.ts';
import { Commits } from './commit.ts';
import { DirectoryOperations } from './directory-operations.ts';
import { DirectoryMoves } from './directory-moves.ts';
import { USUAL_LIFETIMES, type Lifetimes } from './lifetimes.ts';
import { MountNames } from './mount-names.ts';
import { willMvReplace } from './mv-replacement.ts';
import { PathEdits } from './path-edits.ts';
import type { NameOverride } from './name-overrides.ts';
import { Renames } from './renames.ts';
import { isScratchInode } from './scratch.ts';
import { ScratchFiles } from './scratch-files.ts';
import { TrackSessions, type WriterHost } from './track-sessions.ts';

const RENAME_NOREPLACE = 1;

/** What a name in the mount stands for beside the tree: something made here, a track, or nothing. */
export type Found =
  | { readonly kind: 'made'; readonly attributes: Attributes }
  | { readonly kind: 'track'; readonly inode: number }
  | { readonly kind: 'nothing' };

/** A name in a directory that is not the tree's. */
export interface OverriddenName {
  readonly name: string;
  /** `null` where the tree has a name that is taken away. */
  readonly inode: number | null;
  readonly kind: 'file' | 'directory';
  readonly cookie: number;
}

export class MountWriter {
  readonly #overlay: Overlay;
  readonly #lifetimes: Lifetimes;
  readonly #names: MountNames;
  readonly #scratches: ScratchFiles;
  readonly #sessions: TrackSessions;
  readonly #renames: Renames;
  readonly #directoryMoves: DirectoryMoves;
  /** Directories that programs make. */
  readonly directories: DirectoryOperations;

  constructor(overlay: Overlay, sink: EditSink, host: WriterHost, lifetimes: Lifetimes = USUAL_LIFETIMES) {
    this.#overlay = overlay;
    this.#lifetimes = lifetimes;
    const commits = new Commits(overlay, sink);
    const edits = new PathEdits(overlay, sink, commits);
    this.#names = new MountNames(overlay, (directory) => host.dropListing(directory));
    this.#scratches = new ScratchFiles(overlay, this.#names, commits, sink.quarantine, lifetimes);
    this.#sessions = new TrackSessions(overlay, commits, sink.quarantine, host, (track, directory, name) =>
      this.#names.keepFormerName(track, directory, name, lifetimes.formerName),
    );
    this.directories = new DirectoryOperations(overlay, this.#names, lifetimes.directory, (from, to) =>
      host.directoryMoved(from, to),
    );
    const trackMoved = (inode: number): void => {
      const epoch = overlay.knownEpoch(inode);
      if (epoch !== null) host.retire(inode, epoch % EPOCHS);
    };
    this.#renames = new Renames(overlay, this.#names, edits, commits, lifetimes, trackMoved);
    this.#directoryMoves = new DirectoryMoves(overlay, this.#names, edits, commits, this.#scratches, {
      trackMoved,
      directoryMoved: (from, to) => host.directoryMoved(from, to),
    });
  }

  /** What stands at a name, or `null` where the tree decides. */
  find(directory: number, name: string): Found | null {
    const override = this.#names.override(directory, name);
    switch (override?.kind) {
      case undefined:
        return this.#overlay.exists(directory) ? null : { kind: 'nothing' };
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
    return this.#names.overridesIn(directory).flatMap(({ name, override, cookie }): OverriddenName[] => {
      switch (override.kind) {
        case 'scratch':
          return [{ name, cookie, inode: override.scratch.inode, kind: 'file' }];
        case 'directory':
          return [{ name, cookie, inode: override.pending.inode, kind: 'directory' }];
        case 'alias':
          return override.listed ? [{ name, cookie, inode: trackInode(override.track), kind: 'file' }] : [];
        case 'gone':
          return [{ name, cookie, inode: null, kind: 'file' }];
      }
    });
  }

  /** Attributes of what was made here or is being written to, or `null`. */
  attributes(inode: number, epoch: number): Attributes | null {
    if (isScratchInode(inode)) return this.#scratches.expect(inode).attributes;
    const pending = this.#names.directories.get(inode);
    return pending === null ? this.#sessions.attributes(inode, epoch) : this.#names.directories.attributes(pending);
  }

  /**
   * Opens a file that was made here, is being written to, or is opened for writing.
   * @returns the generation to read from until something is written; `null` when all reads come here. `undefined`
   *   when the file is none of these
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
    const session = await this.#sessions.hold(inode, epoch);
    if (truncates) await this.#sessions.resize(session, 0, pid);
    return session.draft === null ? session.served : null;
  }

  /** Makes a file in a directory. @throws OverlayError `EEXIST` */
  async create(directory: number, name: string, pid: number): Promise<Attributes> {
    const override = this.#names.override(directory, name);
    if (override !== null ? override.kind !== 'gone' : this.#names.treeInode(directory, name) !== null) {
      throw new OverlayError('EEXIST', `"${name}" is there already`);
    }
    return (await this.#scratches.create(directory, name, override?.kind === 'gone' ? override.track : null, pid))
      .attributes;
  }

  async read(inode: number, epoch: number, length: number, position: number): Promise<Uint8Array> {
    const buffer = Buffer.allocUnsafe(length);
    const draft = isScratchInode(inode)
      ? this.#scratches.expect(inode).draft
      : await this.#sessions.expect(inode, epoch).draft;
    if (draft === null) throw new OverlayError('EBADF', 'Nothing was written there');
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

  /** Cuts a file off or makes it longer. A track that nobody has open is judged at once. */
  async resize(inode: number, epoch: number, size: number, pid: number): Promise<void> {
    if (isScratchInode(inode)) {
      this.#scratches.resize(this.#scratches.expect(inode), size, pid);
      return;
    }
    const session = await this.#sessions.hold(inode, epoch);
    try {
      await this.#sessions.resize(session, size, pid);
    } finally {
      await this.#sessions.letGo(session);
    }
  }

  /** A program closes a file or wants it on disk. @throws OverlayError when what it wrote is refused */
  async flush(inode: number, epoch: number): Promise<void> {
    if (isScratchInode(inode)) await this.#scratches.settle(this.#scratches.expect(inode));
    else await this.#sessions.flush(inode, epoch);
  }

  /** A handle is gone. */
  async release(inode: number, epoch: number): Promise<void> {
    if (isScratchInode(inode)) {
      await this.#scratches.release(inode);
      return;
    }
    const session = this.#sessions.get(inode, epoch);
    if (session !== undefined) await this.#sessions.letGo(session);
  }

  /** The kernel has forgotten a node that was written to. */
  async forgotten(inode: number, epoch: number): Promise<void> {
    await this.#sessions.forgotten(inode, epoch);
  }

  async unlink(directory: number, name: string, pid: number): Promise<void> {
    const override = this.#names.override(directory, name);
    if (override?.kind === 'scratch') await this.#scratches.remove(override.scratch);
    else if (override?.kind === 'alias') this.#names.removeOverride(directory, name);
    else if (override?.kind === 'directory') throw new OverlayError('EISDIR', `"${name}" is a directory`);
    else if (override?.kind === 'gone') throw new OverlayError('ENOENT', `There is no "${name}"`);
    else {
      const track = trackOfInode(this.#overlay.child(directory, name));
      // Half of a save when the replacement is there already or comes next; otherwise somebody wants to delete music.
      const isReplaced =
        track !== null &&
        (this.#names.overridesIn(directory).some(({ override }) => override.kind === 'scratch') ||
          (await willMvReplace(pid, this.#names.pathOf(directory, name))));
      if (!isReplaced) {
        throw new OverlayError(
          'EPERM',
          `"${name}" cannot be deleted here: the mount shows your music, it does not hold it`,
        );
      }
      this.#names.setOverride(directory, name, { kind: 'gone', track }, this.#lifetimes.grace);
    }
  }

  async rename(
    directory: number,
    name: string,
    toDirectory: number,
    toName: string,
    flags: number,
    pid: number,
  ): Promise<void> {
    if ((flags & ~RENAME_NOREPLACE) !== 0) throw new OverlayError('EINVAL', 'Names cannot be exchanged here');
    const [from, to, keepsTarget] = [
      { directory, name },
      { directory: toDirectory, name: toName },
      (flags & RENAME_NOREPLACE) !== 0,
    ];
    const override = this.#names.override(directory, name);
    if (override?.kind === 'scratch') {
      const target = this.#names.override(toDirectory, toName);
      const targetTrack = this.#trackToReplace(to, target);
      const exists = target === null ? this.#names.treeInode(toDirectory, toName) !== null : target.kind !== 'gone';
      if (exists && keepsTarget) throw new OverlayError('EEXIST', `"${toName}" is there already`);
      if (target?.kind === 'directory') throw new OverlayError('EISDIR', `"${toName}" is a directory`);
      if (target === null && exists && targetTrack === null) {
        throw new OverlayError('EPERM', `"${toName}" cannot be replaced`);
      }
      await this.#scratches.move(override.scratch, toDirectory, toName, target, targetTrack, pid);
    } else if (override?.kind === 'gone') throw new OverlayError('ENOENT', `There is no "${name}"`);
    else if (override?.kind === 'directory') await this.directories.move(override.pending, to);
    else if (override === null && isDirectoryInode(this.#overlay.child(directory, name))) {
      await this.#renames.decideAll();
      await this.#directoryMoves.move(from, to, pid);
    } else await this.#renames.move({ from, to, keepsTarget, pid }, override);
  }

  /** Before unmounting: what programs have left behind is kept where it is audio, and what is undecided is decided. */
  async close(): Promise<void> {
    await this.#renames.decideAll();
    await this.#scratches.close();
    await this.#sessions.endAll();
    this.#names.clear();
  }

  /** The track that a file renamed to this name would replace. */
  #trackToReplace({ directory, name }: NameInDirectory, override: NameOverride | null): number | null {
    if (override?.kind === 'scratch') return override.scratch.replaces;
    if (override?.kind === 'directory') return null;
    if (override !== null) return override.track;
    const inode = this.#names.treeInode(directory, name);
    return inode === null ? null : trackOfInode(inode);
  }
}
