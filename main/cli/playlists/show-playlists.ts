/** `descant playlists list` and `show`. */
import { pathsOf } from '../../../app/library/playlists/named-playlist.ts';
import type { PlaylistEntry, PlaylistRow, PlaylistTotals } from '../../../app/model/playlists.ts';
import type { Api } from '../connect.ts';
import { countOf, formatDuration, printJson, printLines, table } from '../output.ts';
import { findPlaylist, pathOf } from './find-playlist.ts';
import { ruleWords } from './rule-options.ts';

const PAGE = 1000;

/** The moment to show; now where it names none. */
type Then = { readonly asOf?: number };

/** Prints all playlists as a tree, with the number and the length of their tracks. */
export async function listPlaylists(api: Api, json: boolean, then: Then = {}): Promise<void> {
  const tree = await api.playlists.list.query(then);
  const totals = await totalsOf(api, tree, then);
  if (json) {
    printJson({ playlists: pathsOf(tree).map(({ entry, path }) => ({ ...entry, path, ...totals.get(entry.id) })) });
    return;
  }
  if (tree.length === 0) {
    printLines(['there is no playlist; create one with descant playlists create NAME']);
    return;
  }
  const rows = (folder: number | null, depth: number): string[][] =>
    tree
      .filter((entry) => entry.folder === folder)
      .sort((a, b) => Number(b.kind === 'folder') - Number(a.kind === 'folder'))
      .flatMap((entry) => [
        [String(entry.id), `${'  '.repeat(depth)}${entry.name}`, ...cells(entry, totals.get(entry.id))],
        ...rows(entry.id, depth + 1),
      ]);
  printLines(table(rows(null, 0)));
}

function cells({ kind, rule }: PlaylistEntry, totals: PlaylistTotals | undefined): string[] {
  if (kind === 'folder') return ['folder', '', '', ''];
  const kindWord = { manual: '', smart: 'smart', search: 'search' }[kind];
  const missing = totals && totals.missing > 0 ? `${totals.missing} missing` : '';
  return [
    totals ? countOf(totals.tracks, 'track') : '',
    totals ? formatDuration(totals.duration) : '',
    kindWord,
    [missing, rule ? ruleWords(rule) : ''].filter((text) => text !== '').join('; '),
  ];
}

/** Prints the tracks of a playlist in order; missing ones are marked. */
export async function showPlaylist(api: Api, named: string, json: boolean, then: Then = {}): Promise<void> {
  const tree = await api.playlists.list.query(then);
  const playlist = findPlaylist(tree, named);
  const [totals] = [...(await totalsOf(api, [playlist], then)).values()];
  const rows: PlaylistRow[] = [];
  for (let total = Infinity; rows.length < total;) {
    const page = await api.playlists.page.query({ id: playlist.id, offset: rows.length, limit: PAGE, ...then });
    rows.push(...page.rows);
    total = page.rows.length === 0 ? 0 : page.total;
  }
  if (json) {
    printJson({ ...playlist, path: pathOf(playlist, tree), ...totals, rows });
    return;
  }
  const head = totals ? `, ${countOf(totals.tracks, 'track')}, ${formatDuration(totals.duration)}` : '';
  printLines([
    `${pathOf(playlist, tree)} (${playlist.id})${head}${playlist.rule ? `: ${ruleWords(playlist.rule)}` : ''}`,
    ...table(rows.map(trackCells)),
  ]);
}

function trackCells({ trackId, track }: PlaylistRow, index: number): string[] {
  const position = String(index + 1);
  if (track === null) return [position, String(trackId), '', 'the library does not know this track any more', '', ''];
  const { artist, title, duration, missing } = track;
  return [position, String(trackId), artist, title, formatDuration(duration), missing ? 'missing' : ''];
}

async function totalsOf(api: Api, entries: readonly PlaylistEntry[], then: Then): Promise<Map<number, PlaylistTotals>> {
  const ids = entries.filter(({ kind }) => kind !== 'folder').map(({ id }) => id);
  const totals = ids.length === 0 ? [] : await api.playlists.totals.query({ ids, ...then });
  return new Map(totals.map((one) => [one.id, one]));
}
