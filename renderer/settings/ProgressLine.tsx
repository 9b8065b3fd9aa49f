/** What work that was begun in the settings does now, in words and as a bar. */
import { ProgressBar } from '../controls/ProgressBar.tsx';
import styles from './ProgressLine.module.css';

export interface ProgressLineProps {
  /** What the bar is called. */
  readonly label: string;
  readonly words: string;
  readonly done: number;
  /** 0 or null while nobody knows how much there is. */
  readonly total: number | null;
}

export function ProgressLine({ label, words, done, total }: ProgressLineProps) {
  return (
    <div className={styles.line}>
      <span>{words}</span>
      <ProgressBar part={total === null || total === 0 ? null : done / total} label={label} words={words} />
    </div>
  );
}
