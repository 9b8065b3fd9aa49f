/** `artist=Ida Wren`, typed in the palette: gives all chosen tracks that value, or takes the field away. */
import { editChoice } from '../selection/edit-choice.ts';
import { chosenTracks } from '../selection/track-choice.ts';
import { fieldLabel, knownField } from '../words/field-names.ts';
import { textToValues, valuesToText } from '../words/field-text.ts';
import { t } from '../words/text.ts';
import { matchedParts } from '../words/text-match.ts';
import type { Offer } from './palette-offer.ts';

/** What is typed as a change of a field; `null` where it is none. No values take the field away. */
export function typedChange(text: string): { readonly field: string; readonly values: readonly string[] } | null {
  const at = text.indexOf('=');
  const field = at < 0 ? null : knownField(text.slice(0, at));
  return field === null ? null : { field, values: textToValues(field, text.slice(at + 1)) };
}

/** @param chosen how many tracks are chosen */
export function fieldOffers(text: string, chosen: number): Offer[] {
  const change = chosen === 0 ? null : typedChange(text);
  if (change === null) return [];
  const { field, values } = change;
  const name = fieldLabel(field);
  const label = values.length === 0 ? t('Remove {{name}}', { name }) : `${name} = ${valuesToText(field, values)}`;
  const line = {
    id: 'set-field',
    icon: 'edit',
    parts: matchedParts(label, { ranges: [] }),
    note: t('{{count}} tracks', { count: chosen }),
  } as const;
  return [{ line, run: () => void apply(field, values) }];
}

async function apply(field: string, values: readonly string[]): Promise<void> {
  const tracks = await chosenTracks();
  if (tracks !== null) await editChoice(tracks, { [field]: values.length === 0 ? null : values });
}
