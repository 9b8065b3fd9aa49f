/**
 * `descant act`: lists actions and groups; runs one on the tracks of a query as one batch; saves, deletes, exports and
 * imports groups.
 */
import type { ActionGroup } from '../../../app/model/actions.ts';
import { untilDone } from '../action-run.ts';
import { catalogLines, groupLines, resultLines } from '../act-list.ts';
import { readParameters, readSteps } from '../act-words.ts';
import { readArguments, readNumber, UsageError, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { finishedQuery } from '../finished-query.ts';
import { interruptible, showProgress } from '../long-work.ts';
import { readNamedFile } from '../named-file.ts';
import { noMatch } from '../no-match.ts';
import { printJson, printLines } from '../output.ts';

const MOST_LISTED = 10_000;
/** Bytes of a file of groups at most. */
const LARGEST_GROUPS = 24_000_000;
const QUERY_NEEDED = 'name the tracks: a query such as id:12 or album:"Northern Mountains", or "" for all';

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {
    'dry-run': { type: 'boolean', default: false },
    limit: { type: 'string', default: '200' },
    preview: { type: 'string' },
  });
  const [name, ...words] = positionals;
  const { library, json } = values;
  if (name === undefined) return withLibrary(library, ({ api }) => list(api, json));
  if (name === 'save') return withLibrary(library, ({ api }) => save(api, words, json));
  if (name === 'delete') return withLibrary(library, ({ api }) => remove(api, words, json));
  if (name === 'export') return withLibrary(library, ({ api }) => exportGroups(api, words));
  if (name === 'import') return withLibrary(library, ({ api }) => importGroups(api, words, json));
  const { parameters, rest } = readParameters(words);
  if (rest.length === 0) throw new UsageError(QUERY_NEEDED);
  const query = finishedQuery(rest);
  const limit = readNumber('--limit', values.limit, 1, MOST_LISTED);
  const isPreview = values['dry-run'];
  return withLibrary(library, ({ api }) =>
    interruptible(async (signal) => {
      const called = { name, parameters, selection: { query }, limit };
      const { run } = isPreview
        ? await api.actions.preview.mutate(called)
        : await api.actions.run.mutate({ ...called, expected: values.preview ?? null });
      const { result } = await untilDone(api, run, signal);
      showProgress('');
      if (result!.matched === 0) throw noMatch(query);
      if (json) printJson({ ...result, dryRun: isPreview });
      else printLines(resultLines(result!, isPreview));
      return 0;
    }),
  );
}

async function list(api: Api, json: boolean): Promise<number> {
  const catalog = await api.actions.list.query();
  if (json) printJson(catalog);
  else printLines(catalogLines(catalog));
  return 0;
}

async function save(api: Api, words: readonly string[], json: boolean): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || rest.length === 0) {
    throw new UsageError('name the group and its actions: save NAME action param=value… [then action …]');
  }
  return report(await api.actions.save.mutate({ groups: [{ name, steps: sent(readSteps(rest)) }] }), json);
}

async function remove(api: Api, words: readonly string[], json: boolean): Promise<number> {
  if (words.length === 0) throw new UsageError('name the group to delete');
  return report(await api.actions.delete.mutate({ name: words.join(' ') }), json);
}

/** Always JSON: `import` takes it. */
async function exportGroups(api: Api, words: readonly string[]): Promise<number> {
  if (words.length > 0) {
    throw new UsageError('export writes all your groups to standard output: descant act export > groups.json');
  }
  printJson((await api.actions.list.query()).saved);
  return 0;
}

async function importGroups(api: Api, words: readonly string[], json: boolean): Promise<number> {
  const [path, ...more] = words;
  if (path === undefined || more.length > 0) throw new UsageError('name one file that descant act export has written');
  const groups = parsed((await readNamedFile(path, LARGEST_GROUPS)).toString(), path);
  return report(
    await api.actions.save.mutate({ groups: groups.map((group) => ({ ...group, steps: sent(group.steps) })) }),
    json,
  );
}

/** The service checks what the groups say. */
function parsed(text: string, path: string): readonly ActionGroup[] {
  try {
    const value: unknown = JSON.parse(text);
    if (Array.isArray(value) && value.every((item) => Array.isArray(item?.steps))) return value as ActionGroup[];
  } catch {
    // The message below says all that there is to say.
  }
  throw Object.assign(new Error(`${path} is no list of groups, as descant act export writes it`), {
    code: 'BAD_FILE',
    path,
  });
}

/** Steps in the form of the API, whose lists may be changed. */
function sent(steps: ActionGroup['steps']) {
  return steps.map(({ action, parameters = {} }) => ({
    action,
    parameters: Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value]),
    ),
  }));
}

function report(groups: readonly ActionGroup[], json: boolean): number {
  if (json) printJson({ groups });
  else printLines(groups.length === 0 ? ['no groups of your own'] : groups.flatMap(groupLines));
  return 0;
}
