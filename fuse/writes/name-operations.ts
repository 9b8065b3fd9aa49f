/** Removing and renaming names in the mount: what each request means, by what is at the two names. */
import { OverlayError } from '../overlay/errors.ts';
import type { Overlay } from '../overlay/overlay.ts';
import type { NameInDirectory } from '../tree/nodes.ts';
import { isDirectoryInode, trackOfInode } from '../tree/inodes.ts';
import type { DirectoryMoves } from './directory-moves.ts';
import type { DirectoryOperations } from './directory-operations.ts';
import type { Lifetimes } from './lifetimes.ts';
import type { MountNames } from './mount-names.ts';
import { willMvReplace } from './mv-replacement.ts';
import type { NameOverride } from './name-overrides.ts';
import type { RenameRequest, Renames } from './renames.ts';
import type { Scratch } from './scratch.ts';
import type { ScratchFiles } from './scratch-files.ts';

/** What carries the operations out. */
export interface NameOperationParts {
  readonly overlay: Overlay;
  readonly names: MountNames;
  readonly scratches: ScratchFiles;
  readonly directories: DirectoryOperations;
  readonly renames: Renames;
  readonly directoryMoves: DirectoryMoves;
  readonly lifetimes: Lifetimes;
}

export class NameOperations {
  readonly #parts: NameOperationParts;

  constructor(parts: NameOperationParts) {
    this.#parts = parts;
  }

  /**
   * Removes a file that a program made, or a track that another file replaces next.
   * @throws OverlayError `EPERM` for any other file of the library, `EISDIR`, `ENOENT`
   */
  async unlink({ directory, name }: NameInDirectory, pid: number): Promise<void> {
    const { names, scratches, overlay, lifetimes } = this.#parts;
    const override = names.override(directory, name);
    switch (override?.kind) {
      case 'scratch':
        await scratches.remove(override.scratch);
        return;
      case 'alias':
        names.removeOverride(directory, name);
        return;
      case 'directory':
        throw new OverlayError('EISDIR', `"${name}" is a directory`);
      case 'gone':
        throw new OverlayError('ENOENT', `There is no "${name}"`);
      case undefined:
    }
    const track = trackOfInode(overlay.child(directory, name));
    if (track === null || !(await this.#isReplacedNext({ directory, name }, pid))) {
      throw new OverlayError(
        'EPERM',
        `"${name}" cannot be deleted here: the mount shows your music, it does not hold it`,
      );
    }
    names.setOverride(directory, name, { kind: 'gone', track }, lifetimes.grace);
  }

  /** @throws OverlayError `ENOENT`, `EEXIST`, `EISDIR`, `ENOTEMPTY`; `EPERM` when it is refused, `EIO` */
  async rename(request: RenameRequest): Promise<void> {
    const { names, directories, renames, directoryMoves, overlay } = this.#parts;
    const { from, to, pid } = request;
    const override = names.override(from.directory, from.name);
    if (override?.kind === 'scratch') {
      await this.#renameScratch(override.scratch, request);
    } else if (override?.kind === 'gone') {
      throw new OverlayError('ENOENT', `There is no "${from.name}"`);
    } else if (override?.kind === 'directory') {
      await directories.move(override.pending, to);
    } else if (override === null && isDirectoryInode(overlay.child(from.directory, from.name))) {
      await renames.decideAll();
      await directoryMoves.move(from, to, pid);
    } else {
      await renames.move(request, override);
    }
  }

  async #renameScratch(scratch: Scratch, { to, keepsTarget, pid }: RenameRequest): Promise<void> {
    const { names, scratches } = this.#parts;
    const target = names.override(to.directory, to.name);
    const exists = target === null ? names.treeInode(to.directory, to.name) !== null : target.kind !== 'gone';
    if (exists && keepsTarget) throw new OverlayError('EEXIST', `"${to.name}" exists already`);
    if (target?.kind === 'directory') throw new OverlayError('EISDIR', `"${to.name}" is a directory`);
    const targetTrack = this.#trackAt(to, target);
    if (target === null && exists && targetTrack === null) {
      throw new OverlayError('EPERM', `"${to.name}" cannot be replaced`);
    }
    await scratches.move(scratch, to, target, targetTrack, pid);
  }

  /** Whether the removal is half of a save: the replacement exists in the directory, or `mv` brings it next. */
  async #isReplacedNext({ directory, name }: NameInDirectory, pid: number): Promise<boolean> {
    const { names } = this.#parts;
    const hasScratch = names.overridesIn(directory).some(({ override }) => override.kind === 'scratch');
    return hasScratch || willMvReplace(pid, names.pathOf(directory, name));
  }

  /** The track that a file renamed to this name replaces. */
  #trackAt(
    { directory, name }: NameInDirectory,
    override: Exclude<NameOverride, { readonly kind: 'directory' }> | null,
  ): number | null {
    if (override?.kind === 'scratch') return override.scratch.replaces;
    if (override !== null) return override.track;
    const inode = this.#parts.names.treeInode(directory, name);
    return inode === null ? this.#parts.names.formerTrack(directory, name) : trackOfInode(inode);
  }
}
