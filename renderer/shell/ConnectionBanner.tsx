/** Says that the service is gone, what to do, and nothing while all is well. */
import { useConnection } from '../service/follow-events.ts';
import { Note } from '../ui/Note.tsx';
import styles from './ConnectionBanner.module.css';

export function ConnectionBanner() {
  const lost = useConnection(({ state }) => state === 'lost');
  return (
    <div role="alert" className={styles.region}>
      {lost ? (
        <div className={styles.banner}>
          <Note tone="problem">The library service does not answer. If it has been stopped, start Descant again; this page carries on by itself.</Note>
        </div>
      ) : null}
    </div>
  );
}
