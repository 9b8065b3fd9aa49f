/** Tracks that sound like this one: a click shows a track, a double click or its button plays it. */
import { useQuery } from '@tanstack/react-query';
import type { SimilarTrack, TrackDetail } from '../../app/model/tracks.ts';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { play } from '../playback/player.ts';
import { api, errorWords } from '../service/client.ts';
import { IconButton } from '../controls/Button.tsx';
import { Cover } from '../controls/Cover.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { Note } from '../controls/Note.tsx';
import { useSettled } from '../controls/use-settled.ts';
import { t } from '../words/text.ts';
import styles from './Inspector.module.css';
import own from './Similar.module.css';

const SHOWN = 8;
const SETTLE_MS = 120;

export function Similar({ detail }: { readonly detail: TrackDetail }) {
  const id = useSettled(detail.id, SETTLE_MS);
  const { data, error } = useQuery(api.tracks.similar.queryOptions({ id, limit: SHOWN }));
  const found = id === detail.id ? data : undefined;
  return (
    <section className={own.similar} aria-labelledby="similar-tracks">
      <h3 id="similar-tracks">{t('Similar tracks')}</h3>
      {error !== null ? <Note tone="problem">{errorWords(error)}</Note> : null}
      {found !== undefined && found.length === 0 ? <p className={styles.sectionEmpty}>{wordsWithout(detail)}</p> : null}
      <ul>
        {found?.map((similar) => (
          <SimilarRow key={similar.track.id} similar={similar} all={found} />
        ))}
      </ul>
    </section>
  );
}

function SimilarRow({
  similar: { track, score },
  all,
}: {
  readonly similar: SimilarTrack;
  readonly all: readonly SimilarTrack[];
}) {
  const start = (): void => void play(track, { kind: 'tracks', ids: all.map((similar) => similar.track.id) });
  return (
    <li className={own.row}>
      <span className={own.cover}>
        <Cover art={track.art} size={34} />
        <IconButton
          icon="play"
          size={14}
          label={t('Play {{title}}', { title: track.title })}
          className={own.play}
          onClick={start}
        />
      </span>
      <AddressLink to={{ track: track.id }} className={own.link} onDoubleClick={start}>
        <b className={track.editedFields.includes('title') ? own.edited : undefined}>{track.title}</b>
        <small>{track.artist}</small>
      </AddressLink>
      <span className={own.score}>
        <span aria-hidden="true">{score.toFixed(2).replace(/^(-?)0\./u, '$1.')}</span>
        <Hidden>{t('{{percent}} percent similar', { percent: Math.round(score * 100) })}</Hidden>
      </span>
    </li>
  );
}

function wordsWithout(detail: TrackDetail): string {
  if (detail.analysis === 'pending') {
    return t('Tracks are compared by their sound. This one has not been analysed yet.');
  }
  if (detail.analysis === 'too-short') {
    return t('This track is too short to be compared: it has less than three seconds.');
  }
  return detail.analysis === 'done'
    ? t('No track of the library is similar.')
    : t('The analysis of this track failed, so it cannot be compared.');
}
