import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { LibraryEvent } from '../model/events.ts';
import { LibraryEvents } from '../service/events.ts';
import type { LibraryService } from '../service/service.ts';
import { MOST_WAITING } from './event-queue.ts';
import { openHttpFace, type HttpFace } from './http.ts';

/** Events whose streams can be counted, and awaited when they have ended. */
class CountedEvents extends LibraryEvents {
  streams = 0;
  override subscribe(listener: (event: LibraryEvent) => void): () => void {
    const end = super.subscribe(listener);
    this.streams++;
    return () => {
      end();
      this.streams--;
    };
  }
}

let face: HttpFace | null = null;
afterEach(() => face?.close());

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Asks for the events; resolves when the answer has begun. */
async function follow({ port, token }: HttpFace): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.write(
    `GET /trpc/events HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\nAccept: text/event-stream\r\n\r\n`,
  );
  await once(socket, 'readable');
  return socket;
}

describe('the stream of events', () => {
  it('of a client that does not read ends, and that of another does not', async () => {
    const events = new CountedEvents();
    face = await openHttpFace({ events, currentState: [] } as unknown as LibraryService, { port: 0, renderer: null });
    const [stalled, reading] = [await follow(face), await follow(face)];
    let text = '';
    reading.setEncoding('latin1').on('data', (piece: string) => (text = (text + piece).slice(-5000)));
    while (events.streams < 2) await turn();
    const ids = Array.from({ length: 20_000 }, (_, at) => at);
    // The system's buffers take some megabytes before events have to wait.
    for (let sent = 0; events.streams === 2; sent++) {
      expect(sent).toBeLessThan(MOST_WAITING * 5);
      events.emit({ type: 'tracks', ids });
      await turn();
    }
    stalled.on('error', () => {});
    const closed = once(stalled, 'close');
    stalled.resume();
    await closed;
    expect(events.streams).toBe(1);
    events.emit({ type: 'tracks', ids: [424_242] });
    while (!text.includes('[424242]')) await turn();
    reading.destroy();
    while (events.streams > 0) await turn();
  });
});
