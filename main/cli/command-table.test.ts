import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMMANDS, findCommand } from './command-table.ts';

describe('the table of commands', () => {
  it('has a row for every file in commands/, and a file for every row', async () => {
    const files = readdirSync(new URL('./commands/', import.meta.url)).filter((name) => !name.endsWith('.test.ts'));
    expect(COMMANDS.map(({ name }) => `${name.replace(' ', '-')}.ts`).sort()).toEqual(files.sort());
  });

  it.each(COMMANDS.map((command) => [command.name, command] as const))('loads %s', async (_, { load }) => {
    expect((await load()).run).toBeTypeOf('function');
  });

  it('begins each usage with the name, and says in one line what the command does', () => {
    for (const { name, usage, summary } of COMMANDS) {
      expect(usage === name || usage.startsWith(`${name} `)).toBe(true);
      expect(summary).toMatch(/^[a-z].{5,80}[^.]$/);
    }
  });
});

describe('the command that is called', () => {
  const called = (...argv: string[]) => {
    const found = findCommand(argv);
    return found.command && [found.command.name, ...found.argv];
  };

  it('is the first word, with what follows as its arguments', () => {
    expect(called('tracks', 'genre:jazz', '--json')).toEqual(['tracks', 'genre:jazz', '--json']);
  });

  it('may have two words', () => {
    expect(called('index', 'serve', '--dir', 'd')).toEqual(['index serve', '--dir', 'd']);
    expect(called('index')).toBeNull();
  });

  it('may stand behind options, one with its value', () => {
    expect(called('--json', '--library', '/l', 'undo', '3')).toEqual(['undo', '--json', '--library', '/l', '3']);
    expect(called('--library', 'tracks')).toBeNull();
  });

  it('is none for an unknown word', () => {
    expect(called('dance')).toBeNull();
    expect(called('--library')).toBeNull();
    expect(called()).toBeNull();
  });

  it('is named also where it is unknown and options with values come first', () => {
    expect(findCommand(['--library', '/l', '--json', 'dance', 'on'])).toMatchObject({ word: 'dance', command: null });
    expect(findCommand(['--library', '/l'])).toMatchObject({ word: null, command: null });
  });
});
