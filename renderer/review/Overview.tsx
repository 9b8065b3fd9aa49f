/** All checks at a glance: what each has found and what to do about it, and those that have found nothing. */
import type { DuplicateState } from '../../app/model/duplicates.ts';
import type { HealthCheckReport, HealthReport } from '../../app/model/health.ts';
import { runCommand } from '../commands/run-command.ts';
import { Button } from '../controls/Button.tsx';
import { Note } from '../controls/Note.tsx';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { count } from '../words/amounts.ts';
import { t } from '../words/text.ts';
import { adviceOf, foundOf, titleOf, DUPLICATES, SEVERITIES } from './check-words.ts';
import { Detail, Side } from './Detail.tsx';
import styles from './Overview.module.css';
import { Progress } from './Progress.tsx';

interface OverviewProps {
  /** `null` until the library has been looked through once. */
  readonly report: HealthReport | null;
  /** Whether a report will come. */
  readonly isWaiting: boolean;
  readonly duplicates: DuplicateState | undefined;
  /** A check that the address names and that does not exist. */
  readonly unknown: string | null;
}

export function Overview({ report, isWaiting, duplicates, unknown }: OverviewProps) {
  const checks = report?.checks ?? [];
  const found = checks.filter((check) => check.count > 0);
  const quiet = checks.filter((check) => check.count === 0);
  const severe = found.filter(({ severity }) => severity !== 'notice');
  return (
    <Side>
      <Detail
        title={t('What the library finds in itself')}
        note={t(
          'Each check looks at every track. What can be fixed is shown before it is changed; the files stay as they are.',
        )}
        foot={
          <Button icon="similar" onClick={() => runCommand('recognise')}>
            {t('Recognise files …')}
          </Button>
        }
      >
        {unknown === null ? null : (
          <Note tone="problem">{t('There is no check named “{{unknown}}”.', { unknown })}</Note>
        )}
        {report === null ? (
          isWaiting ? (
            <p className={styles.quiet}>{t('The library is being looked through. What is found appears here.')}</p>
          ) : null
        ) : severe.length === 0 ? (
          <Note tone="good">
            {found.length === 0
              ? t('Nothing needs attention.')
              : t('Nothing needs attention. Some things could be better.')}
          </Note>
        ) : null}
        {duplicates === undefined ? null : <Duplicates state={duplicates} />}
        {SEVERITIES.map(({ severity, label }) => {
          const of = found.filter((check) => check.severity === severity);
          return of.length === 0 ? null : (
            <section key={severity} className={styles.section}>
              <h3>{t(label)}</h3>
              <ul>
                {of.map((check) => (
                  <Found key={check.check} check={check} />
                ))}
              </ul>
            </section>
          );
        })}
        {quiet.length === 0 ? null : (
          <details className={styles.more}>
            <summary>{t('{{count}} checks found nothing', { count: quiet.length })}</summary>
            <ul>
              {quiet.map(({ check, title }) => (
                <li key={check}>
                  <AddressLink to={{ item: check, at: null }}>{titleOf({ check, title })}</AddressLink>
                </li>
              ))}
            </ul>
          </details>
        )}
      </Detail>
    </Side>
  );
}

function Found({ check }: { readonly check: HealthCheckReport }) {
  return (
    <li className={styles.found}>
      <span className={styles.amount}>{count(check.count)}</span>
      <span>
        <AddressLink to={{ item: check.check, at: null }}>{foundOf(check)}</AddressLink>
        <small>{adviceOf(check)}</small>
      </span>
    </li>
  );
}

function Duplicates({ state }: { readonly state: DuplicateState }) {
  const { recordings, pending, analysed, compared } = state;
  return (
    <section className={styles.section}>
      <h3>{t('Duplicates')}</h3>
      <ul>
        <li className={styles.found}>
          <span className={styles.amount}>{count(recordings)}</span>
          <span>
            <AddressLink to={{ item: DUPLICATES, at: null }}>
              {recordings === 1 ? t('recording is there more than once') : t('recordings are there more than once')}
            </AddressLink>
            <small>
              {state.state === 'failed'
                ? t('The comparison failed: {{message}}', { message: state.message ?? '' })
                : pending > 0
                  ? t('{{count}} tracks still to be analysed before they can be compared.', { count: pending })
                  : t('Compare the copies, and keep the best one.')}
            </small>
          </span>
        </li>
      </ul>
      {state.state === 'running' ? <Progress label={t('Comparing sounds')} done={compared} total={analysed} /> : null}
    </section>
  );
}
