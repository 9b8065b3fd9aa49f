/** The right end of the player: loudness, order, volume, and the queue. */
import { useState } from 'react';
import { commandLabel } from '../catalog/commands.ts';
import { IconButton } from '../controls/Button.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { trackDrop, withIds } from '../ordered-tracks/dragged-tracks.ts';
import { changeGainMode, setVolume, toggleMuted, usePlayer } from '../playback/player.ts';
import { changeRepeat, queueLast, toggleShuffle } from '../playback/queue-commands.ts';
import { toggleQueuePanel, useQueuePanel } from '../playback/queue-panel.ts';
import { decibels } from '../words/decibels.ts';
import { t } from '../words/text.ts';
import styles from './PlayerBar.module.css';

const REPEAT_LABELS = { off: 'Repeat: off', all: 'Repeat: the queue', one: 'Repeat: this track' } as const;

export function OutputControls() {
  const { shuffle, repeat } = usePlayer();
  const queueShown = useQueuePanel((state) => state.open);
  const [over, setOver] = useState(false);
  return (
    <div className={styles.output}>
      <GainButton />
      <IconButton
        icon="shuffle"
        label={t(commandLabel('shuffle'))}
        className={styles.order}
        aria-pressed={shuffle}
        onClick={toggleShuffle}
      />
      <IconButton
        icon={repeat === 'one' ? 'repeatOne' : 'repeat'}
        label={t(REPEAT_LABELS[repeat])}
        className={styles.order}
        aria-pressed={repeat !== 'off'}
        onClick={changeRepeat}
      />
      <Volume />
      <IconButton
        icon="queue"
        label={t(commandLabel('show-queue'))}
        aria-pressed={queueShown}
        data-over={over || undefined}
        onClick={toggleQueuePanel}
        {...trackDrop(withIds(queueLast), setOver)}
      />
    </div>
  );
}

const GAIN_LABELS = { off: 'off', track: 'by track', album: 'by album' } as const;

const SHOWN_GAINS = { off: 'gain off', track: 'track gain', album: 'album gain' } as const;

/** The gain that is applied, over what it is applied by. */
function GainButton() {
  const mode = usePlayer((state) => state.gainMode);
  const gain = usePlayer((state) => state.gain);
  const idle = usePlayer((state) => state.track === null);
  const value =
    mode === 'off' ? t('As it is') : gain !== null ? decibels(gain.decibels) : idle ? t('Even') : t('No gain');
  return (
    <button
      type="button"
      className={styles.gain}
      title={t('Loudness: tracks or albums equally loud, by the ReplayGain in their tags')}
      onClick={changeGainMode}
    >
      <Hidden>{t('Loudness:')} </Hidden>
      <b>{value}</b>
      <small>{t(SHOWN_GAINS[mode === 'off' ? 'off' : (gain?.of ?? mode)])}</small>
      <Hidden> ({t(GAIN_LABELS[mode])})</Hidden>
    </button>
  );
}

function Volume() {
  const volume = usePlayer((state) => state.volume);
  const muted = usePlayer((state) => state.muted);
  return (
    <span className={styles.volume}>
      <IconButton
        icon={muted ? 'muted' : 'volume'}
        label={muted ? t('Unmute') : t('Mute')}
        aria-pressed={muted}
        onClick={toggleMuted}
      />
      <input
        type="range"
        aria-label={t('Volume')}
        min={0}
        max={100}
        value={muted ? 0 : Math.round(volume * 100)}
        onChange={(event) => setVolume(Number(event.target.value) / 100)}
      />
    </span>
  );
}
