import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createTRPCClient, httpLink } from '@trpc/client';
import { afterEach, describe, expect, it } from 'vitest';
import type { LibraryEvent } from '../model/events.ts';
import { LibraryEvents } from '../service/events.ts';
import type { LibraryService } from '../service/service.ts';
import { MOST_WAITING } from './event-queue.ts';
import { openHttpFace, type HttpFace } from './http.ts';
import type { AppRouter } from './router.ts';

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

describe('a call without input', () => {
  it('has what its input is without it', async () => {
    const asked: unknown[] = [];
    const scans = { scan: async (places: unknown) => asked.push(places) };
    face = await openHttpFace({ scans } as unknown as LibraryService, { port: 0, renderer: null });
    const headers = { authorization: `Bearer ${face.token}` };
    const url = `http://127.0.0.1:${face.port}/trpc`;
    const api = createTRPCClient<AppRouter>({ links: [httpLink({ url, headers })] });
    expect(await api.scan.start.mutate()).toEqual({ folders: [] });
    expect(asked).toEqual([null]);
  });
});

describe('a mistake in a request', () => {
  const opened = async (service: object): Promise<HttpFace> =>
    (face = await openHttpFace(service as LibraryService, { port: 0, renderer: null }));
  const post = async ({ port, token }: HttpFace, body: string): Promise<[number, string, string]> => {
    const answer = await fetch(`http://127.0.0.1:${port}/trpc/tracks.edit`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
    const { error } = (await answer.json()) as { error: { message: string; data: { reason: string } } };
    return [answer.status, error.data.reason, error.message];
  };

  it('is answered with 400 and what is wrong', async () => {
    const asked = await opened({ write: {} });
    for (const malformed of ['{', '{"ids":[1],', 'x']) {
      expect(await post(asked, malformed)).toEqual([400, 'BAD_REQUEST', expect.stringMatching(/JSON/)]);
    }
    expect(await post(asked, '[]')).toEqual([400, 'BAD_REQUEST', 'takes an object with named values']);
    expect(await post(asked, '{"ids":[0],"changes":{"title":[7]}}')).toEqual([
      400,
      'BAD_REQUEST',
      'ids.0 takes a number above 0, not 0; changes.title.0 takes a text, not 7',
    ]);
    const traversal = '{"ids":[1],"changes":{"picture":["3:../../etc/passwd"]}}';
    expect(await post(asked, traversal)).toEqual([400, 'BAD_PICTURE', expect.stringContaining('is no picture')]);
  });

  it('is a path with a NUL character', async () => {
    const { port, token } = await opened({ similar: {} });
    const input = encodeURIComponent(JSON.stringify({ path: '/music\0' }));
    const answer = await fetch(`http://127.0.0.1:${port}/trpc/tracks.similarToFile?input=${input}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { error } = (await answer.json()) as { error: { message: string } };
    expect([answer.status, error.message]).toEqual([400, 'path: a path contains no NUL character']);
  });

  it('is not what the service does wrong', async () => {
    const fail = (error: Error) => ({
      write: {
        edit: async () => {
          throw error;
        },
      },
    });
    const request = '{"ids":[1],"changes":{"title":["x"]}}';
    expect(await post(await opened(fail(new Error('broken'))), request)).toEqual([500, 'INTERNAL', 'broken']);
    await face?.close();
    const missing = Object.assign(new Error('there is no track 1'), { code: 'NOT_FOUND' });
    expect(await post(await opened(fail(missing)), request)).toEqual([404, 'NOT_FOUND', 'there is no track 1']);
  });
});

describe('a request that is refused', () => {
  it.each([
    ['without a token', '', 401],
    ['of another site', 'Origin: http://evil.example\r\n', 403],
    ['with another name', 'Host: evil.example\r\n', 403],
  ])('%s is answered before its body comes, and the connection ends', async (_what, header, status) => {
    const { port } = (face = await openHttpFace({} as LibraryService, { port: 0, renderer: null }));
    const socket = connect(port, '127.0.0.1');
    const host = header.startsWith('Host') ? '' : `Host: 127.0.0.1:${port}\r\n`;
    socket.write(`POST /trpc/tracks.edit HTTP/1.1\r\n${host}${header}Content-Length: 300000000\r\n\r\n{`);
    let answer = '';
    socket.setEncoding('latin1').on('data', (piece: string) => (answer += piece));
    await once(socket, 'end');
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*\r\nconnection: close\r\n`, 'i'));
    socket.destroy();
  });
});
