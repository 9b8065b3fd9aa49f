/** Rebuilds what is derived from tags and files: the search, the fingerprint index, the vectors of the sound. */
import { useState } from 'react';
import type { RebuildPart, RebuildProgress } from '../../app/model/jobs.ts';
import { Button } from '../controls/Button.tsx';
import { showToast } from '../messages/toasts.ts';
import { errorWords } from '../service/client.ts';
import { t, type Text } from '../words/text.ts';
import { ProgressLine } from './ProgressLine.tsx';
import { Row } from './Row.tsx';
import { cancelRebuild, rebuild, rebuildWords } from './run-rebuild.ts';

const PARTS: readonly { readonly part: RebuildPart; readonly label: Text; readonly hint: Text }[] = [
  { part: 'search', label: 'Search', hint: 'Full-text search and orders of lists; takes seconds' },
  { part: 'index', label: 'Fingerprint index', hint: 'From the fingerprints in the database; takes seconds' },
  { part: 'vectors', label: 'Similar tracks', hint: 'Every file is analysed again, which takes long' },
];

export function Rebuild() {
  const [progress, setProgress] = useState<RebuildProgress | null>(null);

  async function run(part: RebuildPart): Promise<void> {
    try {
      const end = await rebuild(part, setProgress);
      showToast(rebuildWords(end), end.state === 'failed' ? { tone: 'problem' } : {});
    } catch (error) {
      showToast(errorWords(error), { tone: 'problem' });
    }
    setProgress(null);
  }

  return (
    <>
      {PARTS.map(({ part, label, hint }) => (
        <Row key={part} name={t(label)} hint={t(hint)}>
          {progress !== null && progress.part === part ? (
            <Button look="quiet" onClick={() => void cancelRebuild()}>
              {t('Cancel')}
            </Button>
          ) : (
            <Button
              look="quiet"
              aria-label={t('Rebuild: {{label}}', { label: t(label) })}
              disabled={progress !== null}
              onClick={() => void run(part)}
            >
              {t('Rebuild')}
            </Button>
          )}
        </Row>
      ))}
      {progress === null ? null : <ProgressLine {...progress} label={t('Rebuild')} words={rebuildWords(progress)} />}
    </>
  );
}
