/** The events of the library as a subscription. */
import type { LibraryEvent } from '../../model/events.ts';
import { EventQueue } from '../event-queue.ts';
import { procedure } from '../procedure.ts';

/** First the current state, then every event as it happens. Ends for a client that does not read it. */
export const eventSubscription = procedure.subscription(async function* ({
  ctx,
  signal,
}): AsyncGenerator<LibraryEvent> {
  const queue = new EventQueue(() => ctx.disconnect?.());
  const end = (): void => queue.end();
  if (signal?.aborted) return;
  signal?.addEventListener('abort', end);
  // From here on events are collected: none is lost while the current state is sent.
  const unsubscribe = ctx.service.events.subscribeClient((event) => queue.add(event));
  try {
    yield* ctx.service.currentState;
    yield* queue.read();
  } finally {
    unsubscribe();
    signal?.removeEventListener('abort', end);
  }
});
