/** Says that the service is gone or does not know this page, what to do, and nothing while all is well. */
import { NO_ACCESS, NO_ANSWER } from '../service/client.ts';
import { isInTouch, useConnection } from '../service/follow-events.ts';
import { t } from '../words/text.ts';
import { Note } from '../controls/Note.tsx';
import styles from './ConnectionBanner.module.css';

export function ConnectionBanner() {
  const state = useConnection((connection) => connection.state);
  return (
    <div role="alert">
      {isInTouch(state) ? null : (
        <div className={styles.banner}>
          <Note tone="problem">{t(state === 'shut-out' ? NO_ACCESS : NO_ANSWER)}</Note>
        </div>
      )}
    </div>
  );
}
