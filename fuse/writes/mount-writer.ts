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
import type { Overlay, PlaceInTree } from '../overlay/overlay.ts';
import type { VirtualFile } from '../overlay/virtual-file.ts';
import { isDirectoryInode, trackInode, trackOfInode } from '../tree/inodes.ts';
import { Commits } from './commit.ts';
import { DirectoryMaking } from './directory-operations.ts';
import { DirectoryMoves } from './directory-moves.ts';
import { USUAL_LIFETIMES, type Lifetimes } from './lifetimes.ts';
import { MountNames } from './mount-names.ts';
import { isMovedOver } from './mv-replacement.ts';
import { PathEdits } from './path-edits.ts';
import type { Place } from './name-overrides.ts';
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
export interface PlacedName {
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
  readonly directories: DirectoryMaking;

  constructor(overlay: Overlay, sink: EditSink, host: WriterHost, lifetimes: Lifetimes = USUAL_LIFETIMES) {
    this.#overlay = overlay;
    this.#lifetimes = lifetimes;
    const commits = new Commits(overlay, sink);
    const edits = new PathEdits(overlay, sink, commits);
    this.#names = new MountNames(overlay, (directory) => host.dropListing(directory));
    this.#scratches = new ScratchFiles(overlay, this.#names, commits, sink.quarantine, lifetimes);
    this.#sessions = new TrackSessions(overlay, commits, sink.quarantine, host, (track, directory, name) =>
      this.#names.keepFormer(track, directory, name, lifetimes.formerName),
    );
    this.directories = new DirectoryMaking(overlay, this.#names, lifetimes.directory, (from, to) =>
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
    const place = this.#names.get(directory, name);
    switch (place?.kind) {
      case undefined:
        return this.#overlay.exists(directory) ? null : { kind: 'nothing' };
      case 'scratch':
        return { kind: 'made', attributes: place.scratch.attributes };
      case 'directory':
        return { kind: 'made', attributes: this.#names.directories.attributes(place.made) };
      case 'alias':
        return { kind: 'track', inode: trackInode(place.track) };
      case 'gone':
        return { kind: 'nothing' };
    }
  }

  /** The names of a directory that differ from the tree's. */
  namesIn(directory: number): PlacedName[] {
    return this.#names.in(directory).flatMap(({ name, place, cookie }): PlacedName[] => {
      switch (place.kind) {
        case 'scratch':
          return [{ name, cookie, inode: place.scratch.inode, kind: 'file' }];
        case 'directory':
          return [{ name, cookie, inode: place.made.inode, kind: 'directory' }];
        case 'alias':
          return place.listed ? [{ name, cookie, inode: trackInode(place.track), kind: 'file' }] : [];
        case 'gone':
          return [{ name, cookie, inode: null, kind: 'file' }];
      }
    });
  }

  /** Attributes of what was made here or is being written to, or `null`. */
  attributes(inode: number, epoch: number): Attributes | null {
    if (isScratchInode(inode)) return this.#scratches.expect(inode).attributes;
    const made = this.#names.directories.get(inode);
    return made === null ? this.#sessions.attributes(inode, epoch) : this.#names.directories.attributes(made);
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
    const place = this.#names.get(directory, name);
    if (place !== null ? place.kind !== 'gone' : this.#names.inTree(directory, name) !== null) {
      throw new OverlayError('EEXIST', `"${name}" is there already`);
    }
    return (await this.#scratches.create(directory, name, place?.kind === 'gone' ? place.track : null, pid)).attributes;
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
    const place = this.#names.get(directory, name);
    if (place?.kind === 'scratch') await this.#scratches.remove(place.scratch);
    else if (place?.kind === 'alias') this.#names.unplace(directory, name);
    else if (place?.kind === 'directory') throw new OverlayError('EISDIR', `"${name}" is a directory`);
    else if (place?.kind === 'gone') throw new OverlayError('ENOENT', `There is no "${name}"`);
    else {
      const track = trackOfInode(this.#overlay.child(directory, name));
      // Half of a save when the replacement is there already or comes next; otherwise somebody wants to delete music.
      const isReplaced =
        track !== null &&
        (this.#names.in(directory).some(({ place }) => place.kind === 'scratch') ||
          (await isMovedOver(pid, this.#names.pathOf(directory, name))));
      if (!isReplaced) {
        throw new OverlayError(
          'EPERM',
          `"${name}" cannot be deleted here: the mount shows your music, it does not hold it`,
        );
      }
      this.#names.place(directory, name, { kind: 'gone', track }, this.#lifetimes.grace);
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
    const place = this.#names.get(directory, name);
    if (place?.kind === 'scratch') {
      const target = this.#names.get(toDirectory, toName);
      const targetTrack = this.#trackToReplace(to, target);
      const exists = target === null ? this.#names.inTree(toDirectory, toName) !== null : target.kind !== 'gone';
      if (exists && keepsTarget) throw new OverlayError('EEXIST', `"${toName}" is there already`);
      if (target?.kind === 'directory') throw new OverlayError('EISDIR', `"${toName}" is a directory`);
      if (target === null && exists && targetTrack === null) {
        throw new OverlayError('EPERM', `"${toName}" cannot be replaced`);
      }
      await this.#scratches.move(place.scratch, toDirectory, toName, target, targetTrack, pid);
    } else if (place?.kind === 'gone') throw new OverlayError('ENOENT', `There is no "${name}"`);
    else if (place?.kind === 'directory') await this.directories.move(place.made, to);
    else if (place === null && isDirectoryInode(this.#overlay.child(directory, name))) {
      await this.#renames.decideAll();
      await this.#directoryMoves.move(from, to, pid);
    } else await this.#renames.move({ from, to, keepsTarget, pid }, place);
  }

  /** Before unmounting: what programs have left behind is kept where it is audio, and what is undecided is decided. */
  async close(): Promise<void> {
    await this.#renames.decideAll();
    await this.#scratches.close();
    await this.#sessions.endAll();
    this.#names.clear();
  }

  /** The track that a file renamed to this name would replace. */
  #trackToReplace({ directory, name }: PlaceInTree, place: Place | null): number | null {
    if (place?.kind === 'scratch') return place.scratch.replaces;
    if (place?.kind === 'directory') return null;
    if (place !== null) return place.track;
    const inode = this.#names.inTree(directory, name);
    return inode === null ? null : trackOfInode(inode);
  }
}
