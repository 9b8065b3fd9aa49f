/** What is said of submissions to AcoustID: what would be sent, how many are in which state, and why some are not taken. */
import type { Said } from '../../app/model/messages.ts';
import type { SubmissionPreview, SubmissionsState, SubmissionState } from '../../app/model/submissions.ts';
import { saidMessage, t } from './text.ts';

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

/** What submitting tracks would send, and what it leaves out; lines about no track are left out. */
export function previewLines({ ready, withRecording, known, withoutSound, withoutName }: SubmissionPreview): string[] {
  return [
    t('{{count}} tracks are sent', { count: ready }),
    ...(ready > 0 ? [t('{{count}} of them with a MusicBrainz recording id', { count: withRecording })] : []),
    ...(known > 0 ? [t('{{count}} are submitted already, and unchanged since', { count: known })] : []),
    ...(withoutSound > 0
      ? [t('{{count}} have no fingerprint: they are too short, or not analysed yet', { count: withoutSound })]
      : []),
    ...(withoutName > 0
      ? [t('{{count}} have neither a recording id nor title and artist', { count: withoutName })]
      : []),
  ];
}

/** Why a submission is not taken, or not sent now; a sentence without a code is AcoustID's own. */
export function submissionReason(english: string, said: Said | null): string {
  return saidMessage(english, said);
}
