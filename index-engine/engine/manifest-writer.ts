/**
 * Owns the manifest of an open index: says what it is now and changes it, one change after the other.
 *
 * A change is durable before anything in memory follows it. Where writing fails, nothing has changed in memory, and a
 * segment that was to be added is given up.
 */

import type { FileRemover } from '../storage/file-remover.ts';
import type { FileSegment } from '../segments/file-segment.ts';
import { Mutex } from './mutex.ts';
import { readManifest, writeManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';

export class ManifestKeeper {
  readonly #directory: string;
  readonly #remover: FileRemover;
  #manifest: Manifest;
  readonly #changes = new Mutex();

  /** `manifest`: what it says when the index is opened. */
  constructor(directory: string, manifest: Manifest, remover: FileRemover) {
    this.#directory = directory;
    this.#manifest = manifest;
    this.#remover = remover;
  }

  get manifest(): Manifest {
    return this.#manifest;
  }

  /**
   * Writes the manifest that `revise` makes of the newest one; then calls `swap`, which changes the state in memory and
   * cannot fail, before anyone else changes either. `added`: the segment that the new manifest names first.
   */
  change(added: FileSegment | undefined, revise: (manifest: Manifest) => Manifest, swap: () => void): Promise<void> {
    return this.#changes.run(async () => {
      const manifest = revise(this.#manifest);
      try {
        await writeManifest(this.#directory, manifest);
      } catch (error) {
        if (added !== undefined) this.#giveUp(added);
        throw error;
      }
      this.#manifest = manifest;
      swap();
    });
  }

  /** Closes a segment that did not get into the manifest, and removes it if that is certain. */
  #giveUp(segment: FileSegment): void {
    try {
      if (readManifest(this.#directory)?.segments.includes(segment.number) === false) {
        segment.retire(this.#remover);
        return;
      }
    } catch {
      // Nobody can say what the manifest is now: the file stays.
    }
    segment.release();
  }
}
