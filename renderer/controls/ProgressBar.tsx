/** A thin progress bar. Without a known part it pulses, and stands still under reduced motion. */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a native progress bar cannot say its progress in words */
import styles from './ProgressBar.module.css';

interface ProgressBarProps {
  /** Done part, 0..1; `null` while the total is unknown. */
  readonly part: number | null;
  readonly label: string;
  readonly words: string;
}

export function ProgressBar({ part, label, words }: ProgressBarProps) {
  return (
    <span
      className={styles.bar}
      role="progressbar"
      aria-label={label}
      aria-valuetext={words}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(part === null ? {} : { 'aria-valuenow': Math.round(part * 100) })}
    >
      <span
        className={part === null ? styles.unknown : styles.done}
        style={part === null ? {} : { width: `${part * 100}%` }}
      />
    </span>
  );
}
