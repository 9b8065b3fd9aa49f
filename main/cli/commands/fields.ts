/** `descant fields`: lists the fields, and declares fields of one's own. */
import {
  DECLARED_TYPES,
  type DeclaredField,
  type DeclaredType,
  type DeclareResult,
  type ListedField,
  type RemoveFieldResult,
} from '../../../app/model/fields.ts';
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { countOf, printJson, printLines, table } from '../output.ts';

const OPTIONS = {
  type: { type: 'string' },
  title: { type: 'string' },
  tag: { type: 'string' },
  clear: { type: 'boolean', default: false },
} as const;

type Work = (api: Api, json: boolean) => Promise<void>;

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, OPTIONS);
  const { library, json, ...options } = values;
  const [action = 'list', ...names] = positionals;
  const work = workOf(action, names, options);
  return withLibrary(library, async ({ api }) => {
    await work(api, json === true);
    return 0;
  });
}

/** @throws UsageError */
function workOf(
  action: string,
  names: readonly string[],
  { type, title, tag, clear }: { type?: string; title?: string; tag?: string; clear?: boolean },
): Work {
  const takes = (words: string, isRight: boolean): void => {
    if (!isRight) throw new UsageError(`fields ${action} takes ${words}`);
  };
  const declares = type !== undefined || title !== undefined || tag !== undefined;
  if (action === 'list') {
    takes('no names and no options but --json', names.length === 0 && !declares && clear !== true);
    return list;
  }
  if (action === 'add') {
    takes('one NAME and --type, and may take --title and --tag', names.length === 1 && clear !== true);
    if (!isDeclaredType(type)) {
      throw new UsageError(
        `fields add takes --type ${DECLARED_TYPES.join('|')}${type === undefined ? '' : `, not "${type}"`}`,
      );
    }
    return add({
      name: names[0]!,
      type,
      ...(title === undefined ? {} : { title }),
      ...(tag === undefined ? {} : { tag }),
    });
  }
  if (action === 'remove') {
    takes('one NAME, and may take --clear', names.length === 1 && !declares);
    return remove(names[0]!, clear === true);
  }
  throw new UsageError(`fields takes list, add or remove, not "${action}"`);
}

function isDeclaredType(type: string | undefined): type is DeclaredType {
  return DECLARED_TYPES.some((one) => one === type);
}

async function list(api: Api, json: boolean): Promise<void> {
  const fields = await api.fields.list.query();
  if (json) printJson({ fields });
  else printLines(table([['name', 'type', '', 'tag', 'other names'], ...fields.map(cells)]));
}

function cells({ name, aliases, type, many, readOnly, declared, tags }: ListedField): string[] {
  const traits = [...(many ? ['several'] : []), ...(readOnly ? ['measured'] : []), ...(declared ? ['your own'] : [])];
  const names = [...new Set([tags.vorbis[0], tags.id3[0], tags.mp4[0]])].filter((tag) => tag !== undefined);
  return [name, type, traits.join(', '), names.join(' '), aliases.join(', ')];
}

function add(field: DeclaredField): Work {
  return async (api, json) => {
    const result = await api.fields.add.mutate({ ...field, name: field.name.toLowerCase() });
    if (json) printJson(result);
    else printLines(addedLines(field, result));
  };
}

function addedLines({ name, type }: DeclaredField, { batch, tracks, unfit, examples }: DeclareResult): string[] {
  const have = tracks === 0 ? '' : `; ${countOf(tracks, 'track')} ${tracks === 1 ? 'has' : 'have'} values already`;
  const odd = `${countOf(unfit, 'track')} with values that are no ${type}, which stay as they are: ${examples.join(', ')}`;
  return [
    `field ${name} (${type}) declared${have} (batch ${batch}; to undo: descant undo ${batch})`,
    ...(unfit > 0 ? [odd] : []),
  ];
}

function remove(name: string, clear: boolean): Work {
  return async (api, json) => {
    const result = await api.fields.remove.mutate({ name, clear });
    if (json) printJson(result);
    else printLines([removedLine(name, result)]);
  };
}

function removedLine(name: string, { batch, tracks, cleared, name: stored }: RemoveFieldResult): string {
  const left =
    tracks === 0
      ? 'no track has values'
      : cleared
        ? `its values were removed from ${countOf(tracks, 'track')}`
        : `${countOf(tracks, 'track')} ${tracks === 1 ? 'keeps its' : 'keep their'} values as texts under ${stored}`;
  return `field ${name} removed; ${left} (batch ${batch}; to undo: descant undo ${batch})`;
}
