/** The picture that tracks share. Pure. */
import type { PictureInfo, TrackDetail } from '../../app/model/tracks.ts';

const FRONT_COVER = 3;

/** The picture of all tracks, `null` where none has one, or `several` where they differ. */
export type SharedArt = PictureInfo | null | 'several';

/** The picture that stands for a track: its front cover, or else its first. */
function pictureOf({ pictures }: TrackDetail): PictureInfo | null {
  return pictures.find(({ type }) => type === FRONT_COVER) ?? pictures[0] ?? null;
}

export function sharedArt(details: readonly TrackDetail[]): SharedArt {
  const [first = null, ...others] = details.map(pictureOf);
  return others.every((picture) => picture?.content === first?.content) ? first : 'several';
}
