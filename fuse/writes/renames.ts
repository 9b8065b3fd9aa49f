/**
 * Renaming and moving tracks: what it means.
 *
 * - To another directory, or by a program that renames for people, it is an edit: the tags become what the new path
 *   says under the template, or it is refused with the reason.
 * - By any other program within one directory it may be the first half of a save, which keeps the old file until the
 *   new one is there. The track is then found under the new name for a while. If no replacement comes, the rename
 *   was meant: it becomes an edit where the new name can be read, and is taken back where it cannot, as the names of
 *   backups.
 */
import { extname } from 'node:path';
import { OverlayError } from '../overlay/errors.ts';
import type { Overlay, NameInDirectory } from '../overlay/overlay.ts';
import { trackInode, trackOfInode } from '../tree/inodes.ts';
import type { Commits } from './commit.ts';
import type { Lifetimes } from './lifetimes.ts';
import type { MountNames } from './mount-names.ts';
import type { PathEdits } from './path-edits.ts';
import type { NameOverride } from './name-overrides.ts';
import { programName } from './program-name.ts';

/** Programs that rename for people: no save follows. */
const RENAMES_FOR_PEOPLE =
  /^(mv|rename|prename|file-rename|rename\.ul|mmv|qmv|imv|vidir|rnr|krename|gprename|gio|mc|ranger|vifm|nnn|lf|yazi|nautilus|nemo|caja|dolphin|kioslave\d*|kioworker|thunar|pcmanfm|pcmanfm-qt|spacefm|krusader|doublecmd)$/i;

/** A rename as the kernel asks for it. */
export interface RenameRequest {
  readonly from: NameInDirectory;
  readonly to: NameInDirectory;
  /** Whether what stands at `to` must stay. */
  readonly keepsTarget: boolean;
  readonly pid: number;
}

export class Renames {
  readonly #overlay: Overlay;
  readonly #names: MountNames;
  readonly #edits: PathEdits;
  readonly #commits: Commits;
  readonly #lifetimes: Lifetimes;
  /** Told of a track whose node the kernel takes along. */
  readonly #onMove: (inode: number) => void;

  constructor(
    overlay: Overlay,
    names: MountNames,
    edits: PathEdits,
    commits: Commits,
    lifetimes: Lifetimes,
    onMove: (inode: number) => void,
  ) {
    this.#overlay = overlay;
    this.#names = names;
    this.#edits = edits;
    this.#commits = commits;
    this.#lifetimes = lifetimes;
    this.#onMove = onMove;
  }

  /** @param source what stands at `from` beside the tree */
  async move({ from, to, keepsTarget, pid }: RenameRequest, source: NameOverride | null): Promise<void> {
    const track = source?.kind === 'alias' ? source.track : this.#trackAt(from);
    const target = this.#names.override(to.directory, to.name);
    const comesBack = target?.kind === 'gone' && target.track === track;
    if (target?.kind === 'alias' && !target.listed && target.track !== track) {
      // Only kept for who knows it; what stands there from now on is something else.
      this.#names.removeOverride(to.directory, to.name);
    } else if (target !== null ? !comesBack : this.#names.treeInode(to.directory, to.name) !== null) {
      if (keepsTarget) throw new OverlayError('EEXIST', `"${to.name}" is there already`);
      if (this.#trackStandsAt(track, to, target)) return this.#forgetAlias(from, source);
      throw new OverlayError('EPERM', `A track cannot take the place of "${to.name}"`);
    }
    const author = await programName(pid);
    const origin = source?.kind === 'alias' ? (source.renamed?.from ?? null) : from;
    if (comesBack) {
      this.#forgetAlias(from, source);
      this.#names.removeOverride(to.directory, to.name);
    } else if (from.directory !== to.directory || RENAMES_FOR_PEOPLE.test(author)) {
      const keepsName = to.name === from.name && (origin === null || origin.name === from.name);
      await this.#edit(track, origin ?? from, to, keepsName, author);
      this.#forgetAlias(from, source);
      if (origin !== null) this.#forgetGone(origin, track);
      this.#names.keepFormerName(track, to.directory, to.name, this.#lifetimes.formerName);
    } else {
      this.#forgetAlias(from, source);
      this.#wait(track, origin, to, author);
    }
  }

  /** Decides what is still undecided: nothing follows any more. */
  async decideAll(): Promise<void> {
    for (const { directory, name, override } of this.#names.allOverrides()) {
      if (override.kind !== 'alias' || override.renamed === undefined) continue;
      await this.#decide({ directory, name }, override);
      if (this.#names.override(directory, name) === override) this.#names.removeOverride(directory, name);
    }
  }

  /** Edits the tags of a track so that it stands there. @throws OverlayError `EPERM`, `EIO` */
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
      throw this.#commits.refuseRename(track, path, author, 'Tracks cannot be moved between views');
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
    if ('refused' in edit) throw this.#commits.refuseRename(track, path, author, edit.refused);
    this.#onMove(trackInode(track));
    await this.#edits.commit(edit.edits, author, path, to);
  }

  /** Shows a track under another name until it is clear what was meant. */
  #wait(track: number, from: NameInDirectory | null, to: NameInDirectory, author: string): void {
    const override: NameOverride = {
      kind: 'alias',
      track,
      listed: true,
      ...(from === null ? {} : { renamed: { from, author } }),
    };
    // Its time ends before that of the name that waits for a replacement.
    this.#names.setOverride(to.directory, to.name, override, this.#lifetimes.grace, (directory) =>
      this.#decide({ directory, name: to.name }, override),
    );
    if (from !== null) {
      this.#names.setOverride(from.directory, from.name, { kind: 'gone', track }, this.#lifetimes.grace);
    }
  }

  async #decide(to: NameInDirectory, override: NameOverride): Promise<void> {
    if (override.kind !== 'alias' || override.renamed === undefined) return;
    const { track } = override;
    const { from, author } = override.renamed;
    const waiting = this.#names.override(from.directory, from.name);
    // Something else stands there: it was a save.
    if (waiting?.kind !== 'gone' || waiting.track !== track) return;
    // Another extension is that of a backup: nobody expects it to last.
    if (extname(from.name) === extname(to.name)) {
      this.#names.setOverride(from.directory, from.name, waiting, Infinity);
      await this.#edit(track, from, to, false, author).catch(() => undefined);
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

  #trackStandsAt(track: number, { directory, name }: NameInDirectory, override: NameOverride | null): boolean {
    return override === null
      ? this.#names.treeInode(directory, name) === trackInode(track)
      : override.kind === 'alias' && override.track === track;
  }

  #trackAt({ directory, name }: NameInDirectory): number {
    const track = trackOfInode(this.#overlay.child(directory, name));
    if (track === null) {
      throw new OverlayError('EPERM', `"${name}" is no track, and only what tracks say can be edited`);
    }
    return track;
  }
}
