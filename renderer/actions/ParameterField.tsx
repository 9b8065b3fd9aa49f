/** A parameter of an action as a field: a choice, a box to tick, fields to press, or text. */
import { useId } from 'react';
import type { ActionParameter } from '../../app/model/actions.ts';
import { Choice } from '../controls/Choice.tsx';
import { TextInput } from '../controls/TextInput.tsx';
import { choiceName, parameterName } from '../words/action-names.ts';
import { fieldLabel, suggestedFields, typedField } from '../words/field-names.ts';
import { serviceText, t } from '../words/text.ts';
import styles from './ActionsDialog.module.css';
import { kindOf, namesIn, withName } from './draft.ts';

interface ParameterFieldProps {
  readonly parameter: ActionParameter;
  readonly text: string;
  readonly onText: (text: string) => void;
}

/** Fields that are offered to press; others are typed. */
const OFFERED = ['title', 'artist', 'album', 'albumartist', 'genre'];

export function ParameterField({ parameter, text, onText }: ParameterFieldProps) {
  const id = useId();
  const { name, choices, takes } = parameter;
  const label = parameterName(name);
  const help = serviceText(`help: ${parameter.help}`, parameter.help);
  const kind = kindOf(parameter);
  if (kind === 'flag') {
    return (
      <Choice
        kind="checkbox"
        label={label}
        hint={help}
        checked={text === 'yes'}
        onChange={(checked) => onText(checked ? 'yes' : 'no')}
      />
    );
  }
  if (kind === 'choice') {
    return (
      <fieldset className={styles.parameter}>
        <legend>{label}</legend>
        {choices.map((choice) => (
          <label key={choice} className={styles.radio}>
            <input type="radio" name={id} checked={text === choice} onChange={() => onText(choice)} />
            {choiceName(choice, choices)}
          </label>
        ))}
        <small>{help}</small>
      </fieldset>
    );
  }
  if (kind === 'fields') {
    const names = namesIn(text);
    const offered = takes === 'fields or all' ? ['all', ...OFFERED] : OFFERED;
    return (
      <fieldset className={styles.parameter}>
        <legend>{label}</legend>
        <div className={styles.chips}>
          {offered.map((field) => (
            <button
              key={field}
              type="button"
              className={styles.chip}
              aria-pressed={names.includes(field)}
              onClick={() => onText(withName(text, field))}
            >
              {field === 'all' ? t('All') : fieldLabel(field)}
            </button>
          ))}
        </div>
        <TextInput
          aria-label={t('{{label}}: names, with commas between them', { label })}
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
        <small>{help}</small>
      </fieldset>
    );
  }
  return (
    <div className={styles.parameter}>
      <label htmlFor={id}>{label}</label>
      <TextInput
        id={id}
        aria-describedby={`${id}-help`}
        autoComplete="off"
        spellCheck={false}
        list={kind === 'field' ? `${id}-fields` : undefined}
        value={text}
        onChange={(event) => onText(kind === 'field' ? typedField(event.target.value) : event.target.value)}
      />
      {kind === 'field' ? (
        <datalist id={`${id}-fields`}>
          {suggestedFields().map((field) => (
            <option key={field} value={field}>
              {fieldLabel(field)}
            </option>
          ))}
        </datalist>
      ) : null}
      <small id={`${id}-help`}>
        {takes === 'text' || kind === 'field' ? help : `${help} (${serviceText(`takes: ${takes}`, takes)})`}
      </small>
    </div>
  );
}
