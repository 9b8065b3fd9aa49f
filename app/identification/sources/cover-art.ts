/** The Cover Art Archive: the front cover of a release, or of its release group where the release has none. */
import { z } from '../../model/schema.ts';
import { identifyPicture } from '../../storage/art-store.ts';
import type { Release } from '../release.ts';
import { readJson } from '../web/read-json.ts';
import type { WebClient } from '../web/web-client.ts';
import { WebError } from '../web/web-error.ts';

const INTERVAL = 250;
const DAY = 24 * 3_600_000;
/** Milliseconds for which a list of pictures holds. A picture never changes: its id stands for its bytes. */
const KEEP_LIST = 30 * DAY;
const KEEP_PICTURE = 3650 * DAY;
const MOST_LIST_BYTES = 4 * 1024 * 1024;
const MOST_PICTURE_BYTES = 32 * 1024 * 1024;
/** Pixels of the longer edge of the picture that is taken. */
const SIZE = '1200';

const listAnswer = z.object({
  images: z
    .array(
      z.object({
        id: z.union([z.string(), z.number()]),
        front: z.boolean().nullish(),
        approved: z.boolean().nullish(),
        thumbnails: z.record(z.string(), z.unknown()).nullish(),
      }),
    )
    .default([]),
});

/** A cover, and where it comes from. */
export interface FoundCover {
  /** Address of the picture. */
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

export class CoverArt {
  readonly #client: WebClient;

  constructor(client: WebClient) {
    this.#client = client;
  }

  /**
   * The front cover of a release; null where there is none.
   * @param base address of the archive: `https://coverartarchive.org`
   * @throws WebError
   */
  async front(base: string, { id, groupId, hasCover }: Release, signal: AbortSignal): Promise<FoundCover | null> {
    const root = base.replace(/\/+$/, '');
    const places = [
      ...(hasCover === false ? [] : [`${root}/release/${encodeURIComponent(id)}`]),
      ...(groupId === '' ? [] : [`${root}/release-group/${encodeURIComponent(groupId)}`]),
    ];
    for (const [at, place] of places.entries()) {
      const list = await this.#client.ask(
        {
          url: place,
          read: (body) => readJson(body, listAnswer, 'the Cover Art Archive'),
          interval: INTERVAL,
          mostBytes: MOST_LIST_BYTES,
          keep: KEEP_LIST,
        },
        signal,
      );
      const front = list?.images.find((image) => image.front === true && image.approved !== false);
      if (front === undefined) continue;
      // A list names other hosts; the archive serves each picture below its own address, too.
      const isOfRelease = place.startsWith(`${root}/release/`) && at === 0;
      const size = front.thumbnails?.[SIZE] === undefined ? '' : `-${SIZE}`;
      const url = isOfRelease ? `${place}/${front.id}${size}.jpg` : `${place}/front${size}`;
      const bytes = await this.picture(url, signal);
      const kind = bytes === null ? null : identifyPicture(bytes);
      if (bytes !== null && kind !== null) return { url, width: kind.width, height: kind.height, bytes: bytes.length };
    }
    return null;
  }

  /** The bytes of a picture that `front` has named; null where it is gone. @throws WebError */
  picture(url: string, signal: AbortSignal): Promise<Buffer | null> {
    return this.#client.ask(
      { url, read: pictureOf, interval: INTERVAL, mostBytes: MOST_PICTURE_BYTES, keep: KEEP_PICTURE },
      signal,
    );
  }
}

function pictureOf(body: Buffer): Buffer {
  if (identifyPicture(body) !== null) return body;
  throw new WebError('BAD_ANSWER', 'what the Cover Art Archive sends is no picture');
}
