/**
 * Sends saves from the mount's process to the service, which alone writes to the database, and waits for its answers.
 * Without a service nothing can be saved: the overlay then keeps the bytes and says so.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FromMount, ToMount } from '../../app/mount/mount-protocol.ts';
import { QUARANTINE, writeRefusalNote } from '../../app/mount/refusal-note.ts';
import type { EditSink, RefusedSave, SavedChanges } from '../../fuse/overlay/edit-sink.ts';
import type { ServiceLink } from './service-link.ts';

/** The service's answer to a save. */
export type SaveAnswer = Extract<ToMount, { readonly type: 'saved' | 'not-saved' }>;

/** The way of saves to the library. */
export interface SaveChannel extends EditSink {
  /** Takes an answer of the service. */
  receive(answer: SaveAnswer): void;
  /** The service is gone: saves without an answer fail. */
  disconnected(): void;
}

/** A save could not be taken to the library. The message says what to do. */
export class NotSavedError extends Error {
  readonly code = 'NOT_SAVED';
  constructor(message: string) {
    super(message);
    this.name = 'NotSavedError';
  }
}

interface Waiting {
  readonly resolve: (generation: number) => void;
  readonly reject: (error: Error) => void;
}

export class EditChannel implements SaveChannel {
  readonly quarantine: string;
  readonly #link: ServiceLink;
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;

  /** @param library absolute path of the library folder */
  constructor(library: string, link: ServiceLink) {
    this.quarantine = join(library, QUARANTINE);
    this.#link = link;
    mkdirSync(this.quarantine, { recursive: true, mode: 0o700 });
  }

  async commit(changes: SavedChanges): Promise<{ generation: number }> {
    return { generation: await this.#ask((call) => ({ type: 'save', call, changes })) };
  }

  async commitTogether(changes: readonly SavedChanges[], note: string): Promise<void> {
    await this.#ask((call) => ({ type: 'save-together', call, changes, note }));
  }

  refused(save: RefusedSave): void {
    void this.#tellRefused(save);
  }

  /** The note tells the next service of the save, should this one be gone or fail to record it. */
  async #tellRefused({ kept, ...save }: RefusedSave): Promise<void> {
    if (kept !== null) await writeRefusalNote(kept, { ...save, at: Date.now() }).catch(() => {});
    await this.#link.send({ type: 'refused', save: { ...save, kept } }).catch(() => {});
  }

  receive(answer: SaveAnswer): void {
    const waiting = this.#waiting.get(answer.call);
    this.#waiting.delete(answer.call);
    if (answer.type === 'saved') waiting?.resolve(answer.generation ?? 0);
    else waiting?.reject(new NotSavedError(answer.message));
  }

  disconnected(): void {
    for (const { reject } of this.#waiting.values()) {
      reject(new NotSavedError('the library service ended before it answered; save again'));
    }
    this.#waiting.clear();
  }

  #ask(message: (call: number) => FromMount): Promise<number> {
    return new Promise((resolve, reject) => {
      const call = ++this.#calls;
      if (!this.#link.connected) {
        return reject(
          new NotSavedError(
            'the library service is not running, so nothing can be saved; start Descant and save again',
          ),
        );
      }
      this.#waiting.set(call, { resolve, reject });
      this.#link.send(message(call)).catch((error: Error) => {
        if (this.#waiting.delete(call)) reject(new NotSavedError(error.message));
      });
    });
  }
}
