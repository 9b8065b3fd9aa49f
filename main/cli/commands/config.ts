/** `descant config [KEY [VALUE]]`: shows and changes the settings of a library. */
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import { printJson, printLines, table } from '../output.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, { unset: { type: 'boolean', default: false } });
  const [key, ...rest] = positionals;
  if (key === undefined && values.unset) throw new UsageError('name the setting to unset');
  return withLibrary(values.library, async ({ api }) => {
    if (key !== undefined && (values.unset || rest.length > 0)) {
      await api.settings.set.mutate({ name: key, ...(values.unset ? {} : { value: rest.join(' ') }) });
    }
    const settings: Readonly<Record<string, unknown>> = await api.settings.get.query();
    if (key !== undefined && !Object.hasOwn(settings, key)) {
      throw Object.assign(new Error(`there is no setting "${key}"; there are ${Object.keys(settings).join(', ')}`), {
        code: 'BAD_SETTING',
      });
    }
    const shown = key === undefined ? Object.entries(settings) : [[key, settings[key]] as const];
    if (values.json) printJson(Object.fromEntries(shown));
    else printLines(table(shown.map(([name, value]) => [name, textOf(value)])));
    return 0;
  });
}

function textOf(value: unknown): string {
  if (value === null) return '(not set)';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
