/** One condition of a rule, chosen by its parts: what it is about, how that is compared, and the value. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { Button, IconButton } from '../controls/Button.tsx';
import { Select } from '../controls/Select.tsx';
import { TextInput } from '../controls/TextInput.tsx';
import { api } from '../service/client.ts';
import { useValueSuggestions } from '../service/use-value-suggestions.ts';
import { fieldLabel, fieldType } from '../words/field-names.ts';
import { STATES, type TrackState } from '../words/rule-words.ts';
import { t, type Text } from '../words/text.ts';
import {
  comparisonsOf,
  conditionFields,
  newCondition,
  NOT_FIELDS,
  takesValue,
  termOf,
  type Comparison,
  type Condition,
} from './condition.ts';
import styles from './Rule.module.css';

const HOW: Readonly<Record<Comparison, Text>> = {
  contains: 'contains',
  lacks: 'does not contain',
  is: 'is',
  'is-not': 'is not',
  least: 'is at least',
  most: 'is at most',
  within: 'in the last',
  'not-within': 'not in the last',
  yes: 'yes',
  no: 'no',
  has: 'has a value',
  'has-none': 'has no value',
};

const UNITS: readonly { readonly value: string; readonly label: Text }[] = [
  { value: 'h', label: 'hours' },
  { value: 'd', label: 'days' },
  { value: 'w', label: 'weeks' },
  { value: 'm', label: 'months' },
  { value: 'y', label: 'years' },
];

interface ConditionEditorProps {
  readonly condition: Condition;
  /** Whether what it is about is still to be chosen. */
  readonly isNew: boolean;
  readonly onChange: (condition: Condition) => void;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

export function ConditionEditor({ condition, isNew, onChange, onRemove, onClose }: ConditionEditorProps) {
  const { about, how } = condition;
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    const fields = group.current?.querySelectorAll<HTMLElement>('select, input');
    (isNew ? fields?.[0] : fields?.[fields.length - 1])?.focus();
  }, [isNew]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape goes back from its fields
    <fieldset ref={group} className={styles.condition} aria-label={t('Condition')} onKeyDown={onKeyDown}>
      <Select
        label={t('What the condition is about')}
        value={about}
        options={subjects(about)}
        onChange={(chosen) => onChange(newCondition(chosen))}
      />
      <Select
        label={t('How it is compared')}
        value={how}
        options={comparisonsOf(about).map((value) => ({ value, label: comparisonWords(about, value) }))}
        onChange={(chosen) => {
          const sameKind = isTime(chosen) === isTime(how) && takesValue(how);
          onChange({ ...condition, how: chosen, value: sameKind ? condition.value : isTime(chosen) ? '30d' : '' });
        }}
      />
      {takesValue(how) ? <ConditionValue condition={condition} onChange={onChange} /> : null}
      <IconButton icon="remove" size={13} label={t('Remove the condition')} onClick={onRemove} />
      <Button look="quiet" onClick={onClose}>
        {t('Close')}
      </Button>
    </fieldset>
  );
}

function isTime(how: Comparison): boolean {
  return how === 'within' || how === 'not-within';
}

/** A moment is since or until, where a number is at least or at most. */
function comparisonWords(about: string, how: Comparison): string {
  if (fieldType(about) === 'moment' && how === 'least') return t('is since');
  if (fieldType(about) === 'moment' && how === 'most') return t('is until');
  return t(HOW[how]);
}

function subjects(shown: string): { readonly value: string; readonly label: string }[] {
  const fields = conditionFields().map((value) => ({ value, label: fieldLabel(value) }));
  const others = NOT_FIELDS.map(({ value, label }) => ({ value, label: t(label) }));
  const all = [...others, ...fields];
  // A field of this library's files that is not in the table.
  return all.some(({ value }) => value === shown) ? all : [...all, { value: shown, label: shown }];
}

function ConditionValue({ condition, onChange }: Pick<ConditionEditorProps, 'condition' | 'onChange'>) {
  const { about, how, value } = condition;
  const change = (next: string): void => onChange({ ...condition, value: next });
  if (about === 'state') {
    const states = (Object.keys(STATES) as TrackState[]).map((state) => ({ value: state, label: t(STATES[state]) }));
    return <Select label={t('State')} value={value as TrackState} options={states} onChange={change} />;
  }
  if (about === 'playlist') return <PlaylistValue value={value} onChange={change} />;
  if (!isTime(how)) return <TypedValue condition={condition} onChange={change} />;
  const [, amount = '', unit = 'd'] = /^(\d*)([hdwmy]?)$/u.exec(value) ?? [];
  return (
    <>
      <TextInput
        inputMode="numeric"
        className={styles.amount}
        aria-label={t('How many')}
        value={amount}
        onChange={(event) => change(`${event.target.value.replaceAll(/\D/gu, '')}${unit}`)}
      />
      <Select
        label={t('Unit of time')}
        value={unit}
        options={UNITS.map((one) => ({ value: one.value, label: t(one.label) }))}
        onChange={(next) => change(`${amount}${next}`)}
      />
    </>
  );
}

function PlaylistValue({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const { data = [] } = useQuery(api.playlists.list.queryOptions());
  const names = data.filter(({ kind }) => kind !== 'folder').map(({ name }) => name);
  const all = names.includes(value) ? names : [value, ...names];
  return (
    <Select
      label={t('Playlist')}
      value={value}
      options={[...new Set(all)].map((name) => ({ value: name, label: name === '' ? t('Choose one …') : name }))}
      onChange={onChange}
    />
  );
}

const EXAMPLES: Readonly<Record<string, string>> = { date: '2024', moment: '2024-05', duration: '4:30', number: '4' };

interface TypedValueProps {
  readonly condition: Condition;
  readonly onChange: (value: string) => void;
}

function TypedValue({ condition, onChange }: TypedValueProps) {
  const { about, value } = condition;
  const suggestions = useValueSuggestions(about, value);
  const list = useId();
  return (
    <>
      <TextInput
        className={styles.value}
        aria-label={t('Value')}
        list={list}
        placeholder={EXAMPLES[fieldType(about) ?? '']}
        value={value}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={value.trim() !== '' && termOf(condition) === null}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={list}>
        {suggestions.map((suggestion) => (
          <option key={suggestion}>{suggestion}</option>
        ))}
      </datalist>
    </>
  );
}
