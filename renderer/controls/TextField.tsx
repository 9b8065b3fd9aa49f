/** A line of text with its name before it, and under it what is wrong with it, or what it is for. */
import { useId, type ReactNode } from 'react';
import { Note } from './Note.tsx';
import styles from './TextField.module.css';
import { TextInput } from './TextInput.tsx';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint: string;
  /** What is wrong with the value, or `null`; stands in place of the hint. */
  readonly problem?: string | null;
  readonly placeholder?: string;
  /** Whether it is written in a language for programs. */
  readonly code?: boolean;
  /** By which a form finds it. */
  readonly name?: string;
  /** Buttons behind the field. */
  readonly children?: ReactNode;
}

export function TextField({
  label,
  value,
  onChange,
  hint,
  problem = null,
  placeholder,
  code = false,
  name,
  children,
}: TextFieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div>
        <div className={styles.line}>
          <TextInput
            id={id}
            name={name}
            code={code}
            className={styles.input}
            aria-describedby={`${id}-hint`}
            aria-invalid={problem !== null}
            autoComplete="off"
            spellCheck={false}
            placeholder={placeholder}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          {children}
        </div>
        <div id={`${id}-hint`}>
          {problem === null ? (
            <small className={styles.hint}>{hint}</small>
          ) : (
            <div className={styles.problem}>
              <Note tone="problem">{problem}</Note>
            </div>
          )}
        </div>
      </div>
    </div>
  );
}
