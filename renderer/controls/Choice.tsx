/** A box to tick, one of several to choose, or a switch, each with a line that says what it does. */
import { useId } from 'react';
import styles from './Choice.module.css';
import { Switch } from './Switch.tsx';

interface ChoiceProps {
  readonly kind: 'checkbox' | 'radio' | 'switch';
  readonly label: string;
  readonly hint: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  /** What the choices of one question have in common. */
  readonly name?: string;
}

export function Choice({ kind, label, hint, checked, onChange, disabled = false, name }: ChoiceProps) {
  const id = useId();
  return (
    <div className={styles.choice}>
      {kind === 'switch' ? (
        <Switch id={id} aria-describedby={`${id}-hint`} checked={checked} disabled={disabled} onChange={onChange} />
      ) : (
        <input
          id={id}
          type={kind}
          className={styles.box}
          aria-describedby={`${id}-hint`}
          name={name}
          checked={checked}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
        />
      )}
      <label htmlFor={id}>{label}</label>
      <small id={`${id}-hint`}>{hint}</small>
    </div>
  );
}
