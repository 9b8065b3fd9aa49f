/**
 * Queries that name playlists go on naming the same ones when a playlist or a folder gets another name or another
 * place: where a name would mean another playlist then, or none, the query gets the new path.
 */
import type { PlaylistRule } from '../../model/playlists.ts';
import { tokenize } from '../query/tokens.ts';
import { pathsOf, playlistsNamed, type Path, type PlacedName } from './named-playlist.ts';

export interface RuledPlaylist extends PlacedName {
  readonly rule: PlaylistRule | null;
}

/** The rules that change with the names, by the ids of their playlists. */
export function followedRules(
  before: readonly RuledPlaylist[],
  after: readonly PlacedName[],
): ReadonlyMap<number, PlaylistRule> {
  const [then, now] = [pathsOf(before), pathsOf(after)];
  const rules = new Map<number, PlaylistRule>();
  for (const { id, rule } of before) {
    if (rule === null) continue;
    const query = followedQuery(rule.query, then, now);
    if (query !== rule.query) rules.set(id, { ...rule, query });
  }
  return rules;
}

function followedQuery(query: string, then: readonly Path<PlacedName>[], now: readonly Path<PlacedName>[]): string {
  let followed = query;
  // From the end, so that places in front stay what they are.
  for (const { field, text, valueAt, end } of tokensOf(query).toReversed()) {
    if (field !== 'playlist') continue;
    const meant = onlyOne(playlistsNamed(then, text));
    if (meant === null || onlyOne(playlistsNamed(now, text)) === meant) continue;
    const path = now.find(({ entry }) => entry.id === meant)?.path;
    if (path === undefined) continue;
    followed = `${followed.slice(0, valueAt)}"${path.replaceAll('"', '""')}"${followed.slice(end)}`;
  }
  return followed;
}

function onlyOne(found: readonly Path<PlacedName>[]): number | null {
  return found.length === 1 ? found[0]!.entry.id : null;
}

/** Of a query that is not understood, none. */
function tokensOf(query: string) {
  try {
    return tokenize(query);
  } catch {
    return [];
  }
}
