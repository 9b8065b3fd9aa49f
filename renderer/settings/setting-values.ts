/** Values of settings as people type and read them. What a value may be, only the service decides. Pure. */
import { decibels } from '../words/decibels.ts';
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
      return value === true ? 'on' : 'off';
    case 'segments':
      return control.options.find((option) => option.value === value)?.label ?? String(value);
    case 'decibels':
      return decibels(Number(value));
    case 'number':
      return `${typedText(value)} ${control.unit}`;
    default:
      return typedText(value) === '' ? 'none' : typedText(value);
  }
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
