import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import { httpListeners } from '../../tests/index-engine/http-listener.ts';
import { HttpConnection } from './http-connection.ts';

const listen = httpListeners();

describe('a connection to a server', () => {
  it('sends method, path, encodings and body, and returns status and body', async () => {
    const requests: [method: string, url: string, headers: IncomingHttpHeaders, body: string][] = [];
    const { url } = await listen(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      requests.push([request.method!, request.url!, request.headers, body]);
      // In two pieces.
      response.writeHead(requests.length === 1 ? 200 : 404).write('an');
      response.end('swer');
    });
    const connection = new HttpConnection(`${url}/main`, 'text/x-test');
    const replies = [
      await connection.send('POST', '/_search', Buffer.from('grün')),
      await connection.send('GET', ''),
      await connection.send('PUT', '/5', new Uint8Array()),
    ];
    expect(replies.map(({ status, body }) => [status, Buffer.from(body).toString()])).toEqual([
      [200, 'answer'],
      [404, 'answer'],
      [404, 'answer'],
    ]);
    expect(requests.map(([method, path, , body]) => [method, path, body])).toEqual([
      ['POST', '/main/_search', 'grün'],
      ['GET', '/main', ''],
      ['PUT', '/main/5', ''],
    ]);
    expect(
      requests.map(([, , headers]) => [headers.accept, headers['content-type'], headers['content-length']]),
    ).toEqual([
      ['text/x-test', 'text/x-test', '5'],
      ['text/x-test', undefined, undefined],
      ['text/x-test', 'text/x-test', '0'],
    ]);
    connection.close();
  });

  it('sends a request once more where the server has closed the kept connection, and not where it closes a new one', async () => {
    const requests: string[] = [];
    const { url } = await listen((request, response) => {
      requests.push(request.url!);
      if (request.url === '/always' || requests.length === 2) request.socket.destroy();
      else response.end('answer');
    });
    const connection = new HttpConnection(url, 'text/x-test');
    await connection.send('GET', '/first');
    expect(await connection.send('GET', '/second')).toMatchObject({ status: 200 });
    expect(requests).toEqual(['/first', '/second', '/second']);
    await expect(connection.send('GET', '/always')).rejects.toMatchObject({ code: 'Unreachable' });
    expect(requests.slice(3)).toEqual(['/always', '/always']);
    connection.close();
  });

  it('is kept open from one request to the next, until it is closed', async () => {
    const { url, server } = await listen((_request, response) => response.end());
    // The server itself ends no connection.
    server.keepAliveTimeout = 0;
    let connections = 0;
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    server.on('connection', (socket) => {
      connections++;
      socket.on('close', () => resolve());
    });
    const connection = new HttpConnection(url, 'text/x-test');
    await connection.send('GET', '/1');
    await connection.send('GET', '/2');
    expect(connections).toBe(1);
    connection.close();
    await ended;
    await expect(connection.send('GET', '/3')).rejects.toMatchObject({
      code: 'Closed',
      message: 'The index is closed.',
    });
  });

  it('reports a server that cannot be reached, with the reason', async () => {
    const { url, server } = await listen((_request, response) => response.end());
    await new Promise((resolve) => server.close(resolve));
    const connection = new HttpConnection(`${url}/main`, 'text/x-test');
    await expect(connection.send('GET', '/1')).rejects.toMatchObject({
      code: 'Unreachable',
      message: expect.stringMatching(
        new RegExp(`^${url}/main cannot be reached: Error: connect ECONNREFUSED [^ ]*\\.$`),
      ) as string,
      cause: { code: 'ECONNREFUSED' },
    });
    connection.close();
  });

  it('reports a server that does not answer in time', async () => {
    const { url } = await listen(() => undefined);
    const connection = new HttpConnection(url, 'text/x-test', 1);
    await expect(connection.send('GET', '/1')).rejects.toMatchObject({
      code: 'Unreachable',
      message: `${url} cannot be reached: Error: no answer.`,
    });
    connection.close();
  });

  it('reports a server that ends the connection in the middle of its answer', async () => {
    const { url } = await listen((_request, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('half', () => response.destroy());
    });
    const connection = new HttpConnection(url, 'text/x-test');
    await expect(connection.send('GET', '/1')).rejects.toMatchObject({
      code: 'Unreachable',
      message: `${url} cannot be reached: Error: aborted.`,
    });
    connection.close();
  });

  it('speaks TLS to a URL that begins with https', async () => {
    const { url } = await listen((_request, response) => response.end());
    const connection = new HttpConnection(url.replace('http:', 'https:'), 'text/x-test');
    await expect(connection.send('GET', '/1')).rejects.toMatchObject({
      code: 'Unreachable',
      message: expect.stringContaining('SSL') as string,
    });
    connection.close();
  });

  it('ends a request whose signal is aborted, with the reason', async () => {
    const controller = new AbortController();
    const { url, server } = await listen((_request, response) => {
      response.on('error', () => undefined);
      controller.abort(new Error('not needed'));
    });
    const closed = once(server, 'connection').then(([socket]) => once(socket, 'close'));
    const connection = new HttpConnection(url, 'text/x-test', 1_000_000);
    await expect(connection.send('GET', '/1', undefined, controller.signal)).rejects.toThrow('not needed');
    await closed;
    connection.close();
  });

  it('reports a server that cannot be reached, whatever signal the request has', async () => {
    const { url, server } = await listen((_request, response) => response.end());
    await new Promise((resolve) => server.close(resolve));
    const connection = new HttpConnection(url, 'text/x-test');
    const { signal } = new AbortController();
    await expect(connection.send('GET', '/1', undefined, signal)).rejects.toMatchObject({ code: 'Unreachable' });
    connection.close();
  });
});
