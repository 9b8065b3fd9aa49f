import { describe, expect, it } from 'vitest';
import type { Command } from './command-table.ts';
import { helpOf, helpOfAll } from './help.ts';

const command = (name: string, more: Partial<Command> = {}): Command => ({
  name,
  usage: `${name} [THING]`,
  summary: `do ${name}`,
  load: () => Promise.reject(new Error('help loads no command')),
  ...more,
});

describe('the help', () => {
  it('lists every command with its summary, aligned', () => {
    const help = helpOfAll([command('scan'), command('index serve')]);
    expect(help).toContain('\n  scan         do scan\n  index serve  do index serve\n');
    expect(help).toContain('--library DIR');
    expect(help).toContain('--json');
    expect(help.endsWith('\n')).toBe(true);
  });

  it('of a command is its usage, its summary, its details and what its table says', async () => {
    expect(await helpOf(command('scan'))).toBe('Usage: descant scan [THING]\n\ndo scan\n');
    expect(await helpOf(command('scan', { details: ['one', 'two'], longHelp: async () => ['three'] }))).toBe(
      'Usage: descant scan [THING]\n\ndo scan\none\ntwo\nthree\n',
    );
  });
});
