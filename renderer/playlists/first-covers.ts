/** Which covers stand for a list of tracks: those of its first albums. Pure. */
import type { TrackRow } from '../../app/model/tracks.ts';

const MOST = 4;

/** @returns addresses of at most four pictures, each of another album */
export function firstCovers(rows: readonly Pick<TrackRow, 'art' | 'album' | 'albumArtist'>[]): readonly string[] {
  const covers = new Map<string, string>();
  for (const { art, album, albumArtist } of rows) {
    const name = `${albumArtist}\n${album}`;
    if (art !== null && !covers.has(name)) covers.set(name, art);
    if (covers.size === MOST) break;
  }
  return [...covers.values()];
}
