/** The player at the foot of every page: what plays, where it is, and its controls. */
import { useQuery } from '@tanstack/react-query';
import { commandLabel } from '../catalog/commands.ts';
import { goTo } from '../navigation/use-address.ts';
import { api } from '../service/client.ts';
import { IconButton } from '../controls/Button.tsx';
import { Cover } from '../controls/Cover.tsx';
import { Note } from '../controls/Note.tsx';
import { playNext, playPrevious, setVolume, toggleMuted, togglePlay, usePlayer } from '../playback/player.ts';
import styles from './PlayerBar.module.css';
import { Seek } from './Seek.tsx';

export function PlayerBar() {
  const problem = usePlayer((state) => state.problem);
  return (
    <section className={styles.player} aria-label="Player">
      <NowPlaying />
      {problem === null ? (
        <Seek />
      ) : (
        <div className={styles.problem}>
          <Note tone="problem" urgent>
            {problem}
          </Note>
        </div>
      )}
      <Controls />
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
        Nothing is playing<small>Double-click a track, or press Enter on it</small>
      </p>
    );
  }
  return (
    <button
      type="button"
      className={styles.now}
      title="Show this track in the library"
      onClick={() => goTo({ page: 'library', track: track.id })}
    >
      <Cover art={track.art} size={46} />
      <span className={styles.names}>
        <b>{track.title}</b>
        <small>{track.artist}</small>
      </span>
    </button>
  );
}

function Controls() {
  const playing = usePlayer((state) => state.playing);
  const idle = usePlayer((state) => state.track === null);
  return (
    <div className={styles.controls}>
      <IconButton
        icon="previous"
        label={commandLabel('previous-track')}
        size={17}
        round
        className={styles.control}
        disabled={idle}
        onClick={() => void playPrevious()}
      />
      <IconButton
        icon={playing ? 'pause' : 'play'}
        label={playing ? 'Pause' : 'Play'}
        look="primary"
        size={17}
        round
        className={styles.go}
        disabled={idle}
        onClick={() => void togglePlay()}
      />
      <IconButton
        icon="next"
        label={commandLabel('next-track')}
        size={17}
        round
        className={styles.control}
        disabled={idle}
        onClick={() => void playNext()}
      />
      <Volume />
    </div>
  );
}

function Volume() {
  const volume = usePlayer((state) => state.volume);
  const muted = usePlayer((state) => state.muted);
  return (
    <span className={styles.volume}>
      <IconButton
        icon={muted ? 'muted' : 'volume'}
        label={muted ? 'Unmute' : 'Mute'}
        aria-pressed={muted}
        onClick={toggleMuted}
      />
      <input
        type="range"
        aria-label="Volume"
        min={0}
        max={100}
        value={muted ? 0 : Math.round(volume * 100)}
        onChange={(event) => setVolume(Number(event.target.value) / 100)}
      />
    </span>
  );
}
