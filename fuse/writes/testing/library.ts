/** A library in memory for tests of writing: real FLAC files in a folder, edits in memory. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tags } from '../../formats/layout.ts';
import { readLayout } from '../../formats/read-layout.ts';
import type { EditSink, RefusedSave, SavedChanges } from '../../overlay/edit-sink.ts';
import { flacFile } from '../../overlay/testing/flac-file.ts';
import { stampOf } from '../../overlay/testing/stamp-of.ts';
import type { OverlayTrack, TrackSource, TreeEntry } from '../../overlay/track-source.ts';

export class TestingLibrary implements TrackSource, EditSink {
  readonly quarantine: string;
  readonly saved: SavedChanges[] = [];
  readonly refusals: RefusedSave[] = [];
  /** Number of tracks in each batch. */
  readonly batches: number[] = [];
  /** Set to let every commit fail with it. */
  trouble: Error | null = null;
  readonly #folder: string;
  readonly #tracks = new Map<number, OverlayTrack>();

  constructor(folder: string) {
    this.#folder = folder;
    this.quarantine = join(folder, 'quarantine');
  }

  /** Adds a track of one second whose audio depends on the id. @param more tags that the file does not have */
  async add(id: number, title: string, more: Tags = {}): Promise<void> {
    await mkdir(this.quarantine, { recursive: true });
    const path = join(this.#folder, `${id}.flac`);
    const bytes = flacFile({ tags: { title }, seed: id });
    await writeFile(path, bytes);
    const layout = readLayout(
      { size: bytes.length, read: (position, length) => bytes.subarray(position, position + length) },
      'flac',
    );
    this.#tracks.set(id, {
      id,
      tags: { ...layout?.tags, ...more },
      extension: 'flac',
      addedAt: 0,
      path: Buffer.from(path),
      stamp: stampOf(path),
      layout,
      pictures: [],
      generation: 0,
      editedAt: 0,
    });
  }

  remove(id: number): void {
    this.#tracks.delete(id);
  }

  originalOf(id: number): string {
    return join(this.#folder, `${id}.flac`);
  }

  async *entries(): AsyncIterable<readonly TreeEntry[]> {
    yield [...this.#tracks.values()];
  }

  async entriesOf(ids: readonly number[]): Promise<readonly TreeEntry[]> {
    return ids.flatMap((id) => this.#tracks.get(id) ?? []);
  }

  async track(id: number): Promise<OverlayTrack | null> {
    return this.#tracks.get(id) ?? null;
  }

  onChange(): () => void {
    return () => undefined;
  }

  async commit(changes: SavedChanges): Promise<{ generation: number }> {
    if (this.trouble !== null) throw this.trouble;
    const track = this.#tracks.get(changes.trackId) as OverlayTrack;
    const tags: Record<string, readonly string[]> = { ...track.tags };
    for (const [field, values] of Object.entries(changes.fields)) {
      if (values === null) delete tags[field];
      else tags[field] = values;
    }
    const generation = track.generation + 1;
    this.#tracks.set(track.id, { ...track, tags, generation, editedAt: Date.now() });
    this.saved.push(changes);
    // No change is announced: the code under test has to refresh the mount itself.
    return { generation };
  }

  async commitTogether(changes: readonly SavedChanges[]): Promise<void> {
    for (const one of changes) await this.commit(one);
    this.batches.push(changes.length);
  }

  refused(save: RefusedSave): void {
    this.refusals.push(save);
  }
}
