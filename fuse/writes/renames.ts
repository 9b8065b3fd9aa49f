/**
 * The meaning of renaming and moving a track.
 *
 * - A move to another directory, or a rename by a program that users rename files with, is an edit: the tags become
 *   those that the new path has under the template, or the rename is refused with the reason.
 * - A rename within one directory by any other program may be the first half of a save that keeps the old file until
 *   the new one is complete. The track has the new name for a while. If no replacement comes, the rename becomes an
 *   edit where the new name can be read, and is undone where it cannot, as with the names of backups.
 */
import { extname } from 'node:path';
import { OverlayError } from '../overlay/errors.ts';
import type { Overlay } from '../overlay/overlay.ts';
import type { NameInDirectory } from '../tree/nodes.ts';
import { trackInode, trackOfInode } from '../tree/inodes.ts';
import type { Lifetimes } from './lifetimes.ts';
import type { MountNames } from './mount-names.ts';
import type { PathEdits } from './path-edits.ts';
import type { NameOverride, UndecidedRename } from './name-overrides.ts';
import { programName } from './program-name.ts';
import type { Refusals } from './refusals.ts';
import { isRenamingProgram } from './renaming-programs.ts';

/** A rename as the kernel asks for it. */
export interface RenameRequest {
  readonly from: NameInDirectory;
  readonly to: NameInDirectory;
  /** Whether a node that has the name `to` must stay. */
  readonly keepsTarget: boolean;
  /** The process that renames, as the kernel says. */
  readonly pid: number;
}

export class Renames {
  readonly #overlay: Overlay;
  readonly #names: MountNames;
  readonly #edits: PathEdits;
  readonly #refusals: Refusals;
  readonly #lifetimes: Lifetimes;
  /** Called with the inode of a track before the kernel moves its node. */
  readonly #onMove: (inode: number) => void;

  constructor(
    overlay: Overlay,
    names: MountNames,
    edits: PathEdits,
    refusals: Refusals,
    lifetimes: Lifetimes,
    onMove: (inode: number) => void,
  ) {
    this.#overlay = overlay;
    this.#names = names;
    this.#edits = edits;
    this.#refusals = refusals;
    this.#lifetimes = lifetimes;
    this.#onMove = onMove;
  }

  /**
   * @param source override at `from`
   * @throws OverlayError `EEXIST`, `ENOENT`; `EPERM` when the rename is refused, `EIO` when the library fails
   */
  async move({ from, to, keepsTarget, pid }: RenameRequest, source: NameOverride | null): Promise<void> {
    const track = source?.kind === 'alias' ? source.track : this.#trackAt(from);
    const target = this.#names.override(to.directory, to.name);
    const comesBack = target?.kind === 'gone' && target.track === track;
    if (target !== null ? !comesBack : this.#names.treeInode(to.directory, to.name) !== null) {
      if (keepsTarget) throw new OverlayError('EEXIST', `"${to.name}" exists already`);
      if (this.#isTrackAt(track, to, target)) return this.#forgetAlias(from, source);
      throw new OverlayError('EPERM', `A track cannot replace "${to.name}"`);
    }
    const author = await programName(pid);
    const isFormer = source === null && this.#names.formerTrack(from.directory, from.name) !== null;
    const origin = source?.kind === 'alias' ? (source.renamed?.from ?? null) : isFormer ? null : from;
    if (comesBack) {
      this.#forgetAlias(from, source);
      this.#names.removeOverride(to.directory, to.name);
    } else if (from.directory !== to.directory || isRenamingProgram(author)) {
      const keepsName = to.name === from.name && (origin === null || origin.name === from.name);
      await this.#edit(track, origin ?? this.#presentName(track) ?? from, to, keepsName, author);
      this.#forgetAlias(from, source);
      if (origin !== null) this.#forgetGone(origin, track);
      // The kernel has moved the node from there.
      for (const name of [from, origin ?? from]) this.#overlay.former.forget(name);
      // The tags may give the track another name than the program wanted.
      this.#overlay.former.keep(to, trackInode(track));
    } else {
      this.#forgetAlias(from, source);
      this.#showRenamed(track, origin, to, author);
      if (isFormer) this.#names.setOverride(from.directory, from.name, { kind: 'gone', track }, this.#lifetimes.grace);
    }
  }

  /** Decides all undecided renames at once, as if no replacement came. */
  async decideAll(): Promise<void> {
    for (const { directory, name, override } of this.#names.allOverrides()) {
      if (override.kind !== 'alias' || override.renamed === undefined) continue;
      await this.#decide({ directory, name }, override.track, override.renamed);
      if (this.#names.override(directory, name) === override) this.#names.removeOverride(directory, name);
    }
  }

  /** Edits the tags of a track so that it gets the path `to`. @throws OverlayError `EPERM`, `EIO` */
  async #edit(
    track: number,
    from: NameInDirectory,
    to: NameInDirectory,
    keepsName: boolean,
    author: string,
  ): Promise<void> {
    const path = this.#names.pathOf(to.directory, to.name);
    const [own, view] = [from, to].map(({ directory }) => this.#names.directories.viewOf(directory));
    if (!own || !view || own.name !== view.name) {
      throw this.#refusals.rename(track, path, author, 'Tracks cannot be moved between views');
    }
    const edit = await this.#edits.read(view, [
      {
        trackId: track,
        from: { folders: own.folders, name: from.name },
        folders: view.folders,
        name: to.name,
        following: keepsName ? 1 : 0,
      },
    ]);
    if ('refused' in edit) throw this.#refusals.rename(track, path, author, edit.refused);
    this.#onMove(trackInode(track));
    // Who renames a track means this name, also where another track had it.
    const former = this.#names.formerTrack(to.directory, to.name);
    if (former !== null && former !== track) this.#overlay.former.forget(to);
    await this.#edits.commit(edit.edits, author, path, to);
  }

  /** Shows a track under another name until its time is over or a replacement comes. */
  #showRenamed(track: number, from: NameInDirectory | null, to: NameInDirectory, author: string): void {
    const alias = { kind: 'alias', track } as const;
    const { grace } = this.#lifetimes;
    if (from === null) {
      this.#names.setOverride(to.directory, to.name, alias, grace);
      return;
    }
    const renamed = { from, author };
    // Set first, so that it expires before the name that waits for a replacement.
    this.#names.setOverride(to.directory, to.name, { ...alias, renamed }, grace, (directory) =>
      this.#decide({ directory, name: to.name }, track, renamed),
    );
    this.#names.setOverride(from.directory, from.name, { kind: 'gone', track }, grace);
  }

  /** Makes an undecided rename an edit, or undoes it. */
  async #decide(to: NameInDirectory, track: number, { from, author }: UndecidedRename): Promise<void> {
    const waiting = this.#names.override(from.directory, from.name);
    // Another node has the old name: the rename was half of a save.
    if (waiting?.kind !== 'gone' || waiting.track !== track) return;
    // A name with another extension is that of a backup, which need not last.
    if (extname(from.name) === extname(to.name)) {
      this.#names.setOverride(from.directory, from.name, waiting, Infinity);
      await this.#edit(track, from, to, false, author).then(
        () => this.#overlay.former.forget(from),
        () => undefined,
      );
    }
    this.#forgetGone(from, track);
    this.#overlay.forgetName(from.directory, from.name);
  }

  #forgetAlias({ directory, name }: NameInDirectory, override: NameOverride | null): void {
    if (override?.kind !== 'alias') return;
    this.#names.removeOverride(directory, name);
  }

  #forgetGone({ directory, name }: NameInDirectory, track: number): void {
    const override = this.#names.override(directory, name);
    if (override?.kind === 'gone' && override.track === track) this.#names.removeOverride(directory, name);
  }

  #isTrackAt(track: number, { directory, name }: NameInDirectory, override: NameOverride | null): boolean {
    return override === null
      ? this.#names.treeInode(directory, name) === trackInode(track)
      : override.kind === 'alias' && override.track === track;
  }

  #presentName(track: number): NameInDirectory | null {
    return this.#overlay.namesOf(trackInode(track))[0] ?? null;
  }

  #trackAt({ directory, name }: NameInDirectory): number {
    const track = trackOfInode(this.#overlay.child(directory, name));
    if (track === null) {
      throw new OverlayError('EPERM', `"${name}" is not a track; only tracks can be edited by renaming`);
    }
    return track;
  }
}
