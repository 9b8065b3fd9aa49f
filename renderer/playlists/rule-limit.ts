/** The limit of a smart playlist as a person types it. */
import type { LimitUnit, PlaylistLimit } from '../../app/model/playlists.ts';
import type { Text } from '../words/text.ts';

export const LIMIT_UNITS_SHOWN: readonly { readonly value: LimitUnit; readonly label: Text }[] = [
  { value: 'tracks', label: 'tracks (unit)' },
  { value: 'minutes', label: 'minutes' },
  { value: 'megabytes', label: 'MB' },
];

/** `null`, no limit, for what is no number above zero. Half tracks are none. */
export function limitOf(text: string, unit: LimitUnit): PlaylistLimit | null {
  const amount = Number(text.trim().replace(',', '.'));
  const count = unit === 'tracks' ? Math.floor(amount) : amount;
  return Number.isFinite(count) && count > 0 && count <= 1e9 ? { count, unit } : null;
}
