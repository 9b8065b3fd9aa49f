/** The mark: a melody in ink, and the descant above it in rubric. */
import styles from './Mark.module.css';

export function Mark({ size = 26 }: { readonly size?: number }) {
  return (
    <svg className={styles.mark} viewBox="0 0 26 26" width={size} height={size} aria-hidden="true">
      <path className={styles.tune} d="M2 19c4 0 4-6 8-6s4 6 8 6 4-6 6-6" />
      <path className={styles.descant} d="M4 9c4-1 5-5 9-5s6 4 10 2" />
    </svg>
  );
}
