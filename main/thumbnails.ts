/** The program of a thumbnail child: makes the pictures small that its parent sends, until the channel closes. */
import { fitPicture } from '../app/thumbnails/fit-picture.ts';
import { makeThumbnail } from '../app/thumbnails/make-thumbnail.ts';
import type { FitRequest, PictureReply, ThumbnailRequest } from '../app/thumbnails/thumbnail-messages.ts';
import { stepBack } from './step-back.ts';

/** Between normal and lowest: playback comes first. */
const NICENESS = 5;

stepBack(NICENESS);
process.on('disconnect', () => process.exit());
process.on('message', (request: ThumbnailRequest | FitRequest) => {
  void reply(request).then((answer) => process.send?.(answer));
});

async function reply(request: ThumbnailRequest | FitRequest): Promise<PictureReply> {
  try {
    return { bytes: await ('size' in request ? makeThumbnail(request) : fitPicture(request)) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
