/**
 * Sends pictures: those of the art store by hash, those inside originals by track; with `size` in the address as
 * thumbnails.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Context, Hono } from 'hono';
import type { PictureInForce } from '../library/original-picture.ts';
import { identifyPicture, picturePath } from '../storage/art-store.ts';
import { isThumbnailSize, THUMBNAIL_SIZES, type ThumbnailSize } from '../thumbnails/thumbnails.ts';

const FOR_EVER = 'private, max-age=31536000, immutable';
const ONCE = 'no-cache';

/** What the routes ask of the service. */
interface PictureSource {
  /** Absolute path of the library folder, which holds the art store. */
  readonly library: string;
  readonly read: {
    picture(picture: { readonly id: number; readonly index: number | null }): Promise<PictureInForce>;
  };
  readonly thumbnails: {
    get(hash: string, size: ThumbnailSize, read: () => Promise<Uint8Array>): Promise<Uint8Array | null>;
  };
}

/** Adds `/art/track/TRACK` and `/art/HASH`. */
export function addArtRoutes(app: Hono, service: PictureSource): void {
  app.use('/art/*', async (context, next) => {
    const size = askedSize(context);
    if (size !== null && !isThumbnailSize(size)) {
      return context.text(`size is one of ${THUMBNAIL_SIZES.join(', ')} pixels`, 400);
    }
    return next();
  });
  app.get('/art/track/:id', (context) => sendTrackPicture(context, service, Number(context.req.param('id'))));
  app.get('/art/:hash', (context) => sendStoredPicture(context, service, context.req.param('hash')));
}

/** A picture of the art store. Its address is its hash, so clients may cache it for ever. */
async function sendStoredPicture(context: Context, service: PictureSource, hash: string): Promise<Response> {
  if (!/^[0-9a-f]{64}$/.test(hash)) return context.text('no such picture', 404);
  const read = (): Promise<Uint8Array> => readFile(picturePath(service.library, hash));
  try {
    return await sendPicture(context, service, { hash: () => hash, read }, FOR_EVER);
  } catch {
    return context.text('no such picture', 404);
  }
}

/** A picture in force of a track. With `v` in the address, which changes with the picture, clients may cache it. */
async function sendTrackPicture(context: Context, service: PictureSource, trackId: number): Promise<Response> {
  const asked = context.req.query('picture');
  const index = asked === undefined ? null : Number(asked);
  if (!Number.isSafeInteger(trackId) || !Number.isSafeInteger(index ?? 0)) return context.text('no such picture', 404);
  const picture = await service.read.picture({ id: trackId, index });
  if (!picture) return context.text('this track has no picture', 404);
  if ('hash' in picture) return sendStoredPicture(context, service, picture.hash);
  const { bytes } = picture;
  const hash = (): string => createHash('sha256').update(bytes).digest('hex');
  const caching = context.req.query('v') ? FOR_EVER : ONCE;
  return sendPicture(context, service, { hash, read: async () => bytes }, caching);
}

/**
 * The picture, or the thumbnail that was asked for; a picture that cannot be made small is sent as it is. The MIME type
 * comes from the bytes: the type in a tag could make a browser execute them.
 */
async function sendPicture(
  context: Context,
  { thumbnails }: PictureSource,
  { hash, read }: { readonly hash: () => string; readonly read: () => Promise<Uint8Array> },
  caching: string,
): Promise<Response> {
  const size = askedSize(context) as ThumbnailSize | null;
  const bytes = (size && (await thumbnails.get(hash(), size, read))) ?? (await read());
  const kind = identifyPicture(bytes);
  if (!kind) return context.text('this picture is in a format that cannot be shown', 415);
  return new Response(Buffer.from(bytes), { headers: { 'Content-Type': kind.mime, 'Cache-Control': caching } });
}

function askedSize(context: Context): number | null {
  const size = context.req.query('size');
  return size === undefined ? null : Number(size);
}
