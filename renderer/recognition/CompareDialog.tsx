/** What the chosen tracks have in common by their sound: the first beside each of the others. */
import { useQuery } from '@tanstack/react-query';
import type { TrackRow } from '../../app/model/tracks.ts';
import { Cover } from '../controls/Cover.tsx';
import { Note } from '../controls/Note.tsx';
import { WideDialog } from '../controls/WideDialog.tsx';
import { api, errorWords } from '../service/client.ts';
import { clock } from '../words/duration.ts';
import { letterOf } from '../words/letters.ts';
import { t } from '../words/text.ts';
import { comparisonWords, stretchWords } from './comparison-words.ts';
import styles from './RecogniseDialog.module.css';
import type { Lane } from './sound-lanes.ts';
import { SoundWaves } from './SoundWaves.tsx';
import { useCompared } from './use-compared.ts';

/** Tracks that are compared at a time: their waveforms stand below each other. */
const MOST = 6;
/** Stretches that are listed of two tracks, the longest first. */
const STRETCHES = 5;

interface CompareDialogProps {
  readonly ids: readonly number[];
  readonly onClose: () => void;
}

export function CompareDialog({ ids, onClose }: CompareDialogProps) {
  const asked = ids.slice(0, MOST);
  const { data, error } = useQuery(api.tracks.rows.queryOptions({ ids: [...asked] }));
  return (
    <WideDialog title={t('Compare sounds')} note={t('{{count}} tracks', { count: asked.length })} onClose={onClose}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls is reached by keys */}
      <section className={styles.files} aria-label={t('Compared tracks')} tabIndex={0}>
        {error === null ? null : <Note tone="problem">{errorWords(error)}</Note>}
        {data === undefined ? null : <Compared rows={data} />}
        {ids.length <= MOST ? null : (
          <Note tone="plain">{t('The first {{most}} of {{total}} tracks.', { most: MOST, total: ids.length })}</Note>
        )}
      </section>
    </WideDialog>
  );
}

function Compared({ rows }: { readonly rows: readonly TrackRow[] }) {
  const lanes = useCompared(
    rows.map(({ id, kind, duration, lossless }, at) => ({ id, letter: letterOf(at), name: kind, duration, lossless })),
  );
  return (
    <>
      <ul className={styles.matches}>
        {lanes.map((lane, at) => (
          <ComparedTrack key={lane.id} lane={lane} row={rows[at]!} first={lanes[0]!} />
        ))}
      </ul>
      <div className={styles.similar}>
        <SoundWaves lanes={lanes} />
      </div>
    </>
  );
}

interface ComparedTrackProps {
  readonly lane: Lane;
  readonly row: TrackRow;
  readonly first: Lane;
}

function ComparedTrack({ lane, row, first }: ComparedTrackProps) {
  const { compared, letter } = lane;
  const stretches = compared !== null && 'match' in compared ? (compared.match?.stretches ?? []) : [];
  return (
    <li className={styles.match}>
      <Cover art={row.art} size={56} />
      <div className={styles.what}>
        <b>{`${letter} · ${row.title || row.fileName}`}</b>
        <span>{[row.artist, row.album].filter(Boolean).join(' · ')}</span>
        <small>{`${row.kind} · ${clock(row.duration)}`}</small>
      </div>
      <div className={styles.place} aria-live="polite">
        {lane === first ? (
          <span>{t('The others are compared with it.')}</span>
        ) : (
          comparisonWords(compared, first.letter).map((words, at) => (
            <span key={words}>{at === 0 ? <b>{words}</b> : words}</span>
          ))
        )}
        {stretches.slice(0, STRETCHES).map((stretch) => (
          <small key={`${stretch.start} ${stretch.otherStart}`}>{stretchWords(stretch, first, lane)}</small>
        ))}
      </div>
    </li>
  );
}
