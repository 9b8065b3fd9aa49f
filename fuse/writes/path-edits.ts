/** Makes tracks have the paths that somebody wants them to have, by editing the tags that say so. */
import { setImmediate } from 'node:timers/promises';
import type { EditSink } from '../overlay/edit-sink.ts';
import { OverlayError } from '../overlay/errors.ts';
import type { Overlay, NameInDirectory } from '../overlay/overlay.ts';
import type { TreeEntry } from '../overlay/track-source.ts';
import { entriesShown, type TrackPath } from '../template/format-path.ts';
import { readPath } from '../template/read-path.ts';
import { withoutDistinction } from '../template/sanitize.ts';
import { withChanges, type TagChanges } from '../template/tag-changes.ts';
import type { Commits } from './commit.ts';
import type { ViewAt } from './pending-directories.ts';

/** Where a track shall stand below where a view begins. */
export interface WantedPath {
  readonly trackId: number;
  /** Where it stands now: of several places this one is meant. */
  readonly from: TrackPath;
  readonly folders: readonly string[];
  readonly name: string;
  /** So many names at the end, its own included, are as they were and may become what follows from the others. */
  readonly following: number;
}

export interface TrackEdit {
  readonly trackId: number;
  readonly fields: TagChanges;
}

export type PathEdit = { readonly edits: readonly TrackEdit[] } | { readonly refused: string };

/** So many paths are read without letting other work in between. */
const AT_ONCE = 20;
const HISTORY_NOTE = 'renamed in the mount';

export class PathEdits {
  readonly #overlay: Overlay;
  readonly #sink: EditSink;
  readonly #commits: Commits;

  constructor(overlay: Overlay, sink: EditSink, commits: Commits) {
    this.#overlay = overlay;
    this.#sink = sink;
    this.#commits = commits;
  }

  /** What has to change, all together; refused as soon as one of the paths cannot be read. */
  async read(view: ViewAt, wanted: readonly WantedPath[]): Promise<PathEdit> {
    const entries = new Map(
      (await this.#overlay.entries(wanted.map(({ trackId }) => trackId))).map((entry) => [entry.id, entry]),
    );
    const edits = new Map<number, TagChanges>();
    const moved: { readonly path: WantedPath; readonly shown: TreeEntry }[] = [];
    for (const [index, path] of wanted.entries()) {
      const entry = entries.get(path.trackId);
      if (entry === undefined) continue;
      const shown = this.#shownAt(view, entry, path.from);
      const reading = readPath(view.template, shown, path, {
        following: path.following,
        place: (other) => this.#pathOf(view, other),
      });
      if ('refused' in reading) return reading;
      if (Object.keys(reading.fields).length > 0) {
        const fields = ofAllValues(entry, shown, reading.fields);
        // A track with several places below a directory is changed by one after the other.
        entries.set(entry.id, { ...entry, tags: withChanges(entry.tags, fields) });
        edits.set(entry.id, { ...edits.get(entry.id), ...fields });
        moved.push({ path, shown: { ...shown, tags: withChanges(shown.tags, reading.fields) } });
      }
      if (index % AT_ONCE === AT_ONCE - 1) await setImmediate();
    }
    if (moved.length === 0) return { refused: 'its tags say that it is there already' };
    // Each alone would stand there; together they may have to be told apart from others in another way.
    const paths = this.#overlay.predictPaths(
      view.treeDirectory,
      moved.map(({ shown }) => shown),
    );
    for (const [index, { path }] of moved.entries()) {
      const { folders = [], name = '' } = paths[index] ?? {};
      const certain = path.folders.slice(0, path.folders.length + 1 - path.following);
      if (certain.some((folder, at) => folder.normalize('NFC') !== folders[at])) {
        return { refused: `with these tags it would be “${[...folders, name].join('/')}”` };
      }
    }
    return { edits: [...edits].map(([trackId, fields]) => ({ trackId, fields })) };
  }

  /**
   * Makes the changes as one batch; they are durable and visible when it resolves.
   * @param path of what was renamed, for people
   * @param to where the kernel has put it
   * @throws OverlayError `EIO` when the library does not take them
   */
  async commit(edits: readonly TrackEdit[], author: string, path: string, to: NameInDirectory): Promise<void> {
    const ids = edits.map(({ trackId }) => trackId);
    await this.#commits.inTurn(ids, async () => {
      try {
        await this.#sink.commitTogether(
          edits.map((edit) => ({ ...edit, author })),
          HISTORY_NOTE,
        );
      } catch (error) {
        const reason = `The library did not take the change: ${error instanceof Error ? error.message : String(error)}`;
        this.#commits.refuseRename(null, path, author, reason);
        throw new OverlayError('EIO', `${path} was not renamed: ${reason}`, error);
      }
      // Before any name below: nobody is to go on through what the kernel has put there, and find what is new in it.
      this.#overlay.forgetName(to.directory, to.name);
      await this.#overlay.refresh(ids);
    });
  }

  /** The track as it is shown in one of its places: with one value of each tag that puts it into several. */
  #shownAt(view: ViewAt, entry: TreeEntry, { folders, name }: TrackPath): TreeEntry {
    if (view.template.each.length === 0) return entry;
    const wanted = [...folders, withoutDistinction(name, entry.id)].join('/');
    const isThere = (shown: TreeEntry): boolean => {
      const path = this.#pathOf(view, shown);
      return [...path.folders, path.name].join('/') === wanted;
    };
    return entriesShown(view.template, entry).find(isThere) ?? entry;
  }

  #pathOf(view: ViewAt, entry: TreeEntry): TrackPath {
    return this.#overlay.predictPaths(view.treeDirectory, [entry])[0] ?? { folders: [], name: '' };
  }
}

/** Changes of a track that is shown with some of its values, as changes of all its values. */
function ofAllValues(entry: TreeEntry, shown: TreeEntry, fields: TagChanges): TagChanges {
  const whole: Record<string, readonly string[] | null> = {};
  for (const [tag, values] of Object.entries(fields)) {
    const [all, part] = [entry.tags[tag] ?? [], shown.tags[tag] ?? []];
    const kept = all.flatMap((value) => (part.includes(value) ? (value === part[0] ? (values ?? []) : []) : [value]));
    const now = [...new Set(part.length < all.length ? kept : (values ?? []))];
    whole[tag] = now.length === 0 ? null : now;
  }
  return whole;
}
