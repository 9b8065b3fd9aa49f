/** Values of settings as people type and read them. What a value may be, only the service decides. Pure. */
import { decibels } from '../words/decibels.ts';
import { t, type Text } from '../words/text.ts';
import type { SettingControl } from './setting-rows.ts';

export type SettingValue = string | number | boolean | null | readonly string[];

/** A value as the field of its control shows it. */
export function typedText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** What was typed as the service takes it: texts that are no number are for the service to refuse. */
export function typedValue(control: SettingControl, text: string): SettingValue {
  const typed = text.trim();
  if (control.kind === 'list') return listOf(typed);
  if (control.kind === 'text') return typed === '' && control.emptyIsNull === true ? null : typed;
  const number = Number(typed.replace('−', '-').replace(',', '.'));
  return typed === '' || Number.isNaN(number) ? typed : number;
}

/** `On`, `Album`, `+3.0 dB`: a value in a message. */
export function valueWords(control: SettingControl, value: unknown): string {
  switch (control.kind) {
    case 'switch':
      return value === true ? t('on') : t('off');
    case 'segments':
      return optionWords(control.options.find((option) => option.value === value)?.label) ?? String(value);
    case 'decibels':
      return decibels(Number(value));
    case 'number':
      return `${typedText(value)} ${t(control.unit)}`;
    default:
      return typedText(value) === '' ? t('none') : typedText(value);
  }
}

function optionWords(label: Text | undefined): string | undefined {
  return label === undefined ? undefined : t(label);
}

/** Whether two values of a setting are the same. */
export function isSameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
