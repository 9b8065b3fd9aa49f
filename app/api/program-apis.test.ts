import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import { openMemoryIndex } from '../../index-engine/index.ts';
import {
  addProgramRoutes,
  answersOf,
  forwardTo,
  openProgramApis,
  type AnswerProgram,
  type ProgramApi,
  type ProgramApis,
  type ProgramSource,
} from './program-apis.ts';

const opened: ProgramApis[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

async function listen(answer: AnswerProgram, apis: readonly ProgramApi[] = ['acoustid', 'index']): Promise<string> {
  const server = await openProgramApis(answer, { apis, host: '127.0.0.1', port: 0 });
  opened.push(server);
  return `http://127.0.0.1:${server.port}`;
}

/** A service whose AcoustID API tells what reaches it. */
const source = (): ProgramSource => ({
  acoustid: {
    answer: async (request, isWebPage) =>
      Response.json({ path: new URL(request.url).pathname, body: await request.text(), isWebPage }),
  },
  fingerprints: openMemoryIndex(),
});
const asked = async (url: string, init: RequestInit = {}): Promise<unknown> => (await fetch(url, init)).json();

describe('the APIs for programs', () => {
  it('are told apart by the address', async () => {
    const url = await listen(answersOf(source()));
    expect(await asked(`${url}/v2/lookup?a=b`)).toEqual({ path: '/v2/lookup', body: '', isWebPage: false });
    expect(await asked(`${url}/main`)).toMatchObject({ docs: 0 });
  });

  it('are there only where they are asked for', async () => {
    const url = await listen(answersOf(source()), ['index']);
    expect((await fetch(`${url}/v2/lookup`)).status).toBe(404);
    expect((await fetch(`${url}/main`)).status).toBe(200);
    const other = await listen(answersOf(source()), ['acoustid']);
    expect((await fetch(`${other}/main`)).status).toBe(404);
  });

  it('know web pages, which have no access to the index', async () => {
    const url = await listen(answersOf(source()));
    const headers = { Origin: 'http://site.example' };
    expect(await asked(`${url}/v2/submit`, { method: 'POST', body: 'a=b', headers })).toMatchObject({
      isWebPage: true,
    });
    expect((await fetch(`${url}/main`, { headers })).status).toBe(403);
  });

  it('refuse bodies that no client sends', async () => {
    const url = await listen(answersOf(source()));
    const answer = await fetch(`${url}/main/_search`, { method: 'POST', body: new Uint8Array((16 << 20) + 1) });
    expect([answer.status, await answer.json()]).toEqual([413, { error: 'BodyTooLarge' }]);
  });

  it('cannot be opened where another program listens', async () => {
    const url = new URL(await listen(answersOf(source())));
    const options = { apis: ['acoustid'], host: '127.0.0.1', port: Number(url.port) } as const;
    await expect(openProgramApis(answersOf(source()), options)).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: `another program listens at port ${url.port} of 127.0.0.1 already; choose another port with --port`,
    });
    await expect(openProgramApis(answersOf(source()), { ...options, host: '192.0.2.1' })).rejects.toMatchObject({
      code: 'EADDRNOTAVAIL',
    });
  });
});

describe('the APIs beside a service', () => {
  /** The routes of a service, and a listener that passes requests on to them. */
  async function beside(): Promise<{ url: string; end(): void }> {
    const app = new Hono();
    app.use(async (context, next) =>
      context.req.header('authorization') === 'Bearer t' ? next() : context.text('no token', 401),
    );
    addProgramRoutes(app, source());
    const server = await openProgramApis(async (_, request) => app.fetch(request), {
      apis: ['acoustid', 'index'],
      host: '127.0.0.1',
      port: 0,
    });
    opened.push(server);
    let port: number | null = server.port;
    return {
      url: await listen(forwardTo(() => (port === null ? null : { port, token: 't' }))),
      end: () => (port = null),
    };
  }

  it('answer as the service does', async () => {
    const { url } = await beside();
    const headers = { Origin: 'http://site.example' };
    expect(await asked(`${url}/v2/submit`, { method: 'POST', body: 'a=b', headers })).toEqual({
      path: '/v2/submit',
      body: 'a=b',
      isWebPage: true,
    });
    expect(await asked(`${url}/main`)).toMatchObject({ docs: 0 });
    expect((await fetch(`${url}/main`, { headers })).status).toBe(403);
  });

  it('say that the service is away, in the format that is asked for', async () => {
    const { url, end } = await beside();
    end();
    expect(await asked(`${url}/v2/lookup`)).toMatchObject({ status: 'error', error: { code: 13 } });
    expect(await (await fetch(`${url}/v2/lookup?format=xml`)).text()).toContain('<code>13</code>');
    expect(await asked(`${url}/main`)).toEqual({ error: 'IndexNotReady' });
  });

  it('say so too where nothing listens at its address', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address() as AddressInfo;
    gone.close();
    await once(gone, 'close');
    const url = await listen(forwardTo(() => ({ port, token: 't' })));
    expect((await fetch(`${url}/v2/lookup`)).status).toBe(503);
  });

  it('refuse forms of more than 1 MiB themselves', async () => {
    const { url } = await beside();
    const answer = await fetch(`${url}/v2/lookup`, { method: 'POST', body: new Uint8Array((1 << 20) + 1) });
    expect([answer.status, await answer.json()]).toMatchObject([413, { error: { code: 19 } }]);
  });
});
