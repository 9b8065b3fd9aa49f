/**
 * Answers about the sound of a file that the page sends, because a browser does not tell where a file lies. Programs that
 * know a path ask `recognition.lookup` and `tracks.similarToFile`, which answer the same.
 */
import type { ReadableStream } from 'node:stream/web';
import { TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from '../model/schema.ts';
import { MOST_UPLOADED_BYTES, type RecognisedTrack } from '../model/recognition.ts';
import type { SimilarTrack } from '../model/tracks.ts';
import { UploadTooLargeError, type Uploads } from '../storage/uploads.ts';
import { errorDetail, messageOf, toApiError } from './errors.ts';
import { limit } from './inputs.ts';

/** What the routes ask of the service. */
interface SoundSource {
  readonly uploads: Pick<Uploads, 'with'>;
  readonly recognition: {
    lookup(path: Uint8Array, limit: number, signal: AbortSignal): Promise<readonly RecognisedTrack[]>;
  };
  readonly similar: {
    toFile(path: Uint8Array, limit: number, signal: AbortSignal): Promise<readonly SimilarTrack[]>;
  };
}

type Answer = (path: Uint8Array, limit: number, signal: AbortSignal) => Promise<unknown>;

const lookupLimit = limit(20, 5);
const similarLimit = limit(200, 20);

/** Adds `POST /uploaded/lookup` and `POST /uploaded/similar`: the body is the file, `limit` is in the address. */
export function addSoundUploadRoutes(app: Hono, service: SoundSource): void {
  app.post('/uploaded/lookup', (context) =>
    answer(context, service, lookupLimit, (...asked) => service.recognition.lookup(...asked)),
  );
  app.post('/uploaded/similar', (context) =>
    answer(context, service, similarLimit, (...asked) => service.similar.toFile(...asked)),
  );
}

/** Errors are those of the API, as `{ reason, message }`. The connection ends with them: the rest is not read. */
async function answer(
  context: Context,
  { uploads }: SoundSource,
  limits: z.ZodType<number, number | undefined>,
  ask: Answer,
): Promise<Response> {
  const { raw } = context.req;
  try {
    const stated = context.req.query('limit');
    const most = limits.parse(stated === undefined ? undefined : Number(stated));
    if (Number(context.req.header('Content-Length') ?? 0) > MOST_UPLOADED_BYTES) {
      throw new UploadTooLargeError(MOST_UPLOADED_BYTES);
    }
    const bytes = (raw.body ?? new Blob([]).stream()) as ReadableStream<Uint8Array>;
    return context.json(
      await uploads.with(bytes, MOST_UPLOADED_BYTES, raw.signal, (path) => ask(path, most, raw.signal)),
    );
  } catch (thrown) {
    const error =
      thrown instanceof z.ZodError
        ? new TRPCError({ code: 'BAD_REQUEST', cause: thrown })
        : toApiError(thrown as Error);
    const status = getHTTPStatusCodeFromError(error) as ContentfulStatusCode;
    return context.json({ reason: errorDetail(error).reason, message: messageOf(error) }, status, {
      Connection: 'close',
    });
  }
}
