/** Every example of the help is read by the shell and by the command itself, up to what it asks of the library. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { COMMANDS, findCommand } from './command-table.ts';
import { EX_USAGE } from './run-command.ts';
import { FakeService } from './testing/fake-service.ts';

const EXAMPLES = COMMANDS.flatMap((command) => command.examples.map(([line, what]) => [line, what, command] as const));

/** Has no folder of a library in it, nor of an index: what would be served until Ctrl-C ends at once. */
let home: string;
let service: FakeService;
beforeAll(async () => {
  home = temporaryFolder();
  for (const name of ['fingerprints', 'library']) writeFileSync(join(home, name), '');
  service = await FakeService.start();
  mkdirSync(join(service.library, 'backups'));
  writeFileSync(join(service.library, 'backups', 'edits-2026-05-01T12-00-00Z.db'), '');
});
afterAll(() => service.stop());

/** The words that a shell makes of a line. */
function wordsOf(line: string): string[] {
  const script = `set -f; descant() { printf '%s\\0' "$@"; }; descant ${line}`;
  const printed = execFileSync('sh', ['-c', script], { env: { HOME: home, PATH: process.env['PATH'] } });
  return printed.toString().split('\0').slice(0, -1);
}

it.each(EXAMPLES)('descant %s', async (line, what, command) => {
  const called = findCommand(wordsOf(`${line}  # ${what}`));
  expect(called.command).toBe(command);
  // Its process would be this one.
  if (command.name === 'stop') service.hide();
  const isServed = command.name !== 'serve' && !called.argv.includes('--library');
  const library = isServed ? [] : ['--library', join(home, 'library')];
  const module = await command.load();
  const run = isServed ? service.run(module, ...called.argv) : exitCode(module.run([...called.argv, ...library]));
  const ended = await run.then(
    (result) => (typeof result === 'number' ? result : result.code),
    (error: Error) => error,
  );
  if (command.name === 'stop') service.announce();
  expect(ended).not.toBe(EX_USAGE);
  if (ended instanceof Error) expect(ended).not.toMatchObject({ code: expect.stringMatching('^ERR_PARSE_ARGS') });
});

/** Without what it prints. */
async function exitCode(run: Promise<number>): Promise<number> {
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockReturnValue(true),
  );
  return run.finally(() => spies.forEach((spy) => spy.mockRestore()));
}

it('has one to three examples for each command, each said in a few words', () => {
  for (const { name, examples } of COMMANDS) {
    expect([name, examples.length]).toEqual([name, expect.toSatisfy((count: number) => count >= 1 && count <= 3)]);
    for (const [line, what] of examples) {
      expect(line === name || line.startsWith(`${name} `)).toBe(true);
      expect(what).toMatch(/^[^#.A-Z].{3,60}[^.]$/);
    }
  }
});
