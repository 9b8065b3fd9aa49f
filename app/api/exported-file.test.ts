import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { ExportFormatName } from '../model/export.ts';
import { addExportRoutes } from './exported-file.ts';

function fetchExport(format: ExportFormatName, ticket: string) {
  const app = new Hono();
  addExportRoutes(app, {
    exports: {
      wishOf: (asked) => (asked === 'known' ? { where: 'all', format, history: false } : null),
      async *stream(asked) {
        yield '';
        yield `${asked}: `;
        yield 'Grüße\n';
      },
      left: () => undefined,
    },
  });
  return app.request(`/export/${ticket}`, undefined, { outgoing: new PassThrough() });
}

describe('the file of an export', () => {
  it.each([
    ['json', 'application/json'],
    ['jsonl', 'application/x-ndjson'],
    ['csv', 'text/csv; charset=utf-8'],
  ] as const)('%s is stored, not shown, and comes as UTF-8', async (format, type) => {
    const response = await fetchExport(format, 'known');
    expect(response.headers.get('Content-Type')).toBe(type);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(response.headers.get('Content-Disposition')).toMatch(
      new RegExp(`^attachment; filename="descant-\\d{4}-\\d\\d-\\d\\d\\.${format}"$`),
    );
    expect(await response.text()).toBe('known: Grüße\n');
  });

  it('is broken off where the export ends early, so that nobody takes a part for the whole', async () => {
    const app = new Hono();
    addExportRoutes(app, {
      exports: {
        wishOf: () => ({ where: 'all', format: 'csv', history: false }),
        async *stream() {
          yield 'id,title\r\n';
          throw new Error('the export was cancelled');
        },
        left: () => undefined,
      },
    });
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const response = await fetch(`http://127.0.0.1:${port}/export/known`);
      expect(response.status).toBe(200);
      await expect(response.text()).rejects.toThrow('terminated');
    } finally {
      server.close();
    }
  });

  it('tells an export that rests when its reader goes away', async () => {
    const app = new Hono();
    const left = Promise.withResolvers<string>();
    addExportRoutes(app, {
      exports: {
        wishOf: () => ({ where: 'all', format: 'csv', history: false }),
        async *stream() {
          yield 'id,title\r\n';
          await left.promise;
        },
        left: (ticket) => left.resolve(ticket),
      },
    });
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const reader = new AbortController();
      await fetch(`http://127.0.0.1:${port}/export/known`, { signal: reader.signal });
      reader.abort();
      expect(await left.promise).toBe('known');
    } finally {
      server.close();
    }
  });

  it('is not there for a ticket that nobody was given', async () => {
    const response = await fetchExport('csv', 'unknown');
    expect(response.status).toBe(404);
    expect(response.headers.get('Content-Disposition')).toBeNull();
  });
});
