/**
 * The table of docs/features.md is true: it names every route of the API, every command and every page, and marks with a
 * dash exactly what the command line or the app cannot do; "no:" and a reason stands where one of them need not.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { appRouter } from '../../app/api/router.ts';
import { COMMANDS } from '../../main/cli/command-table.ts';
import { PAGES } from '../../renderer/catalog/pages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const NOTHING = '—';
const isNothing = (cell: string): boolean => cell === NOTHING || cell.startsWith('no: ');

interface Feature {
  readonly what: string;
  readonly commands: readonly string[];
  readonly app: string;
  readonly routes: readonly string[];
}

const named = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);

const features: readonly Feature[] = readFileSync(join(root, 'docs/features.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| What |'))
  .map((line) => {
    const [, what, commands, app, routes] = line.split('|').map((cell) => cell.trim());
    return { what: what!, commands: isNothing(commands!) ? [] : named(commands!), app: app!, routes: named(routes!) };
  });

/** All sources of a part, without tests. */
function sourcesOf(pattern: string): string {
  const files = globSync(pattern, { cwd: root }).filter((file) => !/\.test\.tsx?$|testing/.test(file));
  return files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
}
const page = sourcesOf('renderer/**/*.{ts,tsx}');
const commandLine = sourcesOf('main/{cli,copies}/**/*.ts');

/** Whether sources call a route: `service.scan.start.mutate`, `api.scan.start.queryOptions`. */
function uses(sources: string, route: string): boolean {
  return new RegExp(`\\b(?:api|service)\\s*\\.${route.replaceAll('.', '\\.')}\\b`).test(sources);
}

const sorted = (names: Iterable<string>): string[] => [...new Set(names)].toSorted();

describe('the table of features', () => {
  it('names every route of the API, and no other', () => {
    const routes = Object.keys(appRouter._def.procedures);
    expect(routes.length).toBeGreaterThan(100);
    expect(sorted(features.flatMap((feature) => feature.routes))).toEqual(sorted(routes));
  });

  it('names every command, and no other', () => {
    expect(sorted(features.flatMap(({ commands }) => commands))).toEqual(sorted(COMMANDS.map(({ name }) => name)));
  });

  it('names every page of the app', () => {
    for (const { label } of PAGES) {
      expect(
        features.filter(({ app }) => app.includes(label)),
        label,
      ).not.toEqual([]);
    }
  });

  it.each(features)('says truly whether the app can: $what', ({ app, routes }) => {
    const used = routes.filter((route) => uses(page, route));
    if (isNothing(app)) expect(used).toEqual([]);
    else expect(used).not.toEqual([]);
  });

  it.each(features)('says truly whether the command line can: $what', ({ commands, routes }) => {
    const used = routes.filter((route) => uses(commandLine, route));
    if (commands.length === 0) expect(used).toEqual([]);
    else if (routes.length > 0) expect(used).not.toEqual([]);
  });
});
