/** Version 40: the albums of an artist are found by an index, for the covers in the list of artists. */
import type { Connection } from '../connection.ts';

export function albumsOfArtists(connection: Connection): void {
  connection.exec('CREATE INDEX album_artist_key ON album (artist_key, year, title_sort, id)');
}
