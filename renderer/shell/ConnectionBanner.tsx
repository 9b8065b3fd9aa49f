/** Says that the service is gone, what to do, and nothing while all is well. */
import { NO_ANSWER } from '../service/client.ts';
import { useConnection } from '../service/follow-events.ts';
import { t } from '../words/text.ts';
import { Note } from '../controls/Note.tsx';
import styles from './ConnectionBanner.module.css';

export function ConnectionBanner() {
  const lost = useConnection(({ state }) => state === 'lost');
  return (
    <div role="alert">
      {lost ? (
        <div className={styles.banner}>
          <Note tone="problem">{t(NO_ANSWER)}</Note>
        </div>
      ) : null}
    </div>
  );
}
