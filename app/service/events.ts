/** Everybody who listens to the library: a set of listeners, each told every event in order. */
import type { LibraryEvent } from '../model/events.ts';

export type EventListener = (event: LibraryEvent) => void;

export class LibraryEvents {
  readonly #listeners = new Set<EventListener>();

  emit(event: LibraryEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** @returns ends the subscription */
  subscribe(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
