/**
 * Sends the file of a track as the mount shows it: with the tags in force in front of the original audio. Browsers store
 * it where a track is dragged to. The mount is another process, so that reading from it holds nothing up here.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { Hono } from 'hono';
import type { MountedFile } from '../mount/mounted-files.ts';

/** What the route asks of the service. */
interface MountedFileSource {
  mountedFiles(ids: readonly number[]): Promise<readonly MountedFile[]>;
}

/** Adds `/mounted/TRACK`. */
export function addMountedFileRoutes(app: Hono, service: MountedFileSource): void {
  app.get('/mounted/:id', async (context) => {
    const id = Number(context.req.param('id'));
    const [file] = Number.isSafeInteger(id) && id > 0 ? await service.mountedFiles([id]) : [];
    const stats = file && (await stat(file.path).catch(() => null));
    if (!file || !stats) return context.text('the mount does not show this track', 404);
    const name = encodeURIComponent(basename(file.path)).replaceAll(
      /['()*]/gu,
      (sign) => `%${sign.charCodeAt(0).toString(16)}`,
    );
    return new Response(Readable.toWeb(createReadStream(file.path)) as ReadableStream<Uint8Array>, {
      headers: {
        'Content-Type': 'application/octet-stream',
        'Content-Length': String(stats.size),
        'Content-Disposition': `attachment; filename*=UTF-8''${name}`,
        'Cache-Control': 'no-store',
      },
    });
  });
}
