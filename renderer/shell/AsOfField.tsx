/** A day of the past. */
import { useId } from 'react';
import { TextInput } from '../controls/TextInput.tsx';
import styles from './AsOfField.module.css';

interface AsOfFieldProps {
  readonly label: string;
  /** As addresses write it; empty for none. */
  readonly value: string;
  readonly required?: boolean;
  readonly onChange: (day: string) => void;
}

export function AsOfField({ label, value, required = false, onChange }: AsOfFieldProps) {
  const id = useId();
  return (
    <label htmlFor={id} className={styles.field}>
      <span>{label}</span>
      <TextInput
        id={id}
        type="date"
        required={required}
        value={value}
        min="1970-01-01"
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
