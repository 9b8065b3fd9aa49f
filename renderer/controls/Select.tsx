/** A choice of one of a few, as the system shows it. */
import { useId } from 'react';
import { Hidden } from './Hidden.tsx';
import styles from './Select.module.css';

interface SelectProps<Value extends string> {
  /** What is chosen: spoken. */
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

export function Select<Value extends string>({ label, value, options, onChange }: SelectProps<Value>) {
  const id = useId();
  return (
    <label htmlFor={id} className={styles.select}>
      <Hidden>{label}</Hidden>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value as Value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
