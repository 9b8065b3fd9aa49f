/** The events of the library as a subscription. */
import { EventEmitter, on } from 'node:events';
import type { LibraryEvent } from '../../model/events.ts';
import { procedure } from '../procedure.ts';

/** First the current state, then every event as it happens. */
export const eventSubscription = procedure.subscription(async function* ({
  ctx,
  signal,
}): AsyncGenerator<LibraryEvent> {
  const emitter = new EventEmitter();
  const unsubscribe = ctx.service.events.subscribe((event) => emitter.emit('event', event));
  try {
    // From here on events are collected: none is lost while the current state is sent.
    const events = on(emitter, 'event', signal ? { signal } : {});
    yield* ctx.service.currentState;
    for await (const [event] of events) yield event as LibraryEvent;
  } catch (error) {
    if ((error as Error).name !== 'AbortError') throw error;
  } finally {
    unsubscribe();
  }
});
