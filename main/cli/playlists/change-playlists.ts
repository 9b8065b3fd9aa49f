/** The sub-commands of `descant playlists` that change playlists. Each change is a batch that `descant undo` undoes. */
import { noMatch } from '../no-match.ts';
import type { PlaylistEntry, PlaylistResult, PlaylistRule } from '../../../app/model/playlists.ts';
import { readNumber, UsageError } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { countOf, printJson, printLines } from '../output.ts';
import { sortTerms } from '../sort-terms.ts';
import { findPlaylist } from './find-playlist.ts';

export interface Output {
  readonly json: boolean;
  readonly dryRun: boolean;
}

/** The folder's names, from the outermost; none for the top. */
export function foldersOf(path: string | undefined): string[] {
  return (path ?? '').split('/').filter((name) => name.trim() !== '');
}

export async function createPlaylist(
  api: Api,
  name: string,
  { rule, folder, search }: { rule: PlaylistRule | null; folder: string | undefined; search: boolean },
  output: Output,
): Promise<void> {
  if (search && rule === null) throw new UsageError('a saved search needs a --query');
  const kind = search ? 'search' : rule === null ? 'manual' : 'smart';
  const result = await api.playlists.create.mutate({
    playlists: [{ name, kind, rule: rule && mutable(rule), folders: foldersOf(folder) }],
    dryRun: output.dryRun,
  });
  const id = result.playlists[0];
  tell(result, `${name}${id === undefined ? '' : ` (${id})`} created`, `${name} would be created`, output);
}

/** Renames a playlist, moves it to a folder, or changes its rule. */
export async function changePlaylist(
  api: Api,
  named: string,
  {
    name,
    folder,
    ruleOf,
  }: { name?: string; folder?: string | undefined; ruleOf?: (before: PlaylistEntry) => PlaylistRule | null },
  output: Output,
): Promise<void> {
  const tree = await api.playlists.list.query();
  const playlist = findPlaylist(tree, named);
  const rule = ruleOf?.(playlist) ?? null;
  const place =
    folder === undefined ? undefined : foldersOf(folder).length === 0 ? null : findPlaylist(tree, folder).id;
  if (name === undefined && rule === null && place === undefined) {
    throw new UsageError('name what to change: --query, --sort, --limit, --random or --folder');
  }
  const result = await api.playlists.change.mutate({
    id: playlist.id,
    ...(name === undefined ? {} : { name }),
    ...(rule === null ? {} : { rule: mutable(rule) }),
    ...(place === undefined ? {} : { folder: place }),
    dryRun: output.dryRun,
  });
  const what = name === undefined ? 'changed' : `renamed to ${name}`;
  tell(result, `${playlist.name} ${what}`, `${playlist.name} would be ${what}`, output);
}

export async function deletePlaylist(api: Api, named: string, output: Output): Promise<void> {
  const { id, name } = findPlaylist(await api.playlists.list.query(), named);
  const result = await api.playlists.delete.mutate({ ids: [id], dryRun: output.dryRun });
  tell(result, `${name} deleted`, `${name} would be deleted`, output);
}

export async function addTracks(api: Api, named: string, query: string, output: Output): Promise<void> {
  const { id, name } = findPlaylist(await api.playlists.list.query(), named);
  const result = await api.playlists.addMatching.mutate({ id, query, dryRun: output.dryRun });
  if (result.items === 0) throw noMatch(query);
  const tracks = countOf(result.items, 'track');
  tell(result, `${tracks} added to ${name}`, `${tracks} would be added to ${name}`, output);
}

export async function removeTracks(api: Api, named: string, query: string, output: Output): Promise<void> {
  const { id, name } = findPlaylist(await api.playlists.list.query(), named);
  const tracks = await api.tracks.ids.query({ query });
  const items = await api.playlists.items.query({ id, tracks });
  if (items.length === 0) {
    throw Object.assign(new Error(`${name} has no track that matches ${query}`), { code: 'NO_MATCH' });
  }
  const result = await api.playlists.remove.mutate({ id, items, dryRun: output.dryRun });
  const count = countOf(result.items, 'track');
  tell(result, `${count} taken out of ${name}`, `${count} would be taken out of ${name}`, output);
}

/** @param to the position that the track has afterwards; positions begin with 1 */
export async function moveTrack(api: Api, named: string, from: string, to: string, output: Output): Promise<void> {
  const { id, name } = findPlaylist(await api.playlists.list.query(), named);
  const [start, end] = [readNumber('FROM', from, 1), readNumber('TO', to, 1)];
  const itemAt = async (position: number): Promise<number | null> =>
    (await api.playlists.page.query({ id, offset: position - 1, limit: 1 })).rows[0]?.item ?? null;
  const item = await itemAt(start);
  if (item === null) {
    throw Object.assign(new Error(`${name} has no track at position ${start}`), { code: 'NOT_FOUND' });
  }
  const before = end === start ? item : await itemAt(end < start ? end : end + 1);
  const result =
    before === item
      ? { batch: null, playlists: [id], items: 0 }
      : await api.playlists.move.mutate({ id, items: [item], before, dryRun: output.dryRun });
  const what = `from ${start} to ${end} in ${name}`;
  tell(result, `1 track moved ${what}`, `1 track would be moved ${what}`, output);
}

/** @param fields as `--sort` takes them */
export async function sortTracks(api: Api, named: string, fields: string, output: Output): Promise<void> {
  const { id, name } = findPlaylist(await api.playlists.list.query(), named);
  const result = await api.playlists.sort.mutate({ id, sort: [...sortTerms(fields)], dryRun: output.dryRun });
  const moved = `${countOf(result.items, 'track')} of ${name}`;
  tell(result, `sorted by ${fields}: ${moved} moved`, `${moved} would be moved`, output);
}

function tell(result: PlaylistResult, done: string, planned: string, { json, dryRun }: Output): void {
  if (json) printJson({ ...result, dryRun });
  else if (dryRun) printLines([planned]);
  else if (result.batch === null) printLines(['nothing to change']);
  else printLines([`${done} (batch ${result.batch}; to undo: descant undo ${result.batch})`]);
}

/** The inputs of the API are not read-only. */
function mutable(rule: PlaylistRule): Omit<PlaylistRule, 'sort'> & { sort: PlaylistRule['sort'][number][] } {
  return { ...rule, sort: [...rule.sort] };
}
