/**
 * What of the library is submitted to AcoustID: how far it is, what keeps it, and the tracks that AcoustID has not taken, each
 * with the reason, to be sent again or forgotten.
 */
import { useQuery } from '@tanstack/react-query';
import type { SubmissionRow, SubmissionsState } from '../../app/model/submissions.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { api } from '../service/client.ts';
import { dropSubmissions, retrySubmissions, sendSubmissions } from '../service/submit-tracks.ts';
import { submissionReason, submissionWords } from '../words/submission-words.ts';
import { t } from '../words/text.ts';
import styles from './Activity.module.css';

/** Tracks that are named with the reason why they were not taken. */
const NAMED = 10;

/** Nothing until a track was submitted. */
export function SubmissionsRow() {
  const { data: state } = useQuery(api.submissions.state.queryOptions());
  const total = state === undefined ? 0 : Object.values(state.counts).reduce((sum, count) => sum + count, 0);
  if (state === undefined || total === 0) return null;
  return (
    <li className={styles.job}>
      <div className={styles.jobWords}>
        <b>{t('Submissions to AcoustID')}</b>
        <span>{submissionWords(state)}</span>
        {state.problem === null || state.counts.waiting === 0 ? null : (
          <span>
            {t('Not sent now: {{why}}', { why: submissionReason(state.problem.message, state.problem.said) })}
          </span>
        )}
        <NotTaken of="refused" count={state.counts.refused} />
        <NotTaken of="sent" count={state.counts.sent} />
      </div>
      <StuckButton state={state} />
    </li>
  );
}

function StuckButton({ state: { counts, problem } }: { readonly state: SubmissionsState }) {
  if (problem !== null && counts.waiting > 0) {
    return <Button onClick={() => void sendSubmissions()}>{t('Try now')}</Button>;
  }
  if (counts.refused + counts.sent === 0) return null;
  return <Button onClick={() => void retrySubmissions(null)}>{t('Send again')}</Button>;
}

/** Tracks that were refused, or of which no answer came. */
function NotTaken({ of, count }: { readonly of: 'refused' | 'sent'; readonly count: number }) {
  const { data } = useQuery(api.submissions.list.queryOptions({ state: of, limit: NAMED }, { enabled: count > 0 }));
  // Without a reason it is on its way.
  const rows = data?.rows.filter(({ reason }) => reason !== null) ?? [];
  if (count === 0 || rows.length === 0) return null;
  return (
    <ul className={styles.notTaken} aria-label={t('Tracks that AcoustID has not taken')}>
      {rows.map((row) => (
        <NotTakenRow key={row.track} row={row} />
      ))}
      {count > rows.length ? <li>{t('and {{count}} other tracks', { count: count - rows.length })}</li> : null}
    </ul>
  );
}

function NotTakenRow({ row: { track, artist, title, reason, said } }: { readonly row: SubmissionRow }) {
  const name = [artist, title].filter(Boolean).join(' – ');
  return (
    <li>
      <span>
        <AddressLink to={{ page: 'library', query: `id:${track}`, track }}>{name}</AddressLink>
        {`: ${submissionReason(reason ?? '', said)}`}
      </span>
      <IconButton
        icon="repeat"
        label={t('Send again: {{name}}', { name })}
        onClick={() => void retrySubmissions([track])}
      />
      <IconButton icon="close" label={t('Forget: {{name}}', { name })} onClick={() => void dropSubmissions([track])} />
    </li>
  );
}
