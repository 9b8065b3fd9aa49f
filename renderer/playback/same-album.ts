/** Whether tracks belong together, so that one follows the other without a gap. */
import type { TrackRow } from '../../app/model/tracks.ts';

type AlbumOf = Pick<TrackRow, 'album' | 'albumArtist' | 'artist'>;

/** Tracks without an album belong to none. */
export function isOfOneAlbum(one: AlbumOf, other: AlbumOf): boolean {
  const makerOf = ({ albumArtist, artist }: AlbumOf): string => albumArtist || artist;
  return one.album !== '' && one.album === other.album && makerOf(one) === makerOf(other);
}
