/** Where in a track the stretches lie that a file has, as a line; the words beside it say the same. */
import type { SoundStretch } from '../../app/model/recognition.ts';
import { heardSeconds } from './match-words.ts';
import styles from './RecogniseDialog.module.css';

interface PlaceStripProps {
  readonly stretches: readonly SoundStretch[];
  /** Seconds of the track. */
  readonly duration: number;
}

/** Narrower stretches would not be seen: a share of the line. */
const NARROWEST = 0.015;

export function PlaceStrip({ stretches, duration }: PlaceStripProps) {
  const percent = (seconds: number): number => (100 * Math.max(0, Math.min(seconds, duration))) / duration;
  return (
    <svg className={styles.strip} width="100%" height="8" aria-hidden="true">
      <rect className={styles.track} x="0" y="3" width="100%" height="2" rx="1" />
      {stretches.map((stretch) => (
        <rect
          key={`${stretch.start} ${stretch.otherStart}`}
          className={styles.stretch}
          x={`${percent(stretch.otherStart)}%`}
          y="0"
          width={`${Math.max(100 * NARROWEST, percent(heardSeconds(stretch, stretch.otherStart, duration)))}%`}
          height="8"
          rx="2"
        />
      ))}
    </svg>
  );
}
