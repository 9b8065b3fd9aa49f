/** What of the library is submitted to AcoustID: how far it is, what keeps it, and which tracks AcoustID does not take. */
import { useQuery } from '@tanstack/react-query';
import type { SubmissionsState } from '../../app/model/submissions.ts';
import { Button } from '../controls/Button.tsx';
import { showToast } from '../messages/toasts.ts';
import { api, errorWords, service } from '../service/client.ts';
import { submissionWords } from '../words/submission-words.ts';
import { t } from '../words/text.ts';
import styles from './Activity.module.css';

/** Tracks that are named with the reason why they were refused. */
const NAMED = 5;

/** Nothing until a track was submitted. */
export function SubmissionsRow() {
  const { data: state } = useQuery(api.submissions.state.queryOptions());
  const total = state === undefined ? 0 : Object.values(state.counts).reduce((sum, count) => sum + count, 0);
  const stuck = state === undefined ? 0 : state.counts.refused + state.counts.sent;
  const { data: refused } = useQuery(
    api.submissions.list.queryOptions(
      { state: 'refused', limit: NAMED },
      { enabled: (state?.counts.refused ?? 0) > 0 },
    ),
  );
  if (state === undefined || total === 0) return null;
  return (
    <li className={styles.job}>
      <div className={styles.jobWords}>
        <b>{t('Submissions to AcoustID')}</b>
        <span>{submissionWords(state)}</span>
        {state.problem === null || state.counts.waiting === 0 ? null : (
          <span>{t('Not sent now: {{why}}', { why: state.problem.message })}</span>
        )}
        {state.counts.refused === 0
          ? null
          : refused?.rows.map(({ track, artist, title, reason }) => (
              <span key={track}>{`${[artist, title].filter(Boolean).join(' – ')}: ${reason ?? ''}`}</span>
            ))}
      </div>
      {action(state, stuck)}
    </li>
  );
}

function action({ counts, problem }: SubmissionsState, stuck: number) {
  if (problem !== null && counts.waiting > 0) {
    return <Button onClick={() => void told(() => service.submissions.send.mutate())}>{t('Try now')}</Button>;
  }
  if (stuck === 0) return null;
  return <Button onClick={() => void told(() => service.submissions.retry.mutate({}))}>{t('Send again')}</Button>;
}

async function told(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
}
