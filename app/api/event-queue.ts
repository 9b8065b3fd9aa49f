/**
 * The events between the library, which sends them at any time, and one client, which takes them as fast as its
 * connection allows. At most `MOST_WAITING` events wait for a client: the stream of a client that stalls ends, and
 * the client begins again with the current state, instead of keeping all events in the memory of the service.
 */
import { TRPCError } from '@trpc/server';
import type { LibraryEvent } from '../model/events.ts';

/** Enough for the bursts of a scan; an event has at most a few kilobytes. */
export const MOST_WAITING = 1000;

export class EventQueue {
  readonly #onOverflow: () => void;
  #waiting: LibraryEvent[] = [];
  #state: 'open' | 'ended' | 'overflowed' = 'open';
  #wake: (() => void) | null = null;

  /** @param onOverflow called once, when a client has stalled and its stream is to end */
  constructor(onOverflow: () => void) {
    this.#onOverflow = onOverflow;
  }

  /** Adds an event. */
  add(event: LibraryEvent): void {
    if (this.#state !== 'open') return;
    if (this.#waiting.length === MOST_WAITING) {
      this.#close('overflowed');
      this.#onOverflow();
      return;
    }
    this.#waiting.push(event);
    this.#wake?.();
  }

  /** Ends the stream; events that still wait are dropped. */
  end(): void {
    if (this.#state === 'open') this.#close('ended');
  }

  /**
   * Every event in order, until the stream ends. For one reader.
   * @throws TRPCError `SERVICE_UNAVAILABLE` when the reader was too slow; clients connect again
   */
  async *read(): AsyncGenerator<LibraryEvent> {
    for (;;) {
      for (let event = this.#waiting.shift(); event !== undefined; event = this.#waiting.shift()) yield event;
      if (this.#state === 'ended') return;
      if (this.#state === 'overflowed') {
        throw new TRPCError({ code: 'SERVICE_UNAVAILABLE', message: 'the event stream was not read fast enough' });
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
  }

  #close(state: 'ended' | 'overflowed'): void {
    this.#state = state;
    this.#waiting = [];
    this.#wake?.();
  }
}
