/** What is said of the submissions to AcoustID: how many are in which state. */
import type { SubmissionsState, SubmissionState } from '../../app/model/submissions.ts';
import { t } from './text.ts';

const COUNTED: Readonly<Record<SubmissionState, (count: number) => string>> = {
  waiting: (count) => t('{{count}} to be sent', { count }),
  sent: (count) => t('{{count}} without an answer', { count }),
  pending: (count) => t('{{count}} waiting at AcoustID', { count }),
  imported: (count) => t('{{count}} known to AcoustID', { count }),
  refused: (count) => t('{{count}} refused', { count }),
};

/** States without a track are left out. */
export function submissionWords({ counts }: Pick<SubmissionsState, 'counts'>): string {
  const states = Object.keys(COUNTED) as SubmissionState[];
  return states.flatMap((state) => (counts[state] === 0 ? [] : [COUNTED[state](counts[state])])).join(' · ');
}
