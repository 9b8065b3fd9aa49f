/**
 * Sends the audio of a track to the app: the original file, by ranges, or decoded to WAV where browsers cannot play it,
 * or where the player asks for it (`?as=wav`) because it joins tracks sample by sample.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Context, Hono } from 'hono';
import { openWav } from '../audio/wav-stream.ts';
import type { MediaFile } from '../library/track-reader.ts';
import { firstByteOf, parseRange } from './byte-range.ts';
import { inWords } from '../model/system-errors.ts';

/** A body to send: the original, or its decoded audio. */
interface Sound {
  readonly mime: string;
  /** Bytes; null while unknown. */
  readonly size: number | null;
  readonly tag: string;
  read(start: number, end: number): ReadableStream<Uint8Array> | Promise<ReadableStream<Uint8Array>>;
  /** Called in place of `read` where no bytes are sent. */
  leave?(): Promise<void>;
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
    return await send(context, await decodedSound(context, path, tag));
  } catch (error) {
    return context.text(inWords(`this track cannot be played: ${(error as Error).message}`), 422);
  }
}

async function send(context: Context, { mime, size, tag, read, leave }: Sound): Promise<Response> {
  const headers: Record<string, string> = { 'Content-Type': mime, 'Cache-Control': 'no-cache', ETag: `"${tag}"` };
  if (size === null) return new Response(await read(0, Infinity), { headers });
  headers['Accept-Ranges'] = 'bytes';
  const range = parseRange(context.req.header('Range'), size);
  if (range.kind === 'unsatisfiable' || size === 0) {
    await leave?.();
    return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${size}` } });
  }
  const [start, end] = range.kind === 'part' ? [range.start, range.end] : [0, size - 1];
  headers['Content-Length'] = String(end - start + 1);
  if (range.kind === 'part') headers['Content-Range'] = `bytes ${start}-${end}/${size}`;
  const isHead = context.req.method === 'HEAD';
  if (isHead) await leave?.();
  const body = isHead ? null : await read(start, end);
  return new Response(body, { status: range.kind === 'part' ? 206 : 200, headers });
}

/** Decoding begins where the request does: there is one decoder to wait for before anything is heard. */
async function decodedSound(context: Context, path: Buffer, tag: string): Promise<Sound> {
  const { signal } = context.req.raw;
  const from = firstByteOf(context.req.header('Range'));
  const wav = await openWav(path, signal, from ?? 0);
  const leave = (): Promise<void> => wav.bytes.cancel();
  const read = async (start: number, end: number): Promise<ReadableStream<Uint8Array>> => {
    if (start === (from ?? 0)) return firstBytes(wav.bytes, end - start + 1);
    await leave();
    return firstBytes((await openWav(path, signal, start)).bytes, end - start + 1);
  };
  return { mime: 'audio/wav', size: wav.size, tag: `${tag}-wav`, read, leave };
}

function readFile(path: Buffer, start: number, end: number): ReadableStream<Uint8Array> {
  return Readable.toWeb(
    createReadStream(path, { start, end, highWaterMark: 256 * 1024 }),
  ) as ReadableStream<Uint8Array>;
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
