/** Sends pictures: those of the art store by hash, those inside originals by track. */
import { readFile } from 'node:fs/promises';
import type { Context, Hono } from 'hono';
import type { PictureInForce } from '../library/original-picture.ts';
import { identifyPicture, picturePath } from '../storage/art-store.ts';

const FOR_EVER = 'private, max-age=31536000, immutable';

/** What the routes ask of the service. */
interface PictureSource {
  /** Absolute path of the library folder, which holds the art store. */
  readonly library: string;
  readonly read: {
    picture(picture: { readonly id: number; readonly index: number | null }): Promise<PictureInForce>;
  };
}

/** Adds `/art/track/TRACK` and `/art/HASH`. */
export function addArtRoutes(app: Hono, service: PictureSource): void {
  app.get('/art/track/:id', (context) => sendTrackPicture(context, service, Number(context.req.param('id'))));
  app.get('/art/:hash', (context) => sendStoredPicture(context, service, context.req.param('hash')));
}

/** A picture of the art store. Its address is its hash, so clients may cache it for ever. */
async function sendStoredPicture(context: Context, service: PictureSource, hash: string): Promise<Response> {
  if (!/^[0-9a-f]{64}$/.test(hash)) return context.text('no such picture', 404);
  const bytes = await readFile(picturePath(service.library, hash)).catch(() => null);
  return bytes ? sendPicture(context, bytes, FOR_EVER) : context.text('no such picture', 404);
}

/** A picture in force of a track. With `v` in the address, which changes with the picture, clients may cache it. */
async function sendTrackPicture(context: Context, service: PictureSource, trackId: number): Promise<Response> {
  const asked = context.req.query('picture');
  const index = asked === undefined ? null : Number(asked);
  if (!Number.isSafeInteger(trackId) || !Number.isSafeInteger(index ?? 0)) return context.text('no such picture', 404);
  const picture = await service.read.picture({ id: trackId, index });
  if (!picture) return context.text('this track has no picture', 404);
  if ('hash' in picture) return sendStoredPicture(context, service, picture.hash);
  return sendPicture(context, picture.bytes, context.req.query('v') ? FOR_EVER : 'no-cache');
}

/** The MIME type comes from the bytes: the type in a tag could make a browser execute them. */
function sendPicture(context: Context, bytes: Uint8Array, caching: string): Response {
  const kind = identifyPicture(bytes);
  if (!kind) return context.text('this picture is in a format that cannot be shown', 415);
  return new Response(Buffer.from(bytes), { headers: { 'Content-Type': kind.mime, 'Cache-Control': caching } });
}
