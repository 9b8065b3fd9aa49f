/**
 * Takes saves from the mount's process to the service, which alone writes to the database, and waits
 * for its answer. Without a service nothing can be saved: the overlay then keeps the bytes and says so.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EditSink, RefusedSave, SavedChanges } from '../../fuse/overlay/edit-sink.ts';
import type { FromMount } from './messages.ts';

/** The service's answer to a save. */
export interface SavedMessage {
  readonly type: 'saved';
  readonly call: number;
  /** Of the one track that was saved. */
  readonly generation?: number;
  readonly error?: string;
}

interface Waiting {
  readonly resolve: (answer: { generation: number }) => void;
  readonly reject: (error: Error) => void;
}

export class EditChannel implements EditSink {
  readonly quarantine: string;
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;

  /** @param library absolute path of the library folder */
  constructor(library: string) {
    this.quarantine = join(library, 'quarantine');
    mkdirSync(this.quarantine, { recursive: true, mode: 0o700 });
  }

  async commit(changes: SavedChanges): Promise<{ generation: number }> {
    return this.#ask((call) => ({ type: 'save', call, changes }));
  }

  async commitTogether(changes: readonly SavedChanges[], note: string): Promise<void> {
    await this.#ask((call) => ({ type: 'save-together', call, changes, note }));
  }

  refused(save: RefusedSave): void {
    if (process.send && process.connected) process.send({ type: 'refused', save });
  }

  /** What the service answered. */
  receive({ call, generation = 0, error }: SavedMessage): void {
    const waiting = this.#waiting.get(call);
    this.#waiting.delete(call);
    if (error === undefined) waiting?.resolve({ generation });
    else waiting?.reject(new Error(error));
  }

  /** The service is gone: what waits for it will not be answered. */
  disconnected(): void {
    for (const { reject } of this.#waiting.values()) {
      reject(new Error('the library service ended before it answered; save again'));
    }
    this.#waiting.clear();
  }

  #ask(message: (call: number) => FromMount): Promise<{ generation: number }> {
    return new Promise((resolve, reject) => {
      const call = ++this.#calls;
      if (!process.send || !process.connected) {
        return reject(
          new Error('the library service is not running, so nothing can be saved; start Descant and save again'),
        );
      }
      this.#waiting.set(call, { resolve, reject });
      process.send(message(call), undefined, undefined, (error) => {
        if (error && this.#waiting.delete(call)) reject(error);
      });
    });
  }
}
