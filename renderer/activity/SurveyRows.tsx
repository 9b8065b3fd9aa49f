/** What looks through the whole library now, for the page Review: its findings are there. */
import { useQuery } from '@tanstack/react-query';
import type { RunningSurvey, SurveyName } from '../../app/model/jobs.ts';
import { Button } from '../controls/Button.tsx';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { api } from '../service/client.ts';
import { cancelSurvey } from '../service/job-control.ts';
import { t, type Text } from '../words/text.ts';
import styles from './Activity.module.css';

const NAMES: Readonly<Record<SurveyName, Text>> = {
  health: 'Looking through the library',
  duplicates: 'Comparing sounds',
};

export function SurveyRows() {
  const { data: surveys = [] } = useQuery(api.jobs.surveys.queryOptions());
  return surveys.map((running) => <SurveyRow key={running.survey} running={running} />);
}

function SurveyRow({ running: { survey, done, total } }: { readonly running: RunningSurvey }) {
  const name = t(NAMES[survey]);
  const words = total === 0 ? t('Beginning …') : t('{{done}} of {{total}}', { done, total });
  return (
    <li className={styles.job}>
      <div className={styles.jobWords}>
        <b>{name}</b>
        <span>{words}</span>
        <ProgressBar part={total === 0 ? null : Math.min(1, done / total)} label={name} words={words} />
      </div>
      <AddressLink to={{ page: 'review', item: survey === 'duplicates' ? 'duplicates' : '' }}>
        {t('Findings')}
      </AddressLink>
      <Button aria-label={t('Cancel: {{name}}', { name })} onClick={() => void cancelSurvey(survey)}>
        {t('Cancel')}
      </Button>
    </li>
  );
}
