/**
 * `descant trash [list [QUERY] | restore [QUERY] | paths [QUERY]]`: the tracks that were moved to the trash. Descant deletes
 * no file: `paths` gives the files to a tool of the person's own.
 */
import { readArguments, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { finishedQuery } from '../finished-query.ts';
import { printable } from '../../setup/printable-text.mjs';
import { countOf, formatBytes, printJson, printLines, table } from '../output.ts';
import { chooseAction, type SubCommand } from '../sub-command.ts';
import { standardOutput } from '../text-sink.ts';

/** Tracks of one request. */
const PAGE = 1000;

interface Asked {
  readonly api: Api;
  readonly query: string;
  readonly json: boolean;
  /** Whether paths end with a NUL character, as `xargs -0` reads them. */
  readonly nul: boolean;
}

interface TrashAction extends SubCommand<'null'> {
  run(asked: Asked): Promise<void>;
}

const words = { takes: 'a query', least: 0, most: Infinity, options: [] } as const;
const ACTIONS: Readonly<Record<string, TrashAction>> = {
  list: { ...words, run: list },
  restore: { ...words, run: restore },
  paths: { ...words, options: ['null'], run: paths },
};

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, { null: { type: 'boolean', default: false } });
  const { action, words: terms } = chooseAction('trash', ACTIONS, positionals, values, 'list');
  const query = terms.length === 0 ? 'trashed:yes' : `trashed:yes (${finishedQuery(terms)})`;
  return withLibrary(values.library, async ({ api }) => {
    await action.run({ api, query, json: values.json, nul: values.null });
    return 0;
  });
}

async function list({ api, query, json }: Asked): Promise<void> {
  const { total, bytes } = await api.tracks.list.query({ query, limit: 0 });
  const tracks = [];
  for await (const page of pages(api, query)) tracks.push(...page);
  if (json) {
    printJson({ total, bytes, tracks });
    return;
  }
  printLines([
    ...table(
      tracks.map(({ id, kind, size, artist, title, path }) => [
        String(id),
        kind,
        formatBytes(size),
        artist,
        title,
        path,
      ]),
    ),
    total === 0
      ? 'The trash is empty.'
      : `${countOf(total, 'track')} in the trash; their files hold ${formatBytes(bytes)} and are untouched. descant trash paths lists them for other tools.`,
  ]);
}

async function restore({ api, query, json }: Asked): Promise<void> {
  const ids = await api.tracks.ids.query({ query });
  const { batch, tracks } =
    ids.length === 0
      ? { batch: null, tracks: 0 }
      : await api.tracks.edit.mutate({ ids, changes: { trashed: null }, note: 'restored from the trash' });
  if (json) printJson({ batch, tracks });
  else {
    printLines([
      tracks === 0
        ? 'nothing to restore'
        : `${countOf(tracks, 'track')} restored (batch ${batch}; to undo: descant undo ${batch})`,
    ]);
  }
}

/**
 * The bytes of the paths, also of those that are no UTF-8. A file that a track outside of the trash has, too, at another
 * path is left out: a tool that deletes it would delete what the person keeps.
 */
async function paths({ api, query, json, nul }: Asked): Promise<void> {
  const output = standardOutput();
  const listed: { id: number; path: string; size: number }[] = [];
  const leftOut: { id: number; path: string; kept: string }[] = [];
  for await (const page of pages(api, query)) {
    const found = await api.duplicates.keptFiles.query({ ids: page.map(({ id }) => id) });
    const kept = new Map(found.map(({ id, path }) => [id, path]));
    leftOut.push(...page.flatMap(({ id, path }) => (kept.has(id) ? [{ id, path, kept: kept.get(id)! }] : [])));
    const free = page.filter(({ id }) => !kept.has(id));
    if (json) listed.push(...free.map(({ id, path, size }) => ({ id, path, size })));
    else await output.write(Buffer.concat(free.flatMap((track) => [pathBytes(track), Buffer.from(nul ? '\0' : '\n')])));
  }
  if (json) printJson({ paths: listed, leftOut });
  else await output.finish();
  for (const { path, kept } of json ? [] : leftOut) {
    process.stderr.write(
      `left out: ${printable(path)} is the same file as ${printable(kept)}, which is not in the trash\n`,
    );
  }
}

function pathBytes({ path, pathBase64 }: { readonly path: string; readonly pathBase64?: string | undefined }): Buffer {
  return pathBase64 === undefined ? Buffer.from(path) : Buffer.from(pathBase64, 'base64');
}

async function* pages(api: Api, query: string) {
  const ids = await api.tracks.ids.query({ query });
  for (let from = 0; from < ids.length; from += PAGE) {
    const page = ids.slice(from, from + PAGE);
    const copies = await api.duplicates.copiesOf.query({ groups: [page] });
    const byId = new Map((copies[0] ?? []).map((copy) => [copy.id, copy]));
    yield page.flatMap((id) => {
      const copy = byId.get(id);
      if (copy === undefined) return [];
      const { title, artist, kind, bytes, path, pathBase64 } = copy;
      return [{ id, kind, size: bytes, artist, title, path, pathBase64 }];
    });
  }
}
