/** Tracks that are a part of a recording: excerpts, crops, clips. */
import { useQuery } from '@tanstack/react-query';
import type { SoundPair } from '../../app/model/duplicates.ts';
import { Note } from '../controls/Note.tsx';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { api, errorWords } from '../service/client.ts';
import { clock } from '../words/duration.ts';
import { t } from '../words/text.ts';
import styles from './PartsList.module.css';

const SHOWN = 100;

export function PartsList({ parts }: { readonly parts: readonly SoundPair[] }) {
  const shown = parts.slice(0, SHOWN);
  const { data, error } = useQuery(api.tracks.rows.queryOptions({ ids: shown.map(({ tracks: [part] }) => part) }));
  if (error !== null) return <Note tone="problem">{errorWords(error)}</Note>;
  return (
    <section className={styles.parts} aria-label={t('Parts')}>
      <h3>{t('{{count}} parts', { count: parts.length })}</h3>
      <ul>
        {shown.map(({ tracks: [part], offset, score }) => {
          const row = data?.find(({ id }) => id === part);
          return row === undefined ? null : (
            <li key={part}>
              <AddressLink to={{ page: 'library', query: `id:${part}`, track: part }}>
                {row.title || row.fileName}
              </AddressLink>
              <span>
                {t('{{kind}}, {{duration}}, from {{begin}} on, alike by {{percent}} %', {
                  kind: row.kind,
                  duration: clock(row.duration),
                  begin: clock(Math.max(0, offset)),
                  percent: Math.round(100 * score),
                })}
              </span>
            </li>
          );
        })}
      </ul>
      {parts.length > SHOWN ? <p>{t('The first {{amount}}.', { amount: SHOWN })}</p> : null}
    </section>
  );
}
