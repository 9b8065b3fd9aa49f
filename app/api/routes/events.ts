/** The events of the library as a subscription. */
import type { LibraryEvent } from '../../model/events.ts';
import { z } from '../../model/schema.ts';
import { EventQueue } from '../event-queue.ts';
import { procedure } from '../procedure.ts';
import { pageName } from './player.ts';

/**
 * First the current state, then every event as it happens. Ends for a client that does not read it. A page gives its
 * name: while it follows, media controls may act on its player.
 */
const follower = z.object({ page: pageName }).optional();

export const eventSubscription = procedure.input(follower).subscription(async function* ({
  ctx,
  input,
  signal,
}): AsyncGenerator<LibraryEvent> {
  const queue = new EventQueue(() => ctx.disconnect?.());
  const end = (): void => queue.end();
  if (signal?.aborted) return;
  signal?.addEventListener('abort', end);
  // From here on events are collected: none is lost while the current state is sent.
  const unsubscribe = ctx.service.events.subscribeClient((event) => queue.add(event));
  const leave = input === undefined ? null : ctx.service.players.enter(input.page);
  try {
    yield* ctx.service.currentState;
    yield* queue.read();
  } finally {
    leave?.();
    unsubscribe();
    signal?.removeEventListener('abort', end);
  }
});
