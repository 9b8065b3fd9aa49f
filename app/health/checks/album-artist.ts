/** Albums whose tracks have several artists and no common album artist: many players show each artist as an album. */
import { giveAlbumArtist } from '../album-fixes.ts';
import type { HealthCheck } from '../check.ts';

export const noAlbumArtist: HealthCheck = {
  name: 'no-album-artist',
  group: 'albums',
  severity: 'warning',
  words: {
    title: 'Albums without album artist',
    one: 'album has tracks of several artists and no album artist',
    several: 'albums have tracks of several artists and no album artist',
    advice:
      'name the artist of the album, as descant health fix no-album-artist proposes: descant edit albumid:ALBUM albumartist=…',
  },
  finder: {
    kind: 'albums',
    find: ({ tracks }) => {
      const without = tracks.filter(({ tags }) => tags.values('albumartist') === null).length;
      if (without === 0) return null;
      if (without < tracks.length) return `${without} of ${tracks.length} tracks have no album artist`;
      const artists = new Set(tracks.map(({ tags }) => tags.first('artist')));
      return artists.size > 1 ? `${artists.size} artists and no album artist` : null;
    },
  },
  fix: giveAlbumArtist,
};
