import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { willMvReplace } from './mv-replacement.ts';

let program: ChildProcess;
afterEach(() => {
  program.kill();
});

/** A program of this name with these arguments: `cat`, which waits for its input before it looks at the rest. */
async function running(name: string, ...args: readonly string[]): Promise<number> {
  program = spawn('/bin/cat', ['-', ...args], { argv0: name, cwd: '/usr/share', stdio: ['pipe', 'ignore', 'ignore'] });
  await once(program, 'spawn');
  return program.pid ?? 0;
}

const TRACK = 'Artist/Album/One.flac';

it.each<[string, readonly string[]]>([
  ['over the track', ['/tmp/new.flac', '/home/me/Music/Artist/Album/One.flac']],
  ['over the track, by a path from where it runs', ['--', 'new.flac', 'mnt/Artist/Album/One.flac']],
  [
    'into the directory of the track, under its name',
    ['/tmp/Two.flac', '/tmp/One.flac', '/home/me/Music/Artist/Album/'],
  ],
])('mv of a file %s puts another in its place', async (_what, args) => {
  expect(await willMvReplace(await running('mv', ...args), TRACK)).toBe(true);
});

it.each<[string, string, readonly string[]]>([
  ['mv of the track to somewhere else', 'mv', ['/home/me/Music/Artist/Album/One.flac', '/tmp']],
  ['mv of the track to a folder of the same names', 'mv', ['mnt/Artist/Album/One.flac', 'copy/Artist/Album/One.flac']],
  ['mv of another file into the directory', 'mv', ['/tmp/Two.flac', '/home/me/Music/Artist/Album']],
  ['rm', 'rm', ['/tmp/new.flac', '/home/me/Music/Artist/Album/One.flac']],
])('%s does not', async (_what, name, args) => {
  expect(await willMvReplace(await running(name, ...args), TRACK)).toBe(false);
});

it('a program that is gone replaces nothing', async () => {
  const pid = await running('mv', '/tmp/new.flac', 'mnt/Artist/Album/One.flac');
  program.kill();
  await once(program, 'exit');
  expect(await willMvReplace(pid, TRACK)).toBe(false);
});
