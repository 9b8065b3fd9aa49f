/**
 * Takes a finished save to the library: judged, committed as one edit of the program that saved, and visible in
 * the mount when it is done. What is refused is kept and reported; nothing that a program wrote is ever lost.
 */
import { dirname, extname, join } from 'node:path';
import type { EditSink } from '../overlay/edit-sink.ts';
import { OverlayError } from '../overlay/errors.ts';
import type { Overlay } from '../overlay/overlay.ts';
import { displayPath } from '../overlay/display-path.ts';
import type { VirtualFile } from '../overlay/virtual-file.ts';
import type { Draft } from './draft.ts';
import { judge } from './validate-save.ts';
import { programName } from './program-name.ts';

/** Milliseconds in which refused renames of one program in one directory are told once. */
const QUIET = 1000;

export interface Save {
  readonly draft: Draft;
  readonly trackId: number;
  /** What was served of the track; retained. */
  readonly served: VirtualFile;
  /** Path inside the mount, for people. */
  readonly path: string;
  /** Who saves, as the kernel says. */
  readonly pid: number;
}

export class Commits {
  readonly #overlay: Overlay;
  readonly #sink: EditSink;
  /** Saves of one track follow each other. */
  readonly #running = new Map<number, Promise<unknown>>();
  readonly #lastRefused = new Map<string, number>();
  #kept = 0;

  constructor(overlay: Overlay, sink: EditSink) {
    this.#overlay = overlay;
    this.#sink = sink;
  }

  /** @throws OverlayError `EPERM` when the save is refused, `EIO` when the library does not take it */
  async commit(save: Save): Promise<void> {
    await this.inTurn([save.trackId], () => this.#take(save));
  }

  /** Does something to tracks that no save of them may come in between. */
  async inTurn<Result>(trackIds: readonly number[], work: () => Promise<Result>): Promise<Result> {
    const turn = Promise.allSettled(trackIds.map((id) => this.#running.get(id))).then(work);
    for (const id of trackIds) this.#running.set(id, turn);
    try {
      return await turn;
    } finally {
      for (const id of trackIds) if (this.#running.get(id) === turn) this.#running.delete(id);
    }
  }

  /** Keeps the bytes of a save that cannot be taken, and tells the person. */
  async refuse(draft: Draft, trackId: number | null, path: string, pid: number, reason: string): Promise<OverlayError> {
    this.#kept += 1;
    const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
    const kept = join(this.#sink.quarantine, `${stamp}-${process.pid}-${this.#kept}${safeExtension(path)}`);
    await draft.copyTo(kept);
    this.#sink.refused({ trackId, path, author: await programName(pid), reason, kept });
    return new OverlayError('EPERM', `${path} was not saved: ${reason}`);
  }

  /** Tells the person of a rename that cannot be taken; nothing was written that would have to be kept. */
  refuseRename(trackId: number | null, path: string, author: string, reason: string): OverlayError {
    const now = performance.now();
    const about = `${author} ${dirname(path)}`;
    // Who moves a hundred files that way learns of it once.
    if (now - (this.#lastRefused.get(about) ?? -Infinity) > QUIET) {
      this.#sink.refused({ trackId, path, author, reason, kept: null });
    }
    if (this.#lastRefused.size > 1000) this.#lastRefused.clear();
    this.#lastRefused.set(about, now);
    return new OverlayError('EPERM', `${path} was not renamed: ${reason}`);
  }

  async #take({ draft, trackId, served, path, pid }: Save): Promise<void> {
    const author = await programName(pid);
    const verdict = await judge(draft, served, extname(displayPath(served.path)).slice(1).toLowerCase());
    if (!verdict.accepted) throw await this.refuse(draft, trackId, path, pid, verdict.reason);
    const { fields, pictures } = verdict.changes;
    if (Object.keys(fields).length === 0 && pictures === undefined) return;
    try {
      await this.#sink.commit({ trackId, ...verdict.changes, author });
    } catch (error) {
      const reason = `The library did not take the change: ${error instanceof Error ? error.message : String(error)}`;
      await this.refuse(draft, trackId, path, pid, reason);
      throw new OverlayError('EIO', `${path} was not saved: ${reason}`, error);
    }
    await this.#overlay.refresh([trackId]);
  }
}

function safeExtension(path: string): string {
  const extension = extname(path);
  return /^\.[A-Za-z0-9]{1,8}$/.test(extension) ? extension.toLowerCase() : '';
}
