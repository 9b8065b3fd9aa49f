/**
 * Takes saves for a `FolderLibrary` as the database would: the change is durable in `edits.json` before the
 * answer, and every save is noted in `saves.jsonl` for the test to look at. With a file `refuse` in the library
 * it takes nothing.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RefusedSave, SavedChanges } from '../../fuse/overlay/edit-sink.ts';
import type { SaveChannel } from '../../main/mount/edit-channel.ts';
import { tagsOf, writeEdits, type FolderEdits } from './folder-library.ts';

/** One line of `saves.jsonl`. */
export type NotedSave =
  | {
      readonly kind: 'saved';
      readonly batch: number;
      readonly trackId: number;
      readonly author: string;
      readonly fields: SavedChanges['fields'];
      readonly pictures: number | null;
    }
  | ({ readonly kind: 'refused' } & RefusedSave);

export function notedSaves(library: string): NotedSave[] {
  const path = join(library, 'saves.jsonl');
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as NotedSave);
}

export function openFolderSink(library: string): SaveChannel {
  const quarantine = join(library, 'quarantine');
  mkdirSync(quarantine, { recursive: true });
  const note = (save: NotedSave): void => appendFileSync(join(library, 'saves.jsonl'), `${JSON.stringify(save)}\n`);
  let batches = 0;
  const commitEach = (batch: readonly SavedChanges[]): number => {
    if (existsSync(join(library, 'refuse'))) throw new Error('the disk is full');
    batches += 1;
    let generation = 0;
    for (const changes of batch) generation = commitOne(changes);
    return generation;
  };
  const commitOne = ({ trackId, fields, pictures, author }: SavedChanges): number => {
    const path = join(library, 'edits.json');
    const edits = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as FolderEdits) : {};
    const tags: Record<string, readonly string[]> = { ...(edits[trackId]?.tags ?? tagsOf(library, trackId)) };
    for (const [field, values] of Object.entries(fields)) {
      if (values === null) delete tags[field];
      else tags[field] = values;
    }
    const generation = (edits[trackId]?.generation ?? 0) + 1;
    const stored = pictures?.map(({ type, mime, bytes }, index) => {
      const picture = join(library, `picture-${trackId}-${generation}-${index}`);
      writeFileSync(picture, bytes);
      return { type, mime, path: picture, width: 0, height: 0 };
    });
    writeEdits(library, {
      ...edits,
      [trackId]: {
        ...edits[trackId],
        tags,
        generation,
        editedAt: Date.now(),
        ...(stored === undefined ? {} : { pictures: stored }),
      },
    });
    note({ kind: 'saved', batch: batches, trackId, author, fields, pictures: pictures?.length ?? null });
    return generation;
  };
  return {
    quarantine,
    async commit(changes) {
      return { generation: commitEach([changes]) };
    },
    async commitTogether(changes) {
      commitEach(changes);
    },
    refused(save) {
      note({ kind: 'refused', ...save });
    },
    receive() {
      throw new Error('No caller waits for this answer');
    },
    disconnected() {
      // There is no service to lose.
    },
  };
}
