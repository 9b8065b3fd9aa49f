import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { programName } from './program-name.ts';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill();
});

/** The name of a process that has this command line. */
async function nameOf(program: string, ...args: string[]): Promise<string> {
  // A shell that waits for its input, under another name.
  const child = spawn('/bin/sh', ['-s', '--', ...args], { argv0: program, stdio: ['pipe', 'ignore', 'ignore'] });
  children.push(child);
  await once(child, 'spawn');
  return programName(child.pid ?? 0);
}

it('a program is named by its file, without the folder', async () => {
  expect(await nameOf('/usr/bin/kid3-cli', 'song.flac')).toBe('kid3-cli');
});

it.each(['python3', 'python3.11', 'perl', 'node', 'bash'])('a script that %s runs is the program', async (program) => {
  expect(await nameOf(`/usr/bin/${program}`, '/usr/bin/mid3v2', 'song.mp3')).toBe('mid3v2');
});

it('an interpreter without a script is the program, also when it runs source code', async () => {
  expect(await nameOf('python3')).toBe('python3');
  expect(await nameOf('python3', '-c', 'import os; os.remove("x")')).toBe('python3');
  expect(await nameOf('python3', '-c', 'a\nb')).toBe('python3');
});

it.each([
  ['python3', ['-', 'Song 513.mp3'], 'python3'],
  ['bash', ['-c', 'tagger "$1"', 'tagger'], 'bash'],
  ['perl', ['-pi', '-e', 's/a/b/', 'Song.flac'], 'perl'],
  ['perl', ['-pe', 's/a/b/', 'Song.flac'], 'perl'],
  ['node', ['--eval', 'x', 'Song.flac'], 'node'],
  ['python3', ['Song.MP3'], 'python3'],
  ['python3', ['-W', 'ignore', '-u', '/opt/tag.py', 'Song.mp3'], 'tag.py'],
  ['python3', ['-m', 'mutagen.inspect', 'Song.mp3'], 'mutagen.inspect'],
  ['python3', ['-m'], 'python3'],
])('the author of %s %j is %s, never a file that it edits', async (program, args, author) => {
  expect(await nameOf(program, ...args)).toBe(author);
});

it('a program whose name only begins like an interpreter is not one', async () => {
  expect(await nameOf('python-tagger', 'song.flac')).toBe('python-tagger');
  expect(await nameOf('ipython3', 'song.flac')).toBe('ipython3');
});

it('characters that no name needs are left out, and long names cut off', async () => {
  expect(await nameOf('Ex Falso<b>\u0007!')).toBe('Ex Falsob');
  expect(await nameOf('x'.repeat(100))).toBe('x'.repeat(64));
  expect(await nameOf('Ünïcode_1.0+2-3')).toBe('Ünïcode_1.0+2-3');
});

it('a process that is gone, or without a name, is unknown', async () => {
  expect(await programName(0)).toBe('unknown program');
  expect(await nameOf('<>')).toBe('unknown program');
});
