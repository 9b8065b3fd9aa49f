/**
 * Changes the manifest of an open index, one change after the other, and knows what it is now.
 *
 * A change is durable before the state in memory follows it. Where writing fails, the state is unchanged, and a segment
 * that the manifest was to name is discarded.
 */

import type { FileSegment } from '../segments/file-segment.ts';
import type { FileRemover } from '../storage/file-remover.ts';
import { readManifest, writeManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { Mutex } from './mutex.ts';

export class ManifestWriter {
  readonly #directory: string;
  readonly #remover: FileRemover;
  #manifest: Manifest;
  readonly #changes = new Mutex();

  /** `manifest`: the one in force when the index is opened. */
  constructor(directory: string, manifest: Manifest, remover: FileRemover) {
    this.#directory = directory;
    this.#manifest = manifest;
    this.#remover = remover;
  }

  get manifest(): Manifest {
    return this.#manifest;
  }

  /**
   * Writes the manifest that `revise` makes of the current one, then calls `swap`, which makes the state in memory follow and
   * cannot fail; no other change runs in between. `added`: the new segment that the manifest names, if it names one.
   * Rejects with `WriteFailed`.
   */
  change(added: FileSegment | undefined, revise: (manifest: Manifest) => Manifest, swap: () => void): Promise<void> {
    return this.#changes.run(async () => {
      const manifest = revise(this.#manifest);
      try {
        await writeManifest(this.#directory, manifest);
      } catch (error) {
        if (added !== undefined) this.#discard(added);
        throw error;
      }
      this.#manifest = manifest;
      swap();
    });
  }

  /** Closes a segment that the manifest was to name. Its file is removed only if the manifest on disk does not name it. */
  #discard(segment: FileSegment): void {
    try {
      if (readManifest(this.#directory)?.segments.includes(segment.number) === false) {
        segment.retire(this.#remover);
        return;
      }
    } catch {
      // The manifest cannot be read: it may name the file.
    }
    segment.release();
  }
}
