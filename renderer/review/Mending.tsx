/** What a fix would change, before and after, and what it takes for true. */
import { useRef } from 'react';
import type { HealthFixInfo } from '../../app/model/health.ts';
import { Preview } from '../actions/Preview.tsx';
import type { ActionPreview } from '../actions/use-action-preview.ts';
import { Button } from '../controls/Button.tsx';
import { Note } from '../controls/Note.tsx';
import { useFocusTarget } from '../navigation/focus-targets.ts';
import { errorWords } from '../service/client.ts';
import { t } from '../words/text.ts';
import { guessOf } from './check-words.ts';
import styles from './Mending.module.css';

interface MendingProps {
  readonly fix: HealthFixInfo;
  readonly preview: ActionPreview | null;
  readonly error: Error | null;
}

export function MendingPreview({ fix, preview, error }: MendingProps) {
  return (
    <section
      className={styles.mending}
      aria-label={t('What would change')}
      aria-busy={preview === null && error === null}
    >
      <h3>{t('What would change')}</h3>
      {fix.guess === null ? null : (
        <p className={styles.guess}>{t('The fix takes for true {{guess}}.', { guess: guessOf(fix.guess) })}</p>
      )}
      {error === null ? null : (
        <Note tone="problem" urgent>
          {errorWords(error)}
        </Note>
      )}
      {preview === null && error === null ? (
        <p className={styles.guess}>{t('Working out what would change …')}</p>
      ) : null}
      {preview === null ? null : <Preview preview={preview} />}
    </section>
  );
}

/** The button that applies what is shown; it keeps the focus while nothing is to be applied. */
export function MendButton({
  preview,
  onMend,
}: {
  readonly preview: ActionPreview | null;
  readonly onMend: () => void;
}) {
  const tracks = preview?.result.tracks ?? 0;
  const button = useRef<HTMLButtonElement>(null);
  useFocusTarget('mend', () => button.current?.focus());
  return (
    <Button
      ref={button}
      look="primary"
      aria-disabled={tracks === 0}
      onClick={() => {
        if (tracks > 0) onMend();
      }}
    >
      {preview === null ? t('Fix') : t('Fix {{count}} tracks', { count: tracks })}
    </Button>
  );
}
