/** The tracks that a finding is about. */
import { useQuery } from '@tanstack/react-query';
import { Loading } from '../controls/Loading.tsx';
import { Note } from '../controls/Note.tsx';
import { api, errorWords } from '../service/client.ts';
import { clock } from '../words/duration.ts';
import { t } from '../words/text.ts';
import styles from './FindingTracks.module.css';
import { ALBUM_ORDER } from './review-commands.ts';

const SHOWN = 200;

export function FindingTracks({ query }: { readonly query: string }) {
  const { data, error } = useQuery(api.tracks.list.queryOptions({ query, sort: [...ALBUM_ORDER], limit: SHOWN }));
  if (error !== null) return <Note tone="problem">{errorWords(error)}</Note>;
  if (data === undefined) return <Loading />;
  return (
    <section className={styles.tracks} aria-label={t('Tracks')}>
      <h3>{t('{{count}} tracks', { count: data.total })}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">{t('Title')}</th>
            <th scope="col">{t('Artist')}</th>
            <th scope="col">{t('Album')}</th>
            <th scope="col">{t('Genre')}</th>
            <th scope="col">{t('Year')}</th>
            <th scope="col">{t('Time')}</th>
          </tr>
        </thead>
        <tbody>
          {data.rows.map((track) => (
            <tr key={track.id}>
              <td>{track.trackNumber}</td>
              <td className={styles.title}>{track.title || track.fileName}</td>
              <td>{track.artist}</td>
              <td>{track.album}</td>
              <td>{track.genre}</td>
              <td>{track.year}</td>
              <td>{clock(track.duration)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {data.total > SHOWN ? (
        <p>{t('The first {{amount}}. All of them are in the library.', { amount: SHOWN })}</p>
      ) : null}
    </section>
  );
}
