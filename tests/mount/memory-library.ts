/**
 * A library in memory, for mounts that the test's own process serves: what it answers, and when, is the test's to
 * say. The mount must then only be looked at by other programs.
 */
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tags } from '../../fuse/formats/layout.ts';
import type { OverlayTrack, PlaylistTrack, TrackSource, TreeEntry } from '../../fuse/overlay/track-source.ts';

export class MemoryLibrary implements TrackSource {
  readonly #tracks = new Map<number, OverlayTrack>();
  readonly #listeners = new Set<(ids: readonly number[]) => void>();
  /** Tracks whose readers are held up, and what to call when a reader waits. */
  readonly #held = new Map<number, { readonly go: Promise<void>; readonly waits: () => void }>();

  /** @param folder holds the originals */
  async add(folder: string, id: number, tags: Tags, content = `Original ${id}\n`): Promise<void> {
    const path = join(folder, `${id}.bin`);
    await writeFile(path, content);
    const facts = await stat(path, { bigint: true });
    const stamp = {
      device: facts.dev,
      inode: facts.ino,
      size: Number(facts.size),
      mtimeNs: facts.mtimeNs,
      ctimeNs: facts.ctimeNs,
    };
    this.#tracks.set(id, {
      id,
      tags,
      extension: 'bin',
      addedAt: 1000,
      path: Buffer.from(path),
      stamp,
      layout: null,
      pictures: [],
      generation: 0,
      editedAt: 0,
    });
  }

  /** Changes a track without announcing it. */
  change(id: number, tags: Tags): void {
    const track = this.#tracks.get(id);
    if (track !== undefined) {
      this.#tracks.set(id, {
        ...track,
        tags: { ...track.tags, ...tags },
        generation: track.generation + 1,
        editedAt: Date.now(),
      });
    }
  }

  announce(...ids: readonly number[]): void {
    for (const listener of this.#listeners) listener(ids);
  }

  /**
   * Holds up all readers of a track.
   * @returns a promise for the first reader that waits, and a function that lets all readers go on
   */
  hold(id: number): { readonly waiting: Promise<void>; readonly release: () => void } {
    const waiting = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    this.#held.set(id, { go: go.promise, waits: waiting.resolve });
    const release = (): void => {
      this.#held.delete(id);
      go.resolve();
    };
    return { waiting: waiting.promise, release };
  }

  async *entries(): AsyncIterable<readonly TreeEntry[]> {
    yield [...this.#tracks.values()];
  }

  async entriesOf(ids: readonly number[]): Promise<readonly TreeEntry[]> {
    return ids.flatMap((id) => this.#tracks.get(id) ?? []);
  }

  async track(id: number): Promise<OverlayTrack | null> {
    const held = this.#held.get(id);
    held?.waits();
    await held?.go;
    return this.#tracks.get(id) ?? null;
  }

  /** Every view's: all tracks in the order of their numbers. */
  async playlist(): Promise<readonly PlaylistTrack[]> {
    return [...this.#tracks.values()].map(({ id, tags, editedAt }) => ({
      id,
      artist: tags['artist']?.[0] ?? '',
      title: tags['title']?.[0] ?? '',
      duration: 60,
      changedAt: editedAt,
    }));
  }

  onChange(listener: (ids: readonly number[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
