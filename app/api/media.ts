/**
 * Sends the audio of a track to the app: the original file, by ranges, or decoded to WAV where browsers cannot play it,
 * or where the player asks for it (`?as=wav`) because it joins tracks sample by sample.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Context, Hono } from 'hono';
import { decodeToWav, wavSize } from '../audio/wav-stream.ts';
import type { MediaFile } from '../library/track-reader.ts';
import { parseRange } from './byte-range.ts';

/** Number of cached sizes of decoded files: computing one starts a decoder. */
const MAX_CACHED_SIZES = 100;
const decodedSizes = new Map<string, number | null>();

/** A body to send: the original, or its decoded audio. */
interface Sound {
  readonly mime: string;
  /** Bytes; null while unknown. */
  readonly size: number | null;
  readonly tag: string;
  read(start: number, end: number): ReadableStream<Uint8Array>;
}

/** What the route asks of the service. */
interface MediaSource {
  readonly read: { media(track: { readonly id: number }): Promise<MediaFile | null> };
}

/** Adds `/media/TRACK`. */
export function addMediaRoutes(app: Hono, { read }: MediaSource): void {
  app.get('/media/:id', async (context) => {
    const media = await read.media({ id: Number(context.req.param('id')) });
    const decoded = context.req.query('as') === 'wav';
    return media ? sendMedia(context, media, decoded) : context.text('there is no such track', 404);
  });
}

/** @returns 200, 206 or 416 for a file that exists, 404 for one that is gone, 422 for one that cannot be decoded */
async function sendMedia(context: Context, media: MediaFile, decoded: boolean): Promise<Response> {
  const path = Buffer.from(media.path);
  const stats = await stat(path).catch(() => null);
  if (!stats) return context.text('the file of this track cannot be opened; is its disk plugged in?', 404);
  // Loaded with the first track that is played: the service itself needs no format's reader or writer.
  const { browserType } = await import('../../fuse/formats/formats.ts');
  const mime = browserType(media.kind);
  const tag = `${stats.size.toString(36)}-${Math.round(stats.mtimeMs).toString(36)}`;
  if (mime && !decoded) {
    return send(context, { mime, size: stats.size, tag, read: (start, end) => readFile(path, start, end) });
  }
  try {
    const size = await decodedSize(path, tag);
    const read = (start: number, end: number): ReadableStream<Uint8Array> =>
      firstBytes(decodeToWav(path, context.req.raw.signal, start), end - start + 1);
    return send(context, { mime: 'audio/wav', size, tag: `${tag}-wav`, read });
  } catch (error) {
    return context.text(`this track cannot be played: ${(error as Error).message}`, 422);
  }
}

function send(context: Context, { mime, size, tag, read }: Sound): Response {
  const headers: Record<string, string> = { 'Content-Type': mime, 'Cache-Control': 'no-cache', ETag: `"${tag}"` };
  if (size === null) return new Response(read(0, Infinity), { headers });
  headers['Accept-Ranges'] = 'bytes';
  const range = parseRange(context.req.header('Range'), size);
  if (range.kind === 'unsatisfiable' || size === 0) {
    return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${size}` } });
  }
  const [start, end] = range.kind === 'part' ? [range.start, range.end] : [0, size - 1];
  headers['Content-Length'] = String(end - start + 1);
  if (range.kind === 'part') headers['Content-Range'] = `bytes ${start}-${end}/${size}`;
  const body = context.req.method === 'HEAD' ? null : read(start, end);
  return new Response(body, { status: range.kind === 'part' ? 206 : 200, headers });
}

function readFile(path: Buffer, start: number, end: number): ReadableStream<Uint8Array> {
  return Readable.toWeb(
    createReadStream(path, { start, end, highWaterMark: 256 * 1024 }),
  ) as ReadableStream<Uint8Array>;
}

async function decodedSize(path: Buffer, tag: string): Promise<number | null> {
  const key = `${path.toString('latin1')}:${tag}`;
  let size = decodedSizes.get(key);
  if (size === undefined) {
    size = await wavSize(path);
    if (decodedSizes.size >= MAX_CACHED_SIZES) decodedSizes.clear();
    decodedSizes.set(key, size);
  }
  return size;
}

/** Ends a stream after `count` bytes and cancels its source. */
function firstBytes(source: ReadableStream<Uint8Array>, count: number): ReadableStream<Uint8Array> {
  if (count === Infinity) return source;
  const reader = source.getReader();
  let left = count;
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await reader.read();
      if (done) return controller.close();
      controller.enqueue(value.length > left ? value.subarray(0, left) : value);
      left -= value.length;
      if (left > 0) return;
      controller.close();
      await reader.cancel();
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
