/** The program of a thumbnail child: makes thumbnails of the pictures that its parent sends, until the channel closes. */
import { setPriority } from 'node:os';
import { makeThumbnail } from '../app/thumbnails/make-thumbnail.ts';
import type { ThumbnailReply, ThumbnailRequest } from '../app/thumbnails/thumbnail-messages.ts';

/** Between normal and lowest: playback comes first. */
const PRIORITY = 5;

setPriority(PRIORITY);
process.on('disconnect', () => process.exit());
process.on('message', (request: ThumbnailRequest) => {
  void reply(request).then((answer) => process.send?.(answer));
});

async function reply(request: ThumbnailRequest): Promise<ThumbnailReply> {
  try {
    return { webp: await makeThumbnail(request) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
