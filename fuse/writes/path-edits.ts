/** Gives tracks the paths that a rename wants, by editing the tags that the template makes these paths of. */
import { setImmediate } from 'node:timers/promises';
import type { EditSink } from '../overlay/edit-sink.ts';
import { errorMessage, OverlayError } from '../overlay/errors.ts';
import type { Overlay, ViewOfDirectory } from '../overlay/overlay.ts';
import type { TreeEntry } from '../overlay/track-source.ts';
import { entriesShown, type TrackPath } from '../template/format-path.ts';
import { readPath } from '../template/read-path.ts';
import { withoutDistinction } from '../template/sanitize.ts';
import { withChanges, type TagChanges } from '../template/tag-changes.ts';
import type { NameInDirectory } from '../tree/nodes.ts';
import type { Refusals } from './refusals.ts';
import type { TrackLocks } from './track-locks.ts';

/** The path that a track shall get, from where the template's paths begin. */
export interface WantedPath {
  readonly trackId: number;
  /** The path that is renamed; one of several that the track may have. */
  readonly from: TrackPath;
  readonly folders: readonly string[];
  readonly name: string;
  /** Number of names at the end, the file's included, that did not change and may follow from the other names. */
  readonly following: number;
}

export interface TrackEdit {
  readonly trackId: number;
  readonly fields: TagChanges;
}

export type PathEdit = { readonly edits: readonly TrackEdit[] } | { readonly refused: string };

/** Number of paths that are read before other work of the thread runs. */
const BATCH = 20;
const HISTORY_NOTE = 'renamed in the mount';

export class PathEdits {
  readonly #overlay: Overlay;
  readonly #sink: EditSink;
  readonly #locks: TrackLocks;
  readonly #refusals: Refusals;

  constructor(overlay: Overlay, sink: EditSink, locks: TrackLocks, refusals: Refusals) {
    this.#overlay = overlay;
    this.#sink = sink;
    this.#locks = locks;
    this.#refusals = refusals;
  }

  /** All changes together; `refused` with the reason as soon as one of the paths cannot be read. */
  async read(view: ViewOfDirectory, wanted: readonly WantedPath[]): Promise<PathEdit> {
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
        // A track that has several of the paths gets the changes of one after the other.
        entries.set(entry.id, { ...entry, tags: withChanges(entry.tags, fields) });
        edits.set(entry.id, { ...edits.get(entry.id), ...fields });
        moved.push({ path, shown: { ...shown, tags: withChanges(shown.tags, reading.fields) } });
      }
      if (index % BATCH === BATCH - 1) await setImmediate();
    }
    if (moved.length === 0) return { refused: 'its tags give it this path already' };
    // Each track alone would get its path; together they may need other distinctions.
    const paths = this.#overlay.predictPaths(
      view.treeDirectory,
      moved.map(({ shown }) => shown),
    );
    for (const [index, { path }] of moved.entries()) {
      const { folders, name } = paths[index] as TrackPath;
      const certain = path.folders.slice(0, path.folders.length + 1 - path.following);
      if (certain.some((folder, at) => folder.normalize('NFC') !== folders[at])) {
        return { refused: `with these tags it would be “${[...folders, name].join('/')}”` };
      }
    }
    return { edits: [...edits].map(([trackId, fields]) => ({ trackId, fields })) };
  }

  /**
   * Makes the changes as one batch; they are durable and visible when it resolves.
   * @param path new path of the renamed file or directory, for messages
   * @param to the name to which the kernel has moved the node
   * @throws OverlayError `EIO` when the library does not store them
   */
  async commit(edits: readonly TrackEdit[], author: string, path: string, to: NameInDirectory): Promise<void> {
    const ids = edits.map(({ trackId }) => trackId);
    await this.#locks.run(ids, async () => {
      try {
        await this.#sink.commitTogether(
          edits.map((edit) => ({ ...edit, author })),
          HISTORY_NOTE,
        );
      } catch (error) {
        const reason = `The library did not take the change: ${errorMessage(error)}`;
        this.#refusals.rename(null, path, author, reason);
        throw new OverlayError('EIO', `${path} was not renamed: ${reason}`, error);
      }
      // Before any name below it: no program may reach new names through the node that the kernel has moved there.
      this.#overlay.forgetName(to.directory, to.name);
      await this.#overlay.refresh(ids);
    });
  }

  /** The track as it has one of its paths: with one value of each tag that gives it several. */
  #shownAt(view: ViewOfDirectory, entry: TreeEntry, { folders, name }: TrackPath): TreeEntry {
    if (view.template.each.length === 0) return entry;
    const wanted = [...folders, withoutDistinction(name, entry.id)].join('/');
    const hasPath = (shown: TreeEntry): boolean => {
      const path = this.#pathOf(view, shown);
      return [...path.folders, path.name].join('/') === wanted;
    };
    return entriesShown(view.template, entry).find(hasPath) ?? entry;
  }

  #pathOf(view: ViewOfDirectory, entry: TreeEntry): TrackPath {
    const [path] = this.#overlay.predictPaths(view.treeDirectory, [entry]);
    return path as TrackPath;
  }
}

/** Changes of a track that is shown with some of its values, as changes of all values. */
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
