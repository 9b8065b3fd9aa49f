/** Asks a service once with the settings in force, and says under the row what happened and how long it took. */
import { useState, type ReactNode } from 'react';
import type { ServiceTest, TestedService, TestResult } from '../../app/model/service-tests.ts';
import { Button } from '../controls/Button.tsx';
import { errorWords, service } from '../service/client.ts';
import { t } from '../words/text.ts';
import type { SettingName } from './setting-rows.ts';

/** The service of a row. */
export const TESTED_BY: Partial<Readonly<Record<SettingName, TestedService>>> = {
  'identify.musicbrainz': 'musicbrainz',
  'identify.acoustid': 'acoustid',
  'identify.cover-art': 'cover-art',
  'index.url': 'index',
};

const RESULTS: Readonly<Record<TestResult, (milliseconds: number) => string>> = {
  reached: (milliseconds) => t('Reached in {{milliseconds}} ms', { milliseconds }),
  refused: (milliseconds) => t('Refused after {{milliseconds}} ms', { milliseconds }),
  busy: (milliseconds) => t('Busy, after {{milliseconds}} ms', { milliseconds }),
  'timed-out': (milliseconds) => t('No answer within {{milliseconds}} ms', { milliseconds }),
  unreachable: () => t('Not reached'),
  'other-kind': () => t('Not a service of this kind'),
  'not-set': () => t('Not asked: something is missing'),
};

interface ServiceTestParts {
  readonly button: ReactNode;
  /** What happened, which is read out when it comes. */
  readonly outcome: ReactNode;
}

/** @param name of the row, for those who hear the button. @returns null for a row without a service */
export function useServiceTest(tested: TestedService | undefined, name: string): ServiceTestParts | null {
  const [isRunning, setRunning] = useState(false);
  const [outcome, setOutcome] = useState<ServiceTest | string | null>(null);
  if (tested === undefined) return null;
  const run = async (): Promise<void> => {
    setRunning(true);
    setOutcome(null);
    setOutcome(await service.settings.test.mutate({ service: tested }).catch(errorWords));
    setRunning(false);
  };
  return {
    button: (
      <Button size="small" aria-label={t('Test {{name}}', { name })} disabled={isRunning} onClick={() => void run()}>
        {isRunning ? t('Asking …') : t('Test')}
      </Button>
    ),
    outcome: <output>{outcome === null ? '' : outcomeWords(outcome)}</output>,
  };
}

function outcomeWords(outcome: ServiceTest | string): string {
  if (typeof outcome === 'string') return outcome;
  const { result, message, milliseconds } = outcome;
  const words = RESULTS[result](milliseconds);
  return result === 'reached' ? words : `${words}: ${message}`;
}
