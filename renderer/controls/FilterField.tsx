/** A field over a list that shows what matches while one types. Escape empties it, arrow down and Enter leave it. */
import { useId, useRef, type KeyboardEvent, type Ref, useImperativeHandle } from 'react';
import { t } from '../words/text.ts';
import { IconButton } from './Button.tsx';
import styles from './FilterField.module.css';
import { Icon } from './Icon.tsx';
import { Note } from './Note.tsx';

interface FilterFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Why what was typed cannot be understood, in words, or `null`. */
  readonly problem?: string | null;
  /** Moves the focus to the list. */
  readonly onLeave: () => void;
  readonly ref?: Ref<{ focus(): void }>;
}

export function FilterField({ label, placeholder, value, onChange, problem = null, onLeave, ref }: FilterFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useImperativeHandle(ref, () => ({
    focus() {
      input.current?.focus();
      input.current?.select();
    },
  }));

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && value !== '') onChange('');
    else if (event.key === 'Escape' || event.key === 'ArrowDown' || event.key === 'Enter') onLeave();
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
        {value === '' ? null : (
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
