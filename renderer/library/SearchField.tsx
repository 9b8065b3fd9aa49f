/**
 * Search as you type. The text is the query; field names in it are set in rubric by a copy that lies under the
 * transparent text of the input and scrolls with it. Behind it stands how the last word may go on: the arrow to the right
 * takes it.
 */
import { useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import { openDialog } from '../commands/open-dialog.ts';
import { focusTarget, useFocusTarget } from '../navigation/focus-targets.ts';
import { goTo } from '../navigation/use-address.ts';
import { errorWords } from '../service/client.ts';
import { IconButton } from '../controls/Button.tsx';
import { Hidden } from '../controls/Hidden.tsx';
import { Icon } from '../controls/Icon.tsx';
import { Key } from '../controls/Key.tsx';
import { Note } from '../controls/Note.tsx';
import { keyedParts } from '../words/query-text.ts';
import { t } from '../words/text.ts';
import styles from './SearchField.module.css';
import { useQueryCompletion } from './use-query-completion.ts';

interface SearchFieldProps {
  readonly query: string;
  /** Why the service refused the query, or `null`. */
  readonly error: unknown;
}

export function SearchField({ query, error }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const copy = useRef<HTMLDivElement>(null);
  const completion = useQueryCompletion(query);

  function follow(): void {
    if (copy.current !== null && input.current !== null) copy.current.scrollLeft = input.current.scrollLeft;
  }
  useLayoutEffect(follow);
  useFocusTarget('search', () => {
    input.current?.focus();
    input.current?.select();
  });

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'ArrowRight' && completion !== null && isAtEnd(event)) {
      goTo({ query: completion.query });
    } else if (event.key === 'Escape') {
      if (query === '') focusTarget('tracks');
      else goTo({ query: '' });
    } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
      focusTarget('tracks');
    } else return;
    event.preventDefault();
  }

  return (
    <search className={styles.search}>
      <div className={styles.field}>
        <Icon name="search" size={15} />
        <div className={styles.text}>
          <div ref={copy} className={styles.copy} aria-hidden="true">
            {keyedParts(query).map(({ key, text, kind }) => (
              <span key={key} className={kind === 'field' ? styles.name : undefined}>
                {text}
              </span>
            ))}
            {completion === null ? null : <span className={styles.completion}>{completion.shown}</span>}
          </div>
          <input
            ref={input}
            className={styles.input}
            type="text"
            inputMode="search"
            aria-label={t('Search the library')}
            aria-invalid={error !== null}
            aria-describedby={error !== null ? 'search-problem' : completion === null ? undefined : 'search-completion'}
            placeholder={t('Search titles, artists, albums … or genre:folk year:1996..2024')}
            autoComplete="off"
            spellCheck={false}
            value={query}
            onChange={(event) => goTo({ query: event.target.value })}
            onScroll={follow}
            onKeyDown={onKeyDown}
          />
        </div>
        {query === '' ? (
          <span className={styles.key} aria-hidden="true">
            <Key>/</Key>
          </span>
        ) : (
          <>
            <IconButton
              icon="details"
              label={t('What the search means')}
              size={13}
              className={styles.clear}
              onClick={() => openDialog({ kind: 'query', query })}
            />
            <IconButton
              icon="close"
              label={t('Clear the search')}
              size={12}
              className={styles.clear}
              onClick={() => {
                goTo({ query: '' });
                input.current?.focus();
              }}
            />
          </>
        )}
      </div>
      {completion === null ? null : (
        <span id="search-completion">
          <Hidden>{t('Arrow right completes it to {{query}}', { query: completion.query })}</Hidden>
        </span>
      )}
      {error === null ? null : (
        <div id="search-problem" className={styles.problem}>
          <Note tone="problem">{errorWords(error)}</Note>
        </div>
      )}
    </search>
  );
}

/** Whether the caret stands behind the text and nothing is selected: there an arrow to the right has nowhere to go. */
function isAtEnd({ currentTarget, shiftKey, ctrlKey, altKey, metaKey }: KeyboardEvent<HTMLInputElement>): boolean {
  const { selectionStart, selectionEnd, value } = currentTarget;
  return (
    !(shiftKey || ctrlKey || altKey || metaKey) && selectionStart === value.length && selectionEnd === value.length
  );
}
