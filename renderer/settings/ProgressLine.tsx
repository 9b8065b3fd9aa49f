/** What work that was begun in the settings does now, in words and as a bar. */
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { pausedWords } from '../words/progress.ts';
import styles from './ProgressLine.module.css';

export interface ProgressLineProps {
  /** What the bar is called. */
  readonly label: string;
  readonly words: string;
  readonly done: number;
  /** 0 or null while nobody knows how much there is. */
  readonly total: number | null;
  /** Whether it rests: Activity resumes it. */
  readonly isPaused?: boolean;
}

export function ProgressLine({ label, words: now, done, total, isPaused = false }: ProgressLineProps) {
  const words = pausedWords(isPaused, now);
  return (
    <div className={styles.line}>
      <span>{words}</span>
      <ProgressBar part={total === null || total === 0 ? null : done / total} label={label} words={words} />
    </div>
  );
}
