/** A setting that is typed: Enter or leaving the field sets it, Escape takes back what was typed. */
import { useState, type KeyboardEvent } from 'react';
import { IconButton } from '../controls/Button.tsx';
import { TextInput } from '../controls/TextInput.tsx';
import type { SettingControl } from './setting-rows.ts';
import { isSameValue, typedText, typedValue, type SettingValue } from './setting-values.ts';
import { t } from '../words/text.ts';
import styles from './TypedSetting.module.css';

interface TypedSettingProps {
  readonly label: string;
  readonly control: SettingControl;
  readonly value: SettingValue;
  /** What is in force where nothing has been set. */
  readonly usual: unknown;
  /** What the service has refused: it stays in the field. */
  readonly refused: { readonly value: SettingValue } | null;
  readonly onChange: (value: SettingValue) => void;
  /** Called when what was refused is typed over. */
  readonly onForget: () => void;
  readonly id?: string;
  readonly 'aria-describedby': string;
}

export function TypedSetting(props: TypedSettingProps) {
  const { label, control, value, usual, refused, onChange, onForget, ...described } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? typedText(refused === null ? value : refused.value);

  function commit(): void {
    if (typed === null) return;
    const next = typedValue(control, typed);
    setTyped(null);
    if (!isSameValue(next, value)) onChange(next);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') commit();
    else if (event.key === 'Escape' && (typed !== null || refused !== null)) {
      setTyped(null);
      onForget();
    } else return;
    event.preventDefault();
  }

  return (
    <>
      <TextInput
        size="inline"
        className={control.kind === 'number' ? styles.number : styles.text}
        inputMode={control.kind === 'number' ? 'decimal' : 'text'}
        placeholder={'placeholder' in control ? control.placeholder : undefined}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={refused !== null}
        value={shown}
        onChange={(event) => {
          setTyped(event.target.value);
          onForget();
        }}
        onKeyDown={onKeyDown}
        onBlur={commit}
        {...described}
      />
      {control.kind === 'number' ? <span className={styles.unit}>{t(control.unit)}</span> : null}
      {isSameValue(value, usual) ? null : (
        <IconButton
          icon="revert"
          label={t('{{label}}: back to {{value}}', {
            label,
            value: typedText(usual) === '' ? t('none') : typedText(usual),
          })}
          size={13}
          onClick={() => {
            setTyped(null);
            onForget();
            onChange(usual as SettingValue);
          }}
        />
      )}
    </>
  );
}
