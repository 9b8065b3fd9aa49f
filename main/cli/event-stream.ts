/**
 * The events of a running service, as they come: server-sent events, read no faster than they are taken. A service ends
 * the stream of a client that does not read it (`app/api/event-queue.ts`).
 */
import type { LibraryEvent } from '../../app/model/events.ts';

/** The service has refused or ended the stream, and says why. */
export class EventStreamError extends Error {
  readonly code = 'EVENTS_ENDED';
  constructor(message: string) {
    super(message);
    this.name = 'EventStreamError';
  }
}

/**
 * Every event from now on, after those that tell the current state. Ends when the service stops, and when `signal` is
 * aborted.
 * @param url of the subscription
 * @throws EventStreamError
 */
export async function* readEvents(url: string, token: string, signal: AbortSignal): AsyncGenerator<LibraryEvent> {
  try {
    const response = await fetch(url, {
      headers: { Authorization: `Bearer ${token}`, Accept: 'text/event-stream' },
      signal,
    });
    if (!response.ok || response.body === null) {
      throw new EventStreamError(`the service does not announce events: it answered with status ${response.status}`);
    }
    for await (const message of messages(response.body.pipeThrough(new TextDecoderStream()))) {
      if (message.event === 'serialized-error') throw new EventStreamError(reasonIn(message.data));
      if (message.event === 'return') return;
      if (message.event === 'message' && message.data !== '') yield JSON.parse(message.data) as LibraryEvent;
    }
  } catch (error) {
    if (error instanceof EventStreamError) throw error;
    // Aborted here, or a connection that broke because the service has ended.
    if (!signal.aborted && !(error instanceof TypeError)) throw error;
  }
}

interface Message {
  readonly event: string;
  readonly data: string;
}

/** The messages of a stream of server-sent events: lines of names and values, with an empty line behind each. */
async function* messages(pieces: ReadableStream<string>): AsyncGenerator<Message> {
  let rest = '';
  for await (const piece of pieces) {
    const parts = (rest + piece).split('\n\n');
    rest = parts.pop()!;
    for (const part of parts) {
      const message = { event: 'message', data: '' };
      for (const line of part.split('\n')) {
        const [, name, value] = /^(event|data): ?(.*)$/.exec(line) ?? [];
        if (name === 'event') message.event = value!;
        if (name === 'data') message.data += value!;
      }
      yield message;
    }
  }
}

function reasonIn(data: string): string {
  const { message } = (JSON.parse(data) ?? {}) as { message?: string };
  return message ?? 'the service has ended the stream of events';
}
