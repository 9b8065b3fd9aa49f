/**
 * A field whose text is completed from a list while one types: arrows go through the list, Enter or Tab takes what is
 * marked, Escape closes it, and so does Enter with nothing marked, which is for the form. Tab takes the only completion
 * there is, too. Callers look the suggestions up, and need to only while the list is open.
 */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a native list box cannot be completed while one types */
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import styles from './ComboBox.module.css';
import { TextInput } from './TextInput.tsx';

interface ComboBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Called with a suggestion that is taken. */
  readonly onTake: (suggestion: string) => void;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly suggestions: readonly string[];
  /** The one suggestion that what is typed can only mean; Tab takes it without marking it. */
  readonly completion: string | null;
  /** What the list is a list of. */
  readonly listLabel: string;
  readonly placeholder: string;
  /** Whether it has the focus when it appears. */
  readonly focused?: boolean;
  /** Buttons behind the field. */
  readonly children?: ReactNode;
}

export function ComboBox(props: ComboBoxProps) {
  const { label, value, onChange, onTake, open, onOpenChange, suggestions, listLabel, placeholder, children } = props;
  const { completion, focused = false } = props;
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const [marked, setMarked] = useState(-1);
  useEffect(() => {
    if (focused) input.current?.focus();
  }, [focused]);
  const shown = open && suggestions.length > 0;

  function take(suggestion: string): void {
    setMarked(-1);
    onTake(suggestion);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (!shown) {
      if (event.key === 'ArrowDown') onOpenChange(true);
      return;
    }
    const choice = suggestions[marked] ?? null;
    const isTab = event.key === 'Tab' && !event.shiftKey;
    const taken = isTab ? (choice ?? completion) : event.key === 'Enter' ? choice : null;
    if (event.key === 'Enter' && taken === null) {
      onOpenChange(false);
      return;
    }
    if (event.key === 'ArrowDown') setMarked((marked + 1) % suggestions.length);
    else if (event.key === 'ArrowUp') setMarked((marked <= 0 ? suggestions.length : marked) - 1);
    else if (event.key === 'Escape') onOpenChange(false);
    else if (taken !== null) take(taken);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.line}>
        <TextInput
          ref={input}
          id={id}
          size="large"
          className={styles.input}
          role="combobox"
          aria-expanded={shown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={shown && marked >= 0 ? `${id}-${marked}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={value}
          onChange={(event) => {
            setMarked(-1);
            onChange(event.target.value);
            onOpenChange(true);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => onOpenChange(false)}
        />
        {children}
        <div id={`${id}-list`} role="listbox" aria-label={listLabel} className={styles.list} hidden={!shown}>
          {suggestions.map((suggestion, index) => (
            <div
              key={suggestion}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === marked}
              className={styles.option}
              tabIndex={-1}
              onPointerDown={(event) => {
                event.preventDefault();
                take(suggestion);
              }}
            >
              {suggestion}
            </div>
          ))}
        </div>
      </div>
    </>
  );
}
