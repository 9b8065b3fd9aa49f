/** Refused saves and renames: the user is told why, and no byte that a program wrote is lost. */
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { EditSink } from '../overlay/edit-sink.ts';
import { errorMessage, OverlayError } from '../overlay/errors.ts';
import type { Draft } from './draft.ts';
import { programName } from './program-name.ts';

/** Milliseconds in which refused renames of one program in one directory are reported once. */
const QUIET_PERIOD = 1000;
/** Programs and directories whose last refused rename is remembered. */
const MAX_REMEMBERED = 1000;

/** The save that is refused. */
export interface RefusedDraft {
  readonly draft: Draft;
  readonly trackId: number | null;
  /** Path inside the mount, for messages. */
  readonly path: string;
  /** The process that saves, as the kernel says. */
  readonly pid: number;
}

export class Refusals {
  readonly #sink: EditSink;
  /** Time of the last refused rename by program and directory, in milliseconds. */
  readonly #lastRename = new Map<string, number>();
  #kept = 0;

  constructor(sink: EditSink) {
    this.#sink = sink;
  }

  /**
   * Keeps the bytes of a save in the quarantine and reports it. Rejects where they cannot be kept, as on a full disk.
   * @returns the error for the program, `EPERM`
   */
  async save({ draft, trackId, path, pid }: RefusedDraft, reason: string): Promise<OverlayError> {
    this.#kept += 1;
    const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
    const kept = join(this.#sink.quarantine, `${stamp}-${process.pid}-${this.#kept}${safeExtension(path)}`);
    const author = await programName(pid);
    try {
      await draft.copyTo(kept);
    } catch (error) {
      await rm(kept, { force: true });
      const lost = `${reason} What was saved could not be kept: ${errorMessage(error)}`;
      this.#sink.refused({ trackId, path, author, reason: lost, kept: null });
      throw error;
    }
    this.#sink.refused({ trackId, path, author, reason, kept });
    return new OverlayError('EPERM', `${path} was not saved: ${reason}`);
  }

  /**
   * Reports a refused rename, but not each of a series: a program that moves a hundred files of a directory is
   * reported once. @returns the error for the program, `EPERM`
   */
  rename(trackId: number | null, path: string, author: string, reason: string): OverlayError {
    const now = performance.now();
    const key = `${author} ${dirname(path)}`;
    if (now - (this.#lastRename.get(key) ?? -Infinity) > QUIET_PERIOD) {
      this.#sink.refused({ trackId, path, author, reason, kept: null });
    }
    if (this.#lastRename.size > MAX_REMEMBERED) this.#lastRename.clear();
    this.#lastRename.set(key, now);
    return new OverlayError('EPERM', `${path} was not renamed: ${reason}`);
  }
}

/** The extension of a path in lower case if it is a harmless one; otherwise none. */
function safeExtension(path: string): string {
  const [extension = ''] = /\.[A-Za-z0-9]{1,8}$/.exec(path) ?? [];
  return extension.toLowerCase();
}
