/** Values of the library that complete what is typed for a field: the last one, where a field holds several. */
import { useQuery } from '@tanstack/react-query';
import { useSettled } from '../controls/use-settled.ts';
import { hasCountedValues, holdsOneValue } from '../words/field-names.ts';
import { valuesToText } from '../words/field-text.ts';
import { service } from './client.ts';

const SETTLE_MS = 90;
const OFFERED = 8;

/** Fields that are counted, but whose values are no words. */
const OWN_VALUES = new Set(['date', 'tracknumber', 'discnumber', 'rating']);

/** @returns whole texts to offer in place of `text` */
export function useValueSuggestions(field: string, text: string): readonly string[] {
  const { before, typed } = lastValue(field, useSettled(text, SETTLE_MS));
  return useValues(field, typed).map((value) => before + valuesToText(field, [value]));
}

/** Values of a field that have what was typed in them, the most frequent first; none while nothing is typed. */
export function useTypedValues(field: string, typed: string): readonly string[] {
  return useValues(field, useSettled(typed, SETTLE_MS));
}

function useValues(field: string, typed: string): readonly string[] {
  const { data } = useQuery({
    queryKey: [['facets', 'list'], { field, typed }] as const,
    queryFn: ({ signal }) =>
      service.facets.list.query({ field, search: typed, sort: 'count', limit: OFFERED }, { signal }),
    enabled: typed !== '' && hasCountedValues(field) && !OWN_VALUES.has(field),
    // Values of another field are none of this one.
    placeholderData: (values, before) => (before?.queryKey[1].field === field ? values : undefined),
    retry: false,
  });
  return typed === '' ? [] : (data?.values ?? []).map(({ value }) => value);
}

/** The value that is being typed, and what stands before it. */
export function lastValue(field: string, text: string): { readonly before: string; readonly typed: string } {
  const at = holdsOneValue(field) ? -1 : text.lastIndexOf(';');
  return at < 0
    ? { before: '', typed: text.trim() }
    : { before: `${text.slice(0, at + 1)} `, typed: text.slice(at + 1).trim() };
}
