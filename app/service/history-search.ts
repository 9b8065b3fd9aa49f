/**
 * The history as lists of batches, which may be looked through by words. The words of what has changed since the last
 * search are noted before a search is answered; a library that has run on notes those of its whole history when it is
 * opened, so that nobody waits for them.
 */
import type { EditBatch } from '../model/history.ts';
import type { HistoryFilter } from '../library/reports.ts';
import type { Reads } from './read-methods.ts';
import type { ServiceBase } from './service-base.ts';

interface HistoryParts {
  readonly read: Pick<Reads, 'history' | 'historyHasWords'>;
  readonly write: Pick<ServiceBase['write'], 'noteHistoryWords'>;
}

export class HistorySearch {
  readonly #read: HistoryParts['read'];
  readonly #write: HistoryParts['write'];
  #noting: Promise<void> | null = null;
  #closing = false;

  constructor({ read, write }: HistoryParts) {
    this.#read = read;
    this.#write = write;
  }

  async list(request: HistoryFilter & { readonly limit: number }): Promise<EditBatch[]> {
    if (request.find !== undefined) await this.noteWords();
    return this.#read.history(request);
  }

  /** Resolves when all batches that there were have their words. */
  async noteWords(): Promise<void> {
    // A run that goes on may have looked at the last batch before the newest was made.
    await this.#noting;
    this.#noting ??= this.#note().finally(() => (this.#noting = null));
    await this.#noting;
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#noting?.catch(() => {});
  }

  async #note(): Promise<void> {
    if (await this.#read.historyHasWords()) return;
    while (!this.#closing && (await this.#write.noteHistoryWords()));
  }
}
