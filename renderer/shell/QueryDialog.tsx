/** What a query means, in words, and as the rule that programs take. */
import { useQuery } from '@tanstack/react-query';
import type { CSSProperties } from 'react';
import { Button } from '../controls/Button.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import { Note } from '../controls/Note.tsx';
import { copyText } from '../messages/copy-text.ts';
import { api, errorWords } from '../service/client.ts';
import { ruleLines } from '../words/rule-words.ts';
import { t } from '../words/text.ts';
import styles from './QueryDialog.module.css';

export function QueryDialog({ query, onClose }: { readonly query: string; readonly onClose: () => void }) {
  const { data, error } = useQuery({ ...api.queries.parse.queryOptions({ query }), retry: false });
  return (
    <Dialog title={t('What the search means')} look="sheet" onClose={onClose}>
      <div className={styles.meaning}>
        {query === '' ? null : <code className={styles.query}>{query}</code>}
        {error === null ? null : <Note tone="problem">{errorWords(error)}</Note>}
        {data === undefined ? null : (
          <>
            <ul className={styles.lines} aria-label={t('What the search means')}>
              {ruleLines(data).map(({ depth, text }, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- lines have no other name, and never move
                <li key={at} style={{ '--depth': depth } as CSSProperties}>
                  {text}
                </li>
              ))}
            </ul>
            <p>{t('Programs take the search as a rule in JSON.')}</p>
            <Button onClick={() => void copyText(JSON.stringify({ query, ...data }), t('The rule is copied.'))}>
              {t('Copy the rule')}
            </Button>
          </>
        )}
      </div>
    </Dialog>
  );
}
