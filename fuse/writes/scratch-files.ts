/**
 * Files that programs make in the mount: usually an editor's copy of a track that will replace the track. A file that
 * replaces no track expires after a while, and is kept in the quarantine if it is audio.
 */
import { OverlayError } from '../overlay/errors.ts';
import type { Overlay } from '../overlay/overlay.ts';
import type { NameInDirectory } from '../tree/nodes.ts';
import { trackInode } from '../tree/inodes.ts';
import type { Commits } from './commit.ts';
import { Draft } from './draft.ts';
import { isAudio, isForeignAudio } from './foreign-audio.ts';
import type { Lifetimes } from './lifetimes.ts';
import type { MountNames } from './mount-names.ts';
import type { NameOverride } from './name-overrides.ts';
import type { Refusals } from './refusals.ts';
import { Scratch } from './scratch.ts';

export class ScratchFiles {
  readonly #overlay: Overlay;
  readonly #names: MountNames;
  readonly #commits: Commits;
  readonly #refusals: Refusals;
  readonly #spoolFolder: string;
  readonly #lifetimes: Lifetimes;
  readonly #scratches = new Map<number, Scratch>();
  #made = 0;

  /** @param spoolFolder path of an existing folder for the content of the files */
  constructor(
    overlay: Overlay,
    names: MountNames,
    commits: Commits,
    refusals: Refusals,
    spoolFolder: string,
    lifetimes: Lifetimes,
  ) {
    this.#overlay = overlay;
    this.#names = names;
    this.#commits = commits;
    this.#refusals = refusals;
    this.#spoolFolder = spoolFolder;
    this.#lifetimes = lifetimes;
  }

  /** @throws OverlayError `ENOENT` when the file is gone */
  expect(inode: number): Scratch {
    const scratch = this.#scratches.get(inode);
    if (scratch === undefined) throw new OverlayError('ENOENT', 'The file is gone');
    return scratch;
  }

  /** Makes a file with one open handle. @param replaces the track that had its name and was removed or renamed */
  async create(directory: number, name: string, replaces: number | null, pid: number): Promise<Scratch> {
    this.#made += 1;
    // Read before the first `await`: two programs may make files at the same time.
    const number = this.#made;
    const draft = await Draft.begin(this.#spoolFolder, null);
    const scratch = new Scratch(number, draft, directory, name, replaces);
    scratch.pid = pid;
    scratch.handles = 1;
    this.#scratches.set(scratch.inode, scratch);
    this.#setName(scratch, Infinity);
    return scratch;
  }

  resize(scratch: Scratch, size: number, pid: number): void {
    scratch.draft.resize(size);
    scratch.touched(pid);
  }

  /** Renames a file, replacing what has the new name: replacing a track is a save. @param target override at `to` */
  async move(
    scratch: Scratch,
    to: NameInDirectory,
    target: NameOverride | null,
    targetTrack: number | null,
    pid: number,
  ): Promise<void> {
    if (targetTrack !== null) {
      try {
        await this.#commit(scratch, targetTrack, to, pid);
      } catch (error) {
        // No other replacement is to be expected: the track is there again at once.
        if (target?.kind === 'gone') this.#names.removeOverride(to.directory, to.name);
        throw error;
      }
      this.#names.removeOverride(to.directory, to.name);
      this.#dropName(scratch);
      this.#keepFormer(to, targetTrack, pid);
      // The kernel has the program's file at that name now, but looks the name up again and finds the track.
      await this.#end(scratch);
      return;
    }
    if (target?.kind === 'scratch' && target.scratch !== scratch) await this.remove(target.scratch);
    this.#dropName(scratch);
    scratch.removed = false;
    scratch.directory = to.directory;
    scratch.name = to.name;
    this.#setName(scratch, scratch.handles === 0 ? this.#lifetimes.scratch : Infinity);
  }

  /** Removes the name of a file, and the file when its last handle is closed. */
  async remove(scratch: Scratch): Promise<void> {
    this.#dropName(scratch);
    await this.#end(scratch);
  }

  /** The files of one directory are in another now. */
  moveAll(from: number, to: number): void {
    for (const scratch of this.#scratches.values()) if (scratch.directory === from) scratch.directory = to;
  }

  /**
   * Commits a file that has the name of a removed or renamed track. Any other file is judged when its last handle is
   * flushed: id3lib makes a file by one handle, writes by another, and closes the first one in between.
   * @throws OverlayError when that is refused; `EPERM` for audio that is a copy of no track
   */
  async commitDraft(scratch: Scratch): Promise<void> {
    if (!scratch.dirty || (scratch.replaces === null && scratch.handles > 1)) return;
    scratch.dirty = false;
    if (scratch.replaces !== null) {
      await this.#commit(scratch, scratch.replaces, scratch, scratch.pid);
      return;
    }
    if (await isForeignAudio(this.#overlay, scratch.directory, scratch.name, scratch.draft)) {
      throw await this.#refuse(scratch, 'New music cannot be put here. Add it by scanning its folder.');
    }
  }

  async #commit(scratch: Scratch, trackId: number, { directory, name }: NameInDirectory, pid: number): Promise<void> {
    const served = await this.#overlay.file(trackInode(trackId));
    if (!served.writable) {
      throw new OverlayError('EROFS', `${name} cannot be changed: no header can be written for files of this kind`);
    }
    await served.retain();
    try {
      await this.#commits.commit({
        draft: scratch.draft,
        trackId,
        served,
        path: this.#names.pathOf(directory, name),
        pid: pid || scratch.pid,
      });
      scratch.dirty = false;
    } finally {
      await served.release();
    }
  }

  /** A handle was closed. */
  async release(inode: number): Promise<void> {
    const scratch = this.#scratches.get(inode);
    if (scratch === undefined) return;
    scratch.handles -= 1;
    if (scratch.handles > 0) return;
    if (scratch.removed) {
      await this.#end(scratch);
      return;
    }
    const { replaces, pid } = scratch;
    if (replaces !== null) {
      await this.commitDraft(scratch).catch(() => undefined);
      this.#dropName(scratch);
      this.#keepFormer(scratch, replaces, pid);
      await this.#end(scratch);
    } else {
      await this.commitDraft(scratch).catch(() => undefined);
      if (scratch.handles === 0 && !scratch.removed) this.#setName(scratch, this.#lifetimes.scratch);
    }
  }

  /** Ends a file that no program used for its lifetime. */
  async #expire(scratch: Scratch): Promise<void> {
    const { draft, name } = scratch;
    if (await isAudio(name, draft)) {
      await this.#refuse(scratch, 'A file was left in the mount and replaced no track.');
    }
    this.#dropName(scratch);
    scratch.handles = 0;
    await this.#end(scratch);
  }

  /** The program may go on with the name that it saved under, whatever name the track has now. */
  #keepFormer({ directory, name }: NameInDirectory, track: number, pid: number): void {
    this.#overlay.former.keep({ directory, name }, trackInode(track));
    this.#names.listFormer({ directory, name }, track, pid, this.#lifetimes.grace);
  }

  /** Keeps a file that replaces no track. @returns the error for the program */
  #refuse({ draft, directory, name, pid }: Scratch, reason: string): Promise<OverlayError> {
    return this.#refusals.save({ draft, trackId: null, path: this.#names.pathOf(directory, name), pid }, reason);
  }

  async #end(scratch: Scratch): Promise<void> {
    scratch.removed = true;
    if (scratch.handles > 0 || !this.#scratches.delete(scratch.inode)) return;
    await scratch.draft.close();
  }

  #dropName(scratch: Scratch): void {
    const override = this.#names.override(scratch.directory, scratch.name);
    if (override?.kind === 'scratch' && override.scratch === scratch) {
      this.#names.removeOverride(scratch.directory, scratch.name);
    }
    scratch.removed = true;
  }

  /** Before unmounting: keeps the audio files that programs left in the mount. */
  async close(): Promise<void> {
    for (const scratch of this.#scratches.values()) await this.#expire(scratch);
  }

  #setName(scratch: Scratch, lifetime: number): void {
    this.#names.setOverride(scratch.directory, scratch.name, { kind: 'scratch', scratch }, lifetime, () =>
      this.#expire(scratch),
    );
  }
}
