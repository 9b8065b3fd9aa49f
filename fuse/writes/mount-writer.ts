/**
 * What programs do in the mount when they save, and what it means.
 *
 * - Writing into a track: a draft begins with the first write. It is judged when the program flushes or closes.
 * - Writing a new file and renaming it over a track: the rename is the save.
 * - Renaming a track away, or removing it when its replacement lies beside it or `mv` brings it from elsewhere, and
 *   putting a file of its name there: that file replaces it, and closing or renaming it is the save.
 *
 * A save becomes one edit of the track, or it is refused and its bytes are kept; originals are never opened for
 * writing. Names that programs make or take away pass: after a while the tree shows again as it is.
 */
import { constants } from 'node:fs';
import type { Attributes } from '../overlay/attributes.ts';
import type { EditSink } from '../overlay/edit-sink.ts';
import { OverlayError } from '../overlay/errors.ts';
import type { Overlay } from '../overlay/overlay.ts';
import type { VirtualFile } from '../overlay/virtual-file.ts';
import { trackInode, trackOfInode } from '../tree/inodes.ts';
import { Commits } from './commit.ts';
import { Draft } from './draft.ts';
import { isForeignAudio } from './foreign-audio.ts';
import { isMovedOver } from './moved-over.ts';
import { PlacedNames, type Place } from './placed-names.ts';
import { programName } from './program-name.ts';
import { isScratchInode, Scratch } from './scratch.ts';
import { TrackSessions, type WriterHost } from './track-sessions.ts';

/** How long names last that are not the tree's, in milliseconds. */
export interface Lifetimes {
  /** A removed or renamed track waits for its replacement. */
  readonly grace: number;
  /** A file that a program has made stays without being used. */
  readonly scratch: number;
  /** A track is still found where it was when an edit has moved it. */
  readonly formerName: number;
}

const USUAL_LIFETIMES: Lifetimes = { grace: 10_000, scratch: 60_000, formerName: 10_000 };

const RENAME_NOREPLACE = 1;

/** Programs that rename for people: no save follows, so what they want is refused and not taken back later. */
const RENAMES_FOR_PEOPLE = /^(mv|rename|prename|file-rename|mmv|nautilus|nemo|caja|dolphin|thunar|pcmanfm|gio|mc)$/i;

/** What a name in the mount stands for beside the tree: a file made here, a track, or nothing. */
export type Found = { readonly kind: 'scratch'; readonly attributes: Attributes } | { readonly kind: 'track'; readonly inode: number } | { readonly kind: 'nothing' };

export class MountWriter {
  private readonly overlay: Overlay;
  private readonly sink: EditSink;
  private readonly host: WriterHost;
  private readonly lifetimes: Lifetimes;
  private readonly commits: Commits;
  private readonly names = new PlacedNames();
  private readonly scratches = new Map<number, Scratch>();
  private readonly sessions: TrackSessions;
  private made = 0;

  constructor(overlay: Overlay, sink: EditSink, host: WriterHost, lifetimes: Lifetimes = USUAL_LIFETIMES) {
    this.lifetimes = lifetimes;
    this.host = host;
    this.overlay = overlay;
    this.sink = sink;
    this.commits = new Commits(overlay, sink);
    this.sessions = new TrackSessions(overlay, this.commits, sink.quarantine, host, (track, directory, name) => this.keepFormerName(track, directory, name));
  }

  /** What stands at a name, or `null` where the tree decides. */
  find(directory: number, name: string): Found | null {
    const place = this.names.get(directory, name);
    if (place === null) return null;
    if (place.kind === 'scratch') return { kind: 'scratch', attributes: place.scratch.attributes };
    return place.kind === 'alias' ? { kind: 'track', inode: trackInode(place.track) } : { kind: 'nothing' };
  }

  /** The names of a directory that differ from the tree's. */
  namesIn(directory: number): { readonly name: string; readonly inode: number | null; readonly cookie: number }[] {
    return this.names
      .in(directory)
      .filter(({ place }) => place.kind !== 'alias' || place.listed)
      .map(({ name, place, cookie }) => ({ name, cookie, inode: place.kind === 'scratch' ? place.scratch.inode : place.kind === 'alias' ? trackInode(place.track) : null }));
  }

  /** Attributes of a file that was made here or is being written to, or `null`. */
  attributes(inode: number, epoch: number): Attributes | null {
    return isScratchInode(inode) ? this.scratch(inode).attributes : this.sessions.attributes(inode, epoch);
  }

  /**
   * Opens a file that was made here, is being written to, or is opened for writing.
   * @returns the generation to read from until something is written; `null` when all reads come here. `undefined`
   *   when the file is none of these
   */
  async open(inode: number, epoch: number, flags: number, pid: number): Promise<VirtualFile | null | undefined> {
    const truncates = (flags & constants.O_TRUNC) !== 0;
    if (isScratchInode(inode)) {
      const scratch = this.scratch(inode);
      scratch.handles += 1;
      if (truncates) this.resizeScratch(scratch, 0, pid);
      return null;
    }
    const writes = truncates || (flags & (constants.O_WRONLY | constants.O_RDWR)) !== 0;
    const known = this.sessions.get(inode, epoch);
    if (!writes && (known === undefined || known.draft === null)) return undefined;
    const session = await this.sessions.hold(inode, epoch);
    if (truncates) await this.sessions.resize(session, 0, pid);
    return session.draft === null ? session.served : null;
  }

  /** Makes a file in a directory. */
  async create(directory: number, name: string, pid: number): Promise<Attributes> {
    const place = this.names.get(directory, name);
    if (place !== null && place.kind !== 'gone') throw new OverlayError('EEXIST', `"${name}" is there already`);
    if (place === null && this.overlay.find(directory, name) !== null) throw new OverlayError('EEXIST', `"${name}" is there already`);
    this.made += 1;
    // Taken before anything is waited for: two programs may be making files at the same time.
    const number = this.made;
    const draft = await Draft.begin(this.sink.quarantine, null);
    const scratch = new Scratch(number, draft, directory, name, place?.track ?? null);
    scratch.pid = pid;
    scratch.handles = 1;
    this.scratches.set(scratch.inode, scratch);
    this.place(directory, name, { kind: 'scratch', scratch }, Infinity);
    return scratch.attributes;
  }

  async read(inode: number, epoch: number, length: number, position: number): Promise<Uint8Array> {
    const buffer = Buffer.allocUnsafe(length);
    const draft = isScratchInode(inode) ? this.scratch(inode).draft : await this.sessions.expect(inode, epoch).draft;
    if (draft === null) throw new OverlayError('EBADF', 'Nothing was written there');
    return buffer.subarray(0, await draft.read(buffer, 0, length, position));
  }

  async write(inode: number, epoch: number, bytes: Uint8Array, position: number, pid: number): Promise<void> {
    if (isScratchInode(inode)) {
      const scratch = this.scratch(inode);
      await scratch.draft.write(bytes, position);
      scratch.touched(pid);
      return;
    }
    await this.sessions.write(this.sessions.expect(inode, epoch), bytes, position, pid);
  }

  /** Cuts a file off or makes it longer. A track that nobody has open is judged at once. */
  async resize(inode: number, epoch: number, size: number, pid: number): Promise<void> {
    if (isScratchInode(inode)) {
      this.resizeScratch(this.scratch(inode), size, pid);
      return;
    }
    const session = await this.sessions.hold(inode, epoch);
    try {
      await this.sessions.resize(session, size, pid);
    } finally {
      await this.sessions.letGo(session);
    }
  }

  /** A program closes a file or wants it on disk. @throws OverlayError when what it wrote is refused */
  async flush(inode: number, epoch: number): Promise<void> {
    if (isScratchInode(inode)) await this.settleScratch(this.scratch(inode));
    else {
      const session = this.sessions.get(inode, epoch);
      if (session !== undefined) await this.sessions.settle(session);
    }
  }

  /** A handle is gone. */
  async release(inode: number, epoch: number): Promise<void> {
    if (isScratchInode(inode)) {
      const scratch = this.scratches.get(inode);
      if (scratch !== undefined) await this.releaseScratch(scratch);
      return;
    }
    const session = this.sessions.get(inode, epoch);
    if (session !== undefined) await this.sessions.letGo(session);
  }

  /** The kernel has forgotten a node that was written to. */
  async forgotten(inode: number, epoch: number): Promise<void> {
    await this.sessions.forgotten(inode, epoch);
  }

  async unlink(directory: number, name: string, pid: number): Promise<void> {
    const place = this.names.get(directory, name);
    if (place?.kind === 'scratch') {
      this.dropName(place.scratch);
      await this.endScratch(place.scratch);
    } else if (place?.kind === 'alias') {
      this.unplace(directory, name);
    } else if (place?.kind === 'gone') {
      throw new OverlayError('ENOENT', `There is no "${name}"`);
    } else {
      const track = this.trackAt(directory, name);
      // Half of a save when the replacement is there already or comes next; otherwise somebody wants to delete music.
      const isReplaced = this.names.in(directory).some(({ place }) => place.kind === 'scratch') || (await isMovedOver(pid, this.pathOf(directory, name)));
      if (!isReplaced) {
        throw new OverlayError('EPERM', `"${name}" cannot be deleted here: the mount shows your music, it does not hold it`);
      }
      this.place(directory, name, { kind: 'gone', track }, this.lifetimes.grace);
    }
  }

  async rename(directory: number, name: string, toDirectory: number, toName: string, flags: number, pid: number): Promise<void> {
    if ((flags & ~RENAME_NOREPLACE) !== 0) throw new OverlayError('EINVAL', 'Names cannot be exchanged here');
    const target = this.names.get(toDirectory, toName);
    const targetTrack = this.targetTrack(toDirectory, toName, target);
    const exists = target === null ? targetTrack !== null : target.kind !== 'gone';
    if (exists && (flags & RENAME_NOREPLACE) !== 0) throw new OverlayError('EEXIST', `"${toName}" is there already`);
    const place = this.names.get(directory, name);
    if (place?.kind === 'scratch') await this.moveScratch(place.scratch, toDirectory, toName, target, targetTrack, pid);
    else if (place?.kind === 'gone') throw new OverlayError('ENOENT', `There is no "${name}"`);
    else await this.moveTrack(directory, name, place, toDirectory, toName, target, exists, pid);
  }

  /** Before unmounting: what programs have left behind is kept where it is audio. */
  async close(): Promise<void> {
    for (const scratch of this.scratches.values()) await this.expire(scratch);
    await this.sessions.endAll();
    this.names.clear();
  }

  private async moveScratch(scratch: Scratch, toDirectory: number, toName: string, target: Place | null, targetTrack: number | null, pid: number): Promise<void> {
    if (targetTrack !== null) {
      await this.commitScratch(scratch, targetTrack, toDirectory, toName, pid);
      this.unplace(toDirectory, toName);
      this.dropName(scratch);
      this.keepFormerName(targetTrack, toDirectory, toName);
      // The kernel now has the program's file at that name, but looks it up again and finds the track.
      await this.endScratch(scratch);
      return;
    }
    if (target?.kind === 'scratch' && target.scratch !== scratch) {
      this.dropName(target.scratch);
      await this.endScratch(target.scratch);
    }
    this.dropName(scratch);
    scratch.removed = false;
    scratch.directory = toDirectory;
    scratch.name = toName;
    this.place(toDirectory, toName, { kind: 'scratch', scratch }, scratch.handles === 0 ? this.lifetimes.scratch : Infinity);
  }

  /** A track is renamed: the first half of a save by programs that keep the old file until the new one is there. */
  private async moveTrack(directory: number, name: string, place: Place | null, toDirectory: number, toName: string, target: Place | null, exists: boolean, pid: number): Promise<void> {
    const track = place?.kind === 'alias' ? place.track : this.trackAt(directory, name);
    const comesBack = target?.kind === 'gone' && target.track === track;
    if (exists || (target !== null && !comesBack)) throw new OverlayError('EPERM', `A track cannot take the place of "${toName}"`);
    if (directory !== toDirectory || RENAMES_FOR_PEOPLE.test(await programName(pid))) {
      throw new OverlayError('EPERM', `"${name}" cannot be renamed here: its name comes from its tags`);
    }
    if (place?.kind === 'alias') this.unplace(directory, name);
    else this.place(directory, name, { kind: 'gone', track }, this.lifetimes.grace);
    if (comesBack) this.unplace(toDirectory, toName);
    else this.place(toDirectory, toName, { kind: 'alias', track, listed: true }, this.lifetimes.grace);
  }

  /** The track that a file renamed to this name would replace. */
  private targetTrack(directory: number, name: string, place: Place | null): number | null {
    if (place?.kind === 'gone') return place.track;
    if (place?.kind === 'alias') return place.track;
    if (place?.kind === 'scratch') return place.scratch.replaces;
    const found = this.overlay.find(directory, name);
    return found === null ? null : trackOfInode(found.inode);
  }

  private trackAt(directory: number, name: string): number {
    const track = trackOfInode(this.overlay.child(directory, name));
    if (track === null) throw new OverlayError('EPERM', `"${name}" is a directory of the library`);
    return track;
  }

  private scratch(inode: number): Scratch {
    const scratch = this.scratches.get(inode);
    if (scratch === undefined) throw new OverlayError('ENOENT', 'The file is gone');
    return scratch;
  }

  private resizeScratch(scratch: Scratch, size: number, pid: number): void {
    scratch.draft.resize(size);
    scratch.touched(pid);
  }

  /** Judges a file that has the name of a track that was removed or renamed before. */
  private async settleScratch(scratch: Scratch): Promise<void> {
    if (!scratch.dirty) return;
    scratch.dirty = false;
    if (scratch.replaces !== null) {
      await this.commitScratch(scratch, scratch.replaces, scratch.directory, scratch.name, scratch.pid);
      return;
    }
    if (await isForeignAudio(this.overlay, scratch.directory, scratch.name, scratch.draft)) {
      const reason = 'A file of its own cannot be put here. Add music by scanning its folder.';
      throw await this.commits.refuse(scratch.draft, null, this.pathOf(scratch.directory, scratch.name), scratch.pid, reason);
    }
  }

  private async commitScratch(scratch: Scratch, trackId: number, directory: number, name: string, pid: number): Promise<void> {
    const served = await this.overlay.file(trackInode(trackId));
    if (!served.writable) throw new OverlayError('EROFS', `${name} cannot be changed: no header can be written for files of this kind`);
    await served.retain();
    try {
      await this.commits.commit({ draft: scratch.draft, trackId, served, path: this.pathOf(directory, name), pid: pid || scratch.pid });
      scratch.dirty = false;
    } finally {
      await served.release();
    }
  }

  private async releaseScratch(scratch: Scratch): Promise<void> {
    scratch.handles -= 1;
    if (scratch.handles > 0) return;
    if (scratch.removed) {
      await this.endScratch(scratch);
      return;
    }
    const { replaces, directory, name } = scratch;
    if (replaces !== null) {
      await this.settleScratch(scratch).catch(() => undefined);
      this.dropName(scratch);
      this.keepFormerName(replaces, directory, name);
      await this.endScratch(scratch);
    } else {
      this.place(directory, name, { kind: 'scratch', scratch }, this.lifetimes.scratch);
    }
  }

  /** A file that nobody has used for a while goes. */
  private async expire(scratch: Scratch): Promise<void> {
    const { draft, directory, name, pid } = scratch;
    if (draft.size > 0 && (await isForeignAudio(this.overlay, directory, name, draft, 'any'))) {
      await this.commits.refuse(draft, null, this.pathOf(directory, name), pid, 'A file was left in the mount and took no track’s place.');
    }
    this.dropName(scratch);
    scratch.handles = 0;
    await this.endScratch(scratch);
  }

  private async endScratch(scratch: Scratch): Promise<void> {
    scratch.removed = true;
    if (scratch.handles > 0 || !this.scratches.delete(scratch.inode)) return;
    await scratch.draft.close();
  }

  private dropName(scratch: Scratch): void {
    const place = this.names.get(scratch.directory, scratch.name);
    if (place?.kind === 'scratch' && place.scratch === scratch) this.unplace(scratch.directory, scratch.name);
    scratch.removed = true;
  }

  /** After an edit that moved a track: the program that made it comes back for the name it knows. */
  private keepFormerName(track: number, directory: number, name: string): void {
    const now = this.overlay.placesOf(trackInode(track));
    if (now.length === 0 || !this.overlay.exists(directory) || now.some((place) => place.directory === directory && place.name === name)) return;
    this.place(directory, name, { kind: 'alias', track, listed: false }, this.lifetimes.formerName);
  }

  // Nothing is said to the kernel of these names: it does not trust them for any time (only lists of names are
  // kept), and most of what happens to them is what it was asked to do itself.

  private place(directory: number, name: string, place: Place, lifetime: number): void {
    this.names.set(directory, name, place, lifetime, () => {
      const gone = place.kind === 'scratch' ? this.expire(place.scratch) : Promise.resolve(this.unplace(directory, name));
      void gone.finally(() => this.overlay.forgetListing(directory));
    });
    this.host.dropListing(directory);
  }

  private unplace(directory: number, name: string): void {
    this.names.delete(directory, name);
    this.host.dropListing(directory);
  }

  private pathOf(directory: number, name: string): string {
    const folder = this.overlay.exists(directory) ? this.overlay.pathOf(directory) : '';
    return folder === '' ? name : `${folder}/${name}`;
  }
}
