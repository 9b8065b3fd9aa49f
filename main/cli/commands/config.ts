/** `descant config [KEY [VALUE]]`: shows and changes the settings of a library, or tests the services that they name. */
import { unknownSetting } from '../../../app/library/unknown-setting.ts';
import { TESTED_SERVICES, type ServiceTest, type TestedService } from '../../../app/model/service-tests.ts';
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import type { Api } from '../connect.ts';
import { printJson, printLines, table } from '../output.ts';

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {
    unset: { type: 'boolean', default: false },
    test: { type: 'boolean', default: false },
  });
  if (values.test) {
    if (values.unset) throw new UsageError('--test goes without --unset');
    return testServices(values.library, positionals, values.json);
  }
  const [key, ...rest] = positionals;
  if (key === undefined && values.unset) throw new UsageError('name the setting to unset');
  return withLibrary(values.library, async ({ api }) => {
    if (key !== undefined && (values.unset || rest.length > 0)) {
      await api.settings.set.mutate({ name: key, ...(values.unset ? {} : { value: rest.join(' ') }) });
    }
    const settings: Readonly<Record<string, unknown>> = await api.settings.get.query();
    if (key !== undefined && !Object.hasOwn(settings, key)) {
      throw Object.assign(new Error(unknownSetting(key, Object.keys(settings))), { code: 'BAD_SETTING' });
    }
    const shown = key === undefined ? Object.entries(settings) : [[key, settings[key]] as const];
    if (values.json) printJson(Object.fromEntries(shown));
    else printLines(table(shown.map(([name, value]) => [name, textOf(value)])));
    return 0;
  });
}

/** The services that are named, or those that are in use. @returns 1 where one does not do what it should */
async function testServices(library: string | undefined, words: readonly string[], json: boolean): Promise<number> {
  const odd = words.find((word) => !TESTED_SERVICES.some((service) => service === word));
  if (odd !== undefined) throw new UsageError(`--test takes ${TESTED_SERVICES.join(', ')}, not "${odd}"`);
  return withLibrary(library, async ({ api }) => {
    const services = words.length === 0 ? await inUse(api) : (words as readonly TestedService[]);
    const tests: ServiceTest[] = [];
    for (const service of services) tests.push(await api.settings.test.mutate({ service }));
    if (json) printJson({ tests });
    else if (tests.length === 0) {
      printLines(['No service is switched on; descant config --test musicbrainz asks one all the same.']);
    } else {
      printLines(
        table(
          tests.map(({ service, result, message, milliseconds }) => [service, result, `${milliseconds} ms`, message]),
        ),
      );
    }
    return tests.every(({ result }) => result === 'reached') ? 0 : 1;
  });
}

async function inUse(api: Api): Promise<readonly TestedService[]> {
  const settings = await api.settings.get.query();
  const isUsed: Readonly<Record<TestedService, boolean>> = {
    musicbrainz: settings['identify.musicbrainz'],
    acoustid: settings['identify.acoustid'] || settings['identify.acoustid-user-key'] !== null,
    'cover-art': settings['identify.cover-art'],
    index: settings['index.url'] !== null,
  };
  return TESTED_SERVICES.filter((service) => isUsed[service]);
}

function textOf(value: unknown): string {
  if (value === null) return '(not set)';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
