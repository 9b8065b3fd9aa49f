/**
 * What the page says of a check beside the service's words: those name commands of the command line, where the page has
 * buttons and pages of its own.
 */
import type { HealthCheckReport, HealthGroup, HealthSeverity } from '../../app/model/health.ts';
import type { IconName } from '../controls/Icon.tsx';
import { asSentence } from '../words/sentence.ts';
import { serviceText, t, type Text } from '../words/text.ts';
import { ADVICE } from './check-advice.ts';

/** Places of the page that are no checks. */
export const DUPLICATES = 'duplicates';
export const VERIFY = 'verify';

export const SEVERITIES: readonly { readonly severity: HealthSeverity; readonly label: Text }[] = [
  { severity: 'error', label: 'Errors' },
  { severity: 'warning', label: 'Warnings' },
  { severity: 'notice', label: 'Could be better' },
];

export const GROUP_ICONS: Readonly<Record<HealthGroup, IconName>> = {
  files: 'file',
  mount: 'mount',
  sound: 'sound',
  tags: 'edit',
  albums: 'album',
  names: 'variants',
  covers: 'picture',
};

/** What to do about the findings of a check, as a sentence. */
export function adviceOf({ check, advice, fix }: Pick<HealthCheckReport, 'check' | 'advice' | 'fix'>): string {
  if (fix !== null) {
    return asSentence(t('the fix {{summary}}', { summary: serviceText(`fix: ${fix.summary}`, fix.summary) }));
  }
  const known = ADVICE[check];
  return asSentence(known === undefined ? serviceText(`advice: ${check}`, advice) : t(known));
}

/** The heading of a check's findings. */
export function titleOf({ check, title }: Pick<HealthCheckReport, 'check' | 'title'>): string {
  return serviceText(`check: ${check}`, title);
}

/** What was found, to stand behind its count: in English a sentence, otherwise the heading. */
export function foundOf(check: Pick<HealthCheckReport, 'check' | 'title' | 'found'>): string {
  const title = titleOf(check);
  return title === check.title ? check.found : title;
}

/** What a fix takes for true without knowing it. */
export function guessOf(guess: string): string {
  return serviceText(`guess: ${guess}`, guess);
}

/** Checks whose findings have a picture of their mean spectrum. */
export function hasSpectrum({ group, check }: Pick<HealthCheckReport, 'group' | 'check'>): boolean {
  return group === 'sound' && check !== 'rotten' && check !== 'unanalysed';
}
