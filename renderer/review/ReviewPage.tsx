/**
 * What the library finds in itself: the checks of health, the duplicates and the verification of originals. On the left
 * the checks, below them what the chosen one has found, on the right one of these findings with what mends it. On narrow
 * windows one of the three is shown, and a link leads back.
 */
import { useQuery } from '@tanstack/react-query';
import { Hidden } from '../controls/Hidden.tsx';
import { Button } from '../controls/Button.tsx';
import { Note } from '../controls/Note.tsx';
import { useAddress } from '../navigation/use-address.ts';
import { api, errorWords } from '../service/client.ts';
import { lookThrough } from '../service/job-control.ts';
import { t } from '../words/text.ts';
import { CheckNav } from './CheckNav.tsx';
import { CheckPage } from './CheckPage.tsx';
import { DUPLICATES, VERIFY } from './check-words.ts';
import { DuplicatesPage } from './DuplicatesPage.tsx';
import { IDENTIFY } from './identify/identify-words.ts';
import { IdentifyPage } from './identify/IdentifyPage.tsx';
import { Overview } from './Overview.tsx';
import { Progress } from './Progress.tsx';
import { gidIn, isOfRecordings } from './recordings/recording-words.ts';
import { RecordingsPage } from './recordings/RecordingsPage.tsx';
import styles from './ReviewPage.module.css';
import { VerifyPage } from './VerifyPage.tsx';

export function ReviewPage() {
  const { item, at, filter } = useAddress();
  const health = useQuery(api.health.report.queryOptions({}));
  const duplicates = useQuery(api.duplicates.state.queryOptions());
  const proposals = useQuery(api.identification.list.queryOptions({ limit: 1000 }));
  const error = health.error ?? duplicates.error;
  const report = health.data?.report ?? null;
  const check = report?.checks.find((one) => one.check === item);
  const findings = report?.checks.reduce((sum, one) => sum + one.count, 0) ?? 0;
  const level = item === '' ? 'checks' : at === null && gidIn(item) === null ? 'list' : 'finding';
  return (
    <main className={styles.page}>
      <Hidden as="h1">{t('Review')}</Hidden>
      <section className={styles.sheet} aria-label={t('Review')} data-level={level} data-item={item}>
        <div className={styles.left}>
          <div className={styles.head}>
            <b aria-hidden="true">{t('Review')}</b>
            <span>{report === null ? '' : t('{{count}} findings', { count: findings })}</span>
          </div>
          {error === null ? null : (
            <div className={styles.problem}>
              <Note tone="problem" urgent>
                {errorWords(error)}
              </Note>
            </div>
          )}
          {health.data === undefined || health.data.isCurrent ? null : (
            <Progress label={t('Looking through the library')} done={health.data.done} total={health.data.total} />
          )}
          {health.data?.isCancelled === true && health.data.isCurrent ? (
            <div className={styles.problem}>
              <Note tone="plain">{t('Looking through the library was cancelled.')}</Note>
              <Button onClick={() => void lookThrough()}>{t('Look through it now')}</Button>
            </div>
          ) : null}
          <CheckNav
            report={report}
            duplicates={duplicates.data}
            proposals={proposals.data?.total ?? null}
            item={item}
          />
        </div>
        {item === DUPLICATES ? (
          <DuplicatesPage state={duplicates.data} at={at} />
        ) : item === IDENTIFY ? (
          <IdentifyPage at={at} />
        ) : isOfRecordings(item) ? (
          <RecordingsPage item={item} at={at} filter={filter} />
        ) : item === VERIFY ? (
          <VerifyPage at={at} />
        ) : check === undefined ? (
          <Overview
            report={report}
            isWaiting={health.error === null && health.data?.isCancelled !== true}
            duplicates={duplicates.data}
            unknown={report !== null && item !== '' ? item : null}
          />
        ) : (
          <CheckPage key={check.check} check={check} at={at} />
        )}
      </section>
    </main>
  );
}
