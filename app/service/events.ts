/** The subscribers of the library's events. Each one gets every event, in order. */
import type { LibraryEvent } from '../model/events.ts';

export type EventListener = (event: LibraryEvent) => void;

export class LibraryEvents {
  readonly #listeners = new Set<EventListener>();
  #clients = 0;
  #onClientLeft: () => void = () => {};

  emit(event: LibraryEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The same for a client of the service, which is counted. */
  subscribeClient(listener: EventListener): () => void {
    const end = this.subscribe(listener);
    this.#clients += 1;
    return () => {
      end();
      this.#clients -= 1;
      this.#onClientLeft();
    };
  }

  /** Number of clients that follow the events: open pages and windows. */
  get clients(): number {
    return this.#clients;
  }

  /** @param listener called after each client that leaves; replaces the one before */
  onClientLeft(listener: () => void): void {
    this.#onClientLeft = listener;
  }
}
