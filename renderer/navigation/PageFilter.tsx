/**
 * The search of a page: a field over a list that shows what matches while one types. The key for searching leads to it.
 * Escape empties it; arrow down and Enter leave it for the list.
 */
import { useId, useRef, type KeyboardEvent } from 'react';
import { IconButton } from '../controls/Button.tsx';
import { Icon } from '../controls/Icon.tsx';
import { Key } from '../controls/Key.tsx';
import { Note } from '../controls/Note.tsx';
import { t } from '../words/text.ts';
import { focusTarget, useFocusTarget } from './focus-targets.ts';
import styles from './PageFilter.module.css';

interface PageFilterProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Why what was typed cannot be understood, in words, or `null`. */
  readonly problem?: string | null;
}

export function PageFilter({ label, placeholder, value, onChange, problem = null }: PageFilterProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useFocusTarget('search', () => {
    input.current?.focus();
    input.current?.select();
  });

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && value !== '') onChange('');
    else if (event.key === 'Escape' || event.key === 'ArrowDown' || event.key === 'Enter') focusTarget('tracks');
    else return;
    event.preventDefault();
  }

  return (
    <search className={styles.filter}>
      <div className={styles.field}>
        <Icon name="search" size={15} />
        <input
          ref={input}
          type="text"
          inputMode="search"
          className={styles.input}
          aria-label={label}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : id}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {value === '' ? (
          <span className={styles.key} aria-hidden="true">
            <Key>/</Key>
          </span>
        ) : (
          <IconButton
            icon="close"
            label={t('Show all')}
            size={12}
            onClick={() => {
              onChange('');
              input.current?.focus();
            }}
          />
        )}
      </div>
      {problem === null ? null : (
        <div id={id} className={styles.problem}>
          <Note tone="problem">{problem}</Note>
        </div>
      )}
    </search>
  );
}
