/** One artist: the albums, those of others with tracks of the artist, and all tracks to play, queue or edit. */
import { useQuery } from '@tanstack/react-query';
import type { AlbumRow } from '../../app/model/albums.ts';
import { Button } from '../controls/Button.tsx';
import { Cover } from '../controls/Cover.tsx';
import { Note } from '../controls/Note.tsx';
import { showToast } from '../messages/toasts.ts';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { goTo } from '../navigation/use-address.ts';
import { useThen } from '../navigation/use-then.ts';
import { playTracks } from '../playback/player.ts';
import { queueLast } from '../playback/queue-commands.ts';
import { api, errorWords, service } from '../service/client.ts';
import { t } from '../words/text.ts';
import { completenessShort } from './album-words.ts';
import styles from './ArtistContent.module.css';
import { artistQuery } from './artist-order.ts';

const TILE_PX = 140;

export function ArtistContent({ name }: { readonly name: string }) {
  const then = useThen();
  const { data: artist, error } = useQuery(api.artists.get.queryOptions({ name, ...then }));
  const query = artistQuery(name);

  const tracks = (): Promise<number[]> =>
    service.tracks.ids.query({ query, sort: [{ field: 'year', descending: false }], ...then });

  async function queueTracks(): Promise<void> {
    try {
      queueLast(await tracks());
    } catch (problem) {
      showToast(errorWords(problem), { tone: 'problem' });
    }
  }

  if (error !== null) {
    return (
      <div className={styles.artist}>
        <Note tone="problem" urgent>
          {errorWords(error)}
        </Note>
      </div>
    );
  }
  if (artist === undefined) return <div className={styles.artist} aria-busy="true" />;
  return (
    <article className={styles.artist}>
      <header className={styles.head}>
        <div className={styles.names}>
          <h1>{artist.name}</h1>
          <p>
            {[
              t('{{count}} tracks', { count: artist.tracks }),
              t('{{count}} albums', { count: artist.albums }),
              artist.sortName === artist.name ? '' : t('sorted as “{{sortName}}”', { sortName: artist.sortName }),
            ]
              .filter((part) => part !== '')
              .join(' · ')}
          </p>
          {artist.variants.length === 0 ? null : (
            <p>
              {t('Also written {{names}}', {
                names: artist.variants.map((one) => t('“{{name}}”', { name: one })).join(', '),
              })}
            </p>
          )}
        </div>
        <div className={styles.actions}>
          <Button look="primary" icon="play" onClick={() => void playTracks(tracks(), false)}>
            {t('Play')}
          </Button>
          <Button icon="shuffle" onClick={() => void playTracks(tracks(), true)}>
            {t('Shuffle')}
          </Button>
          <Button icon="playLast" onClick={() => void queueTracks()}>
            {t('Add to queue')}
          </Button>
          <Button icon="library" onClick={() => goTo({ page: 'library', query, track: null })}>
            {t('Show all tracks')}
          </Button>
        </div>
      </header>
      <Albums title={t('Albums')} albums={artist.albumList} own />
      <Albums title={t('Appears on')} albums={artist.appearsOnList} own={false} />
    </article>
  );
}

interface AlbumsProps {
  readonly title: string;
  readonly albums: readonly AlbumRow[];
  /** Whether they are the artist's own, so that the name need not be said again. */
  readonly own: boolean;
}

function Albums({ title, albums, own }: AlbumsProps) {
  if (albums.length === 0) return null;
  const id = own ? 'own-albums' : 'other-albums';
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul className={styles.albums}>
        {albums.map((album) => (
          <li key={album.id}>
            <AddressLink to={{ page: 'albums', item: String(album.id) }} className={styles.album}>
              <Cover art={album.art} size={TILE_PX} />
              <b>{album.title}</b>
              {own ? null : <small>{album.artist}</small>}
              <small>{[album.year, completenessShort(album)].filter((part) => part !== null).join(' · ')}</small>
            </AddressLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
