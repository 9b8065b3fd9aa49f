/** Sends the sound of a track to the app: the original file with exact ranges, or decoded where a browser cannot play it. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Context } from 'hono';
import type { MediaFile } from '../library/track-reader.ts';
import { parseRange } from './byte-range.ts';

/** What Chromium plays by itself, by the label of the kind of file. */
const PLAYABLE: Readonly<Record<string, string>> = {
  MP3: 'audio/mpeg', FLAC: 'audio/flac', VORBIS: 'audio/ogg', OPUS: 'audio/ogg', AAC: 'audio/mp4', WAV: 'audio/wav',
};

/** @returns 200, 206 or 416 for a file that is there, 404 for one that is gone */
export async function sendMedia(context: Context, media: MediaFile): Promise<Response> {
  const mime = PLAYABLE[media.kind];
  const path = Buffer.from(media.path);
  if (!mime) {
    // Loaded when it is needed: it brings a decoder library of many megabytes along.
    const { decodeToWav } = await import('../audio/decoder.ts');
    return new Response(decodeToWav(path, context.req.raw.signal), { headers: { 'Content-Type': 'audio/wav', 'Cache-Control': 'no-store' } });
  }
  let file;
  try {
    file = await open(path, 'r');
  } catch {
    return context.text('the file of this track cannot be opened; is its disk plugged in?', 404);
  }
  const { size, mtimeMs } = await file.stat();
  const headers: Record<string, string> = {
    'Content-Type': mime, 'Accept-Ranges': 'bytes', 'Cache-Control': 'no-cache', ETag: `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`,
  };
  const range = parseRange(context.req.header('Range'), size);
  if (range.kind === 'unsatisfiable' || size === 0) {
    await file.close();
    return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${size}` } });
  }
  const [start, end] = range.kind === 'part' ? [range.start, range.end] : [0, size - 1];
  headers['Content-Length'] = String(end - start + 1);
  if (range.kind === 'part') headers['Content-Range'] = `bytes ${start}-${end}/${size}`;
  if (context.req.method === 'HEAD') {
    await file.close();
    return new Response(null, { status: 200, headers });
  }
  const stream = createReadStream('', { fd: file, start, end, highWaterMark: 256 * 1024 });
  return new Response(Readable.toWeb(stream) as ReadableStream, { status: range.kind === 'part' ? 206 : 200, headers });
}
