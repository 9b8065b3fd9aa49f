/** A track that a file is, or has a part of: what it is, where they are the same, and what one can do with it. */
import type { MouseEvent } from 'react';
import type { RecognisedTrack } from '../../app/model/recognition.ts';
import { Button } from '../controls/Button.tsx';
import { Cover } from '../controls/Cover.tsx';
import { closeAround } from '../controls/WideDialog.tsx';
import { goTo } from '../navigation/use-address.ts';
import { playAt, togglePlay, usePlayer } from '../playback/player.ts';
import { clock } from '../words/duration.ts';
import { t } from '../words/text.ts';
import { beginOf, KIND_WORDS, kindOfMatch, placeWords } from './match-words.ts';
import { PlaceStrip } from './PlaceStrip.tsx';
import styles from './RecogniseDialog.module.css';

export function MatchRow({ match }: { readonly match: RecognisedTrack }) {
  const { track, score } = match;
  const kind = kindOfMatch(match, track.duration);
  const place = placeWords(match, track.duration);
  return (
    <li className={styles.match}>
      <Cover art={track.art} size={56} />
      <div className={styles.what}>
        <b>{track.title || track.fileName}</b>
        <span>{[track.artist, track.album].filter(Boolean).join(' · ')}</span>
        <small>{`${track.kind} · ${clock(track.duration)}`}</small>
      </div>
      <div className={styles.place}>
        <span data-kind={kind}>{t(KIND_WORDS[kind])}</span>
        {place === null ? null : (
          <>
            <span>{place}</span>
            <PlaceStrip stretches={match.stretches} duration={track.duration} />
          </>
        )}
        <small>{t('alike by {{percent}} %', { percent: Math.round(100 * score) })}</small>
      </div>
      <TrackActions id={track.id} name={track.title || track.fileName} begin={beginOf(match)} />
    </li>
  );
}

interface TrackActionsProps {
  readonly id: number;
  readonly name: string;
  /** Seconds from which it is played. */
  readonly begin: number;
}

/** The dialog closes where the page behind it shows what was asked for. */
export function TrackActions({ id, name, begin }: TrackActionsProps) {
  const isPlaying = usePlayer(({ track, playing }) => playing && track?.id === id);
  function show(event: MouseEvent, address: Parameters<typeof goTo>[0]): void {
    closeAround(event);
    goTo({ page: 'library', ...address });
  }
  const words = begin >= 1 ? t('Play from {{place}}', { place: clock(Math.round(begin)) }) : t('Play');
  return (
    <ul className={styles.actions} aria-label={name}>
      <li>
        <Button
          size="small"
          icon={isPlaying ? 'pause' : 'play'}
          onClick={() => void (isPlaying ? togglePlay() : playAt([id], 0, begin))}
        >
          {isPlaying ? t('Pause') : words}
        </Button>
      </li>
      <li>
        <Button size="small" icon="library" onClick={(event) => show(event, { query: `id:${id}`, track: id })}>
          {t('Show in library')}
        </Button>
      </li>
      <li>
        <Button size="small" icon="similar" onClick={(event) => show(event, { query: `like:${id}`, track: null })}>
          {t('Find similar')}
        </Button>
      </li>
    </ul>
  );
}
