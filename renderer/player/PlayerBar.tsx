/** The player at the foot of every page: what plays, where it is, and its controls. */
import { useQuery } from '@tanstack/react-query';
import { commandLabel } from '../catalog/commands.ts';
import { showTrack } from '../selection/show-track.ts';
import { api } from '../service/client.ts';
import { IconButton } from '../controls/Button.tsx';
import { Cover } from '../controls/Cover.tsx';
import { Note } from '../controls/Note.tsx';
import { playNext, playPrevious, togglePlay, usePlayer } from '../playback/player.ts';
import { t } from '../words/text.ts';
import { OutputControls } from './OutputControls.tsx';
import styles from './PlayerBar.module.css';
import { Seek } from './Seek.tsx';

export function PlayerBar() {
  const problem = usePlayer((state) => state.problem);
  const idle = usePlayer((state) => state.track === null);
  return (
    <section className={styles.player} aria-label={t('Player')} data-silent={(idle && problem === null) || undefined}>
      <NowPlaying />
      <Transport />
      <div className={styles.place}>
        {problem === null ? (
          <Seek />
        ) : (
          <div className={styles.problem}>
            <Note tone="problem" urgent>
              {problem}
            </Note>
          </div>
        )}
      </div>
      <OutputControls />
    </section>
  );
}

function NowPlaying() {
  const started = usePlayer((state) => state.track);
  // What was written above the track since it was started shows here too.
  const { data: track = started } = useQuery({
    ...api.tracks.get.queryOptions({ id: started?.id ?? 0 }),
    enabled: started !== null,
  });
  if (track === null) {
    return (
      <p className={styles.silent}>
        {t('Nothing is playing')}
        <small>{t('Double-click a track, or press Enter on it')}</small>
      </p>
    );
  }
  return (
    <button
      type="button"
      className={styles.now}
      title={t('Show this track in the library')}
      onClick={() => void showTrack(track.id)}
    >
      <Cover art={track.art} size={46} />
      <span className={styles.names}>
        <b>{track.title}</b>
        <small>{track.artist}</small>
      </span>
    </button>
  );
}

function Transport() {
  const playing = usePlayer((state) => state.playing);
  const idle = usePlayer((state) => state.track === null);
  const empty = usePlayer((state) => state.track === null && (state.queue?.entries.length ?? 0) === 0);
  return (
    <div className={styles.controls}>
      <IconButton
        icon="previous"
        label={t(commandLabel('previous-track'))}
        size={17}
        round
        className={styles.control}
        disabled={idle}
        onClick={() => void playPrevious()}
      />
      <IconButton
        icon={playing ? 'pause' : 'play'}
        label={playing ? t('Pause') : t('Play')}
        look="primary"
        size={17}
        round
        className={styles.go}
        disabled={empty}
        onClick={() => void togglePlay()}
      />
      <IconButton
        icon="next"
        label={t(commandLabel('next-track'))}
        size={17}
        round
        className={styles.control}
        disabled={idle}
        onClick={() => void playNext()}
      />
    </div>
  );
}
