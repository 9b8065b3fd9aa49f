/** What `descant act` prints for people: the actions and groups there are, and what a run changes. */
import type { ActionCatalog, ActionGroup, ActionInfo, ActionParameter, ActionResult } from '../../app/model/actions.ts';
import { countOf } from './output.ts';

export function catalogLines({ actions, builtIn, saved }: ActionCatalog): string[] {
  return [
    'Actions, with their parameters:',
    ...actions.flatMap(actionLines),
    '',
    'Groups, which run several actions as one batch:',
    ...builtIn.flatMap(groupLines),
    ...(saved.length === 0 ? [] : ['', 'Your own groups:', ...saved.flatMap(groupLines)]),
    '',
    'descant act NAME QUERY param=value… runs one; --dry-run shows what it would change.',
  ];
}

function actionLines({ name, summary, parameters }: ActionInfo): string[] {
  const width = Math.max(...parameters.map((parameter) => parameter.name.length));
  return ['', `  ${name}: ${summary}`, ...parameters.map((parameter) => parameterLine(parameter, width))];
}

function parameterLine({ name, takes, required, usual, help }: ActionParameter, width: number): string {
  const what = required ? `${takes}, needed` : usual === null ? takes : `${takes}, usually ${quoted(usual)}`;
  return `    ${name.padEnd(width)}  ${help} (${what})`;
}

export function groupLines({ name, steps }: ActionGroup): string[] {
  const words = steps.map(({ action, parameters }) =>
    [
      action,
      ...Object.entries(parameters).flatMap(([parameter, value]) =>
        [value]
          .flat()
          .map((one) => `${parameter}=${quoted(typeof one === 'boolean' ? (one ? 'yes' : 'no') : String(one))}`),
      ),
    ].join(' '),
  );
  return [`  ${name}: ${words.join(' then ')}`];
}

/** As a shell takes it. */
function quoted(text: string): string {
  return /^[\w,./:@%+-]+$/u.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

const shown = (values: readonly string[] | null): string => values?.join('; ') ?? '(none)';

export function resultLines(result: ActionResult, isPreview: boolean): string[] {
  const { matched, tracks, changes, refusals, refused, batch, stale } = result;
  const done = tracks - stale.length;
  return [
    ...changes.flatMap(({ id, changes }) =>
      changes.map(({ field, before, after }) => `${id}  ${field}: ${shown(before)} → ${shown(after)}`),
    ),
    ...more(tracks - changes.length, 'track with changes', 'tracks with changes'),
    ...refused.map(({ id, action, reason }) => `${id}  not changed by ${action}: ${reason}`),
    ...more(refusals - refused.length, 'refusal', 'refusals'),
    ...(stale.length === 0
      ? []
      : [`Left as they are, because something else has changed them meanwhile: ${stale.join(', ')}`]),
    isPreview
      ? `${tracks} of ${countOf(matched, 'track')} would change`
      : `${done} of ${countOf(matched, 'track')} changed${batch === null ? '' : ` (batch ${batch}; to undo: descant undo ${batch})`}`,
  ];
}

function more(count: number, one: string, many: string): string[] {
  return count <= 0 ? [] : [`… and ${count} more ${count === 1 ? one : many}; --limit shows more`];
}
