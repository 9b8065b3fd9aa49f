/** The subscribers of the library's events. Each one gets every event, in order. */
import type { LibraryEvent } from '../model/events.ts';

export type EventListener = (event: LibraryEvent) => void;

export class LibraryEvents {
  readonly #listeners = new Set<EventListener>();

  emit(event: LibraryEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
