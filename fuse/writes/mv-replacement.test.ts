import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { willMvReplace } from './mv-replacement.ts';

let program: ChildProcess;
afterEach(() => {
  program.kill();
});

/** A program of this name with these arguments: a shell that waits for its input and ignores them. */
async function running(name: string, ...args: readonly string[]): Promise<number> {
  program = spawn('/bin/sh', ['-c', 'read line', ...args], {
    argv0: name,
    cwd: '/usr/share',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  await once(program, 'spawn');
  return program.pid ?? 0;
}

const TRACK = 'Artist/Album/One.flac';

it.each<[string, readonly string[]]>([
  ['over the track', ['/tmp/new.flac', '/home/me/Music/Artist/Album/One.flac']],
  ['over the track, by a path from where it runs', ['--', 'new.flac', 'mnt/Artist/Album/One.flac']],
  ['over the track, with an option behind it', ['new.flac', 'mnt/Artist/Album/One.flac', '-f']],
  ['of a name like an option, behind the marker', ['-f', '--', '-x.flac', 'mnt/Artist/Album/One.flac']],
  ['into a directory that is named from where it runs', ['/tmp/One.flac', '../share/Artist/Album']],
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
  [
    'mv of the track with another file',
    'mv',
    ['/a/Two.flac', '/mnt/Artist/Album/One.flac', '/b/Artist/Album/One.flac'],
  ],
  ['mv of a file of its name into another directory', 'mv', ['/tmp/One.flac', '/home/me/Music/Artist/Other']],
  ['mv to an option that is none, behind the marker', 'mv', ['--', 'mnt/Artist/Album/One.flac', '-t']],
  ['rm', 'rm', ['/tmp/new.flac', '/home/me/Music/Artist/Album/One.flac']],
])('%s does not', async (_what, name, args) => {
  expect(await willMvReplace(await running(name, ...args), TRACK)).toBe(false);
});

it('mv of another file over a track in the root replaces it, wherever the mount is', async () => {
  const pid = await running('/usr/bin/mv', '/tmp/new.flac', '/anywhere/One.flac');
  expect(await willMvReplace(pid, 'One.flac')).toBe(true);
  expect(await willMvReplace(pid, 'Two.flac')).toBe(false);
});

it('mv of a file into the root may be mv of the track of its name, and is taken for that', async () => {
  expect(await willMvReplace(await running('mv', '/tmp/One.flac', '/anywhere'), 'One.flac')).toBe(false);
});

it('paths of mv begin where it runs', async () => {
  const pid = await running('mv', '/tmp/new.flac', 'One.flac');
  expect(await willMvReplace(pid, 'share/One.flac')).toBe(true);
  expect(await willMvReplace(pid, 'usr/One.flac')).toBe(false);
});

it('a program that is gone replaces nothing', async () => {
  const pid = await running('mv', '/tmp/new.flac', 'mnt/Artist/Album/One.flac');
  program.kill();
  await once(program, 'exit');
  expect(await willMvReplace(pid, TRACK)).toBe(false);
});
