/** How far work behind the page has come. */
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { t } from '../words/text.ts';
import styles from './Progress.module.css';

interface ProgressProps {
  readonly label: string;
  readonly done: number;
  readonly total: number;
}

export function Progress({ label, done, total }: ProgressProps) {
  const words = total === 0 ? label : t('{{label}}: {{done}} of {{count}} tracks', { label, done, count: total });
  return (
    <div className={styles.progress}>
      <span>{words}</span>
      <ProgressBar part={total === 0 ? null : Math.min(1, done / total)} label={label} words={words} />
    </div>
  );
}
