/** Which of the spellings of a name is the right one: one of those in use, or another. */
import { useId } from 'react';
import type { Spelling } from '../../app/model/health.ts';
import { TextInput } from '../controls/TextInput.tsx';
import { t } from '../words/text.ts';
import styles from './SpellingChoice.module.css';

interface SpellingChoiceProps {
  readonly spellings: readonly Spelling[];
  /** The right one; empty while another is still to be typed. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function SpellingChoice({ spellings, value, onChange }: SpellingChoiceProps) {
  const name = useId();
  const isOther = !spellings.some((spelling) => spelling.value === value);
  return (
    <fieldset className={styles.choice}>
      <legend>{t('Write it')}</legend>
      {spellings.map((spelling) => (
        <label key={spelling.value} htmlFor={`${name} ${spelling.value}`}>
          <input
            id={`${name} ${spelling.value}`}
            type="radio"
            name={name}
            checked={value === spelling.value}
            onChange={() => onChange(spelling.value)}
          />
          <b>{spelling.value}</b>
          <span>{t('{{count}} tracks', { count: spelling.tracks })}</span>
        </label>
      ))}
      <label htmlFor={`${name} other`}>
        <input id={`${name} other`} type="radio" name={name} checked={isOther} onChange={() => onChange('')} />
        <b>{t('in another way')}</b>
      </label>
      {isOther ? (
        <TextInput
          aria-label={t('The right spelling')}
          value={value}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      ) : null}
    </fieldset>
  );
}
