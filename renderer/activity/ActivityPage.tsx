/** What Descant does and has done: running jobs, every change with its Undo, and files with errors. */
import { Page, Section } from '../controls/Page.tsx';
import { t } from '../words/text.ts';
import styles from './Activity.module.css';
import { Batches } from './Batches.tsx';
import { Jobs } from './Jobs.tsx';
import { Problems } from './Problems.tsx';
import { RefusedSaves } from './RefusedSaves.tsx';

export function ActivityPage() {
  return (
    <Page
      title={t('Activity')}
      wide
      lead={t(
        'Running jobs, every change with its author, and files with errors. Every change can be undone at any time.',
      )}
    >
      <div className={styles.sections}>
        <div className={styles.jobs}>
          <Section title={t('Jobs')}>
            <Jobs />
          </Section>
        </div>
        <div className={styles.changes}>
          <Section title={t('Changes')}>
            <Batches />
          </Section>
          <RefusedSaves />
        </div>
        <div className={styles.problems}>
          <Section title={t('Files with errors')}>
            <Problems />
          </Section>
        </div>
      </div>
    </Page>
  );
}
