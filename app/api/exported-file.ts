/** Sends an export that was begun (`exported.begin`) as a file to store: its text comes as it is made. */
import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import type { ExportFormatName, ExportWish } from '../model/export.ts';

/** What the route asks of the service. */
interface ExportSource {
  readonly exports: {
    wishOf(ticket: string): ExportWish | null;
    stream(ticket: string): AsyncIterable<string>;
    left(ticket: string): void;
  };
}

const MIME: Readonly<Record<ExportFormatName, string>> = {
  json: 'application/json',
  jsonl: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8',
};

/** Adds `/export/TICKET`. */
export function addExportRoutes(app: Hono, { exports }: ExportSource): void {
  app.get('/export/:ticket', (context) => {
    const ticket = context.req.param('ticket');
    const wish = exports.wishOf(ticket);
    if (wish === null) return context.text('there is no such export; ask for it again', 404);
    const { format } = wish;
    const day = new Date().toISOString().slice(0, 10);
    const { outgoing } = context.env as HttpBindings;
    const breakOff = (): void => void outgoing.destroy();
    outgoing.once('close', () => exports.left(ticket));
    return new Response(ReadableStream.from(bytesOf(exports.stream(ticket), breakOff)), {
      headers: {
        'Content-Type': MIME[format],
        'Content-Disposition': `attachment; filename="descant-${day}.${format}"`,
        'Cache-Control': 'no-store',
      },
    });
  });
}

/** @param breakOff ends the connection of an export that ends early; why is part of its progress */
async function* bytesOf(texts: AsyncIterable<string>, breakOff: () => void): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  try {
    for await (const text of texts) if (text !== '') yield encoder.encode(text);
  } catch {
    breakOff();
  }
}
