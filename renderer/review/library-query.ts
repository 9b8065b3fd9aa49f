/** The query that shows in the library what a check has found. */
import type { HealthItem } from '../../app/model/health.ts';

/** Checks that ask what a query can ask. */
const QUERIES: Readonly<Record<string, string>> = {
  missing: 'is:missing',
  unreadable: 'is:broken',
  'no-album': 'missing:album',
  'no-year': 'missing:year',
  'no-genre': 'missing:genre',
  'no-number': 'missing:track has:album',
};

/** What `sound:` finds, under the name of its check. */
const SOUND: ReadonlySet<string> = new Set(['lossy', 'upsampled', 'clipped', 'silent', 'padded', 'onesided']);

/** Characters that the service takes. */
const LONGEST = 4000;

/**
 * @param count findings of the check in all
 * @param items those that are known
 * @returns `null` where no query says it, and the findings are too many to name
 */
export function queryOfCheck(check: string, count: number, items: readonly HealthItem[]): string | null {
  const asked = QUERIES[check] ?? (SOUND.has(check) ? `sound:${check}` : null);
  if (asked !== null) return asked;
  if (items.length < count || items.some(({ query }) => query === null)) return null;
  const named = [...new Set(items.map(({ query }) => query))].join(' , ');
  return named === '' || named.length > LONGEST ? null : named;
}

/** Fields of names in several spellings. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'artist-variants': ['artist', 'artists'],
  'album-artist-variants': ['albumartist'],
  'genre-variants': ['genre'],
  'composer-variants': ['composer'],
};

/** The query of one finding: the service's, or the spellings where the tracks are too many to name. */
export function queryOfFinding(check: string, { query, spellings = [] }: HealthItem): string | null {
  if (query !== null) return query;
  const fields = NAMES[check] ?? [];
  const terms = spellings.flatMap(({ value }) => fields.map((field) => `${field}:=="${value.replaceAll('"', '""')}"`));
  const named = terms.join(' , ');
  return named === '' || named.length > LONGEST ? null : named;
}
