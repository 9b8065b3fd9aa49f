/**
 * Files that programs make in the mount: an editor's copy of a track on its way to take the track's place. One that
 * takes no track's place goes after a while, and is kept where it is audio.
 */
import { OverlayError } from '../overlay/errors.ts';
import type { Overlay } from '../overlay/overlay.ts';
import { trackInode } from '../tree/inodes.ts';
import type { Commits } from './commit.ts';
import { Draft } from './draft.ts';
import { isForeignAudio } from './foreign-audio.ts';
import type { Lifetimes } from './lifetimes.ts';
import type { MountNames } from './mount-names.ts';
import type { NameOverride } from './name-overrides.ts';
import { Scratch } from './scratch.ts';

export class ScratchFiles {
  readonly #overlay: Overlay;
  readonly #names: MountNames;
  readonly #commits: Commits;
  readonly #spoolFolder: string;
  readonly #lifetimes: Lifetimes;
  readonly #scratches = new Map<number, Scratch>();
  #made = 0;

  /** @param spoolFolder existing folder for what is written */
  constructor(overlay: Overlay, names: MountNames, commits: Commits, spoolFolder: string, lifetimes: Lifetimes) {
    this.#overlay = overlay;
    this.#names = names;
    this.#commits = commits;
    this.#spoolFolder = spoolFolder;
    this.#lifetimes = lifetimes;
  }

  /** @throws OverlayError `ENOENT` when it is gone */
  expect(inode: number): Scratch {
    const scratch = this.#scratches.get(inode);
    if (scratch === undefined) throw new OverlayError('ENOENT', 'The file is gone');
    return scratch;
  }

  /** Makes a file, open once. @param replaces the track whose name it has, because that was removed or renamed before */
  async create(directory: number, name: string, replaces: number | null, pid: number): Promise<Scratch> {
    this.#made += 1;
    // Taken before anything is waited for: two programs may be making files at the same time.
    const number = this.#made;
    const draft = await Draft.begin(this.#spoolFolder, null);
    const scratch = new Scratch(number, draft, directory, name, replaces);
    scratch.pid = pid;
    scratch.handles = 1;
    this.#scratches.set(scratch.inode, scratch);
    this.#give(scratch, Infinity);
    return scratch;
  }

  resize(scratch: Scratch, size: number, pid: number): void {
    scratch.draft.resize(size);
    scratch.touched(pid);
  }

  /** Renames a file, over what stands there: over a track it is a save. */
  async move(
    scratch: Scratch,
    toDirectory: number,
    toName: string,
    target: NameOverride | null,
    targetTrack: number | null,
    pid: number,
  ): Promise<void> {
    if (targetTrack !== null) {
      await this.#commit(scratch, targetTrack, toDirectory, toName, pid);
      this.#names.removeOverride(toDirectory, toName);
      this.#dropName(scratch);
      this.#names.keepFormerName(targetTrack, toDirectory, toName, this.#lifetimes.formerName);
      // The kernel now has the program's file at that name, but looks it up again and finds the track.
      await this.#end(scratch);
      return;
    }
    if (target?.kind === 'scratch' && target.scratch !== scratch) await this.remove(target.scratch);
    this.#dropName(scratch);
    scratch.removed = false;
    scratch.directory = toDirectory;
    scratch.name = toName;
    this.#give(scratch, scratch.handles === 0 ? this.#lifetimes.scratch : Infinity);
  }

  async remove(scratch: Scratch): Promise<void> {
    this.#dropName(scratch);
    await this.#end(scratch);
  }

  /** What was made in one directory is in another now. */
  moveAll(from: number, to: number): void {
    for (const scratch of this.#scratches.values()) if (scratch.directory === from) scratch.directory = to;
  }

  /** Judges a file that has the name of a track that was removed or renamed before. */
  async settle(scratch: Scratch): Promise<void> {
    if (!scratch.dirty) return;
    scratch.dirty = false;
    if (scratch.replaces !== null) {
      await this.#commit(scratch, scratch.replaces, scratch.directory, scratch.name, scratch.pid);
      return;
    }
    if (await isForeignAudio(this.#overlay, scratch.directory, scratch.name, scratch.draft)) {
      const reason = 'A file of its own cannot be put here. Add music by scanning its folder.';
      throw await this.#commits.refuse(
        scratch.draft,
        null,
        this.#names.pathOf(scratch.directory, scratch.name),
        scratch.pid,
        reason,
      );
    }
  }

  async #commit(scratch: Scratch, trackId: number, directory: number, name: string, pid: number): Promise<void> {
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

  /** A handle is gone. */
  async release(inode: number): Promise<void> {
    const scratch = this.#scratches.get(inode);
    if (scratch === undefined) return;
    scratch.handles -= 1;
    if (scratch.handles > 0) return;
    if (scratch.removed) {
      await this.#end(scratch);
      return;
    }
    const { replaces, directory, name } = scratch;
    if (replaces !== null) {
      await this.settle(scratch).catch(() => undefined);
      this.#dropName(scratch);
      this.#names.keepFormerName(replaces, directory, name, this.#lifetimes.formerName);
      await this.#end(scratch);
    } else {
      this.#give(scratch, this.#lifetimes.scratch);
    }
  }

  /** A file that nobody has used for a while goes. */
  async #expire(scratch: Scratch): Promise<void> {
    const { draft, directory, name, pid } = scratch;
    if (draft.size > 0 && (await isForeignAudio(this.#overlay, directory, name, draft, 'any'))) {
      await this.#commits.refuse(
        draft,
        null,
        this.#names.pathOf(directory, name),
        pid,
        'A file was left in the mount and took no track’s override.',
      );
    }
    this.#dropName(scratch);
    scratch.handles = 0;
    await this.#end(scratch);
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

  /** Before unmounting: what programs have left behind is kept where it is audio. */
  async close(): Promise<void> {
    for (const scratch of this.#scratches.values()) await this.#expire(scratch);
  }

  #give(scratch: Scratch, lifetime: number): void {
    this.#names.setOverride(scratch.directory, scratch.name, { kind: 'scratch', scratch }, lifetime, () =>
      this.#expire(scratch),
    );
  }
}
