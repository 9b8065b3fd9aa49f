import { describe, expect, it } from 'vitest';
import type { Command } from './command-groups/command.ts';
import { helpOf, helpOfAll } from './help.ts';

const command = (name: string, more: Partial<Command> = {}): Command => ({
  name,
  usage: `${name} [THING]`,
  summary: `do ${name}`,
  examples: [[name, 'does it']],
  load: () => Promise.reject(new Error('help loads no command')),
  ...more,
});

describe('the help', () => {
  it('lists every command with its summary below the title of its group, aligned', () => {
    const help = helpOfAll([
      { title: 'Library', commands: [command('scan')] },
      { title: 'Service', commands: [command('stop'), command('index serve')] },
    ]);
    expect(help).toContain(
      '\nLibrary:\n  scan         do scan\n\nService:\n  stop         do stop\n  index serve  do index serve\n\n',
    );
    expect(help).toContain('--library DIR');
    expect(help).toContain('--json');
    expect(help).toContain('Exit codes: 0 when it is done, 1 when it failed or was cancelled, 64');
    expect(help.endsWith('\n')).toBe(true);
  });

  it('of a command is its usage, its summary, its details, its examples and what its table says', async () => {
    expect(await helpOf(command('scan'))).toBe(
      'Usage: descant scan [THING]\n\ndo scan\n\nExamples:\n  descant scan  # does it\n',
    );
    const examples = [
      ['scan', 'all'],
      ["scan 'a b'", 'one'],
    ] as const;
    expect(await helpOf(command('scan', { details: ['one', 'two'], examples, longHelp: async () => ['three'] }))).toBe(
      "Usage: descant scan [THING]\n\ndo scan\none\ntwo\n\nExamples:\n  descant scan        # all\n  descant scan 'a b'  # one\nthree\n",
    );
  });
});
