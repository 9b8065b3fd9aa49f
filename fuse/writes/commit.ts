/** Brings a finished save into the library: validated, stored as one edit of the program, and visible in the mount. */
import { displayPath } from '../overlay/display-path.ts';
import type { EditSink } from '../overlay/edit-sink.ts';
import { errorMessage, OverlayError } from '../overlay/errors.ts';
import type { Overlay } from '../overlay/overlay.ts';
import type { VirtualFile } from '../overlay/virtual-file.ts';
import { trackInode } from '../tree/inodes.ts';
import { programName } from './program-name.ts';
import type { RefusedDraft, Refusals } from './refusals.ts';
import type { TrackLocks } from './track-locks.ts';
import { validateSave } from './validate-save.ts';

export interface Save extends RefusedDraft {
  readonly trackId: number;
  /** The generation that was served of the track; retained. */
  readonly served: VirtualFile;
  /** Number of processes and threads that wrote it; one where absent. */
  readonly writers?: number;
}

const COLLISION =
  'Several programs wrote into this file at the same time, so what they saved is mixed: save again in one of them.';

export class Commits {
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

  /**
   * Resolves when the change is durable and visible, at once where nothing changed.
   * @throws OverlayError `EPERM` when the save is refused, `EIO` when the library does not store it
   */
  async commit(save: Save): Promise<void> {
    await this.#locks.run([save.trackId], () => this.#store(save));
  }

  async #store(save: Save): Promise<void> {
    const { draft, trackId, served, path, pid } = save;
    this.#overlay.former.renew(trackInode(trackId));
    const author = await programName(pid);
    const verdict = await validateSave(draft, served, displayPath(served.path));
    if (!verdict.accepted) {
      throw await this.#refusals.save(
        save,
        (save.writers ?? 1) > 1 ? `${COLLISION} ${verdict.reason}` : verdict.reason,
      );
    }
    const { fields, pictures } = verdict.changes;
    if (Object.keys(fields).length === 0 && pictures === undefined) return;
    try {
      await this.#sink.commit({ trackId, ...verdict.changes, author });
    } catch (error) {
      const reason = `The library did not take the change: ${errorMessage(error)}`;
      await this.#refusals.save(save, reason);
      throw new OverlayError('EIO', `${path} was not saved: ${reason}`, error);
    }
    await this.#overlay.refresh([trackId]);
  }
}
