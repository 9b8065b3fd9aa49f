/** Several views in one mount: files that stand in several places, and files that no original is behind. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { compileTemplate } from '../../fuse/template/compile.ts';
import { run } from './programs.ts';
import { serveHere, type ServedHere } from './served-here.ts';

let mount: ServedHere;
const at = (path: string): string => join(mount.directory, path);
const PLACES = ['By artist/Far/Song 3.bin', 'By title/Song 3.bin'];

beforeEach(async () => {
  const view = (name: string, template: string) => ({
    name,
    template: compileTemplate(template),
    playlist: name === 'By artist',
  });
  mount = await serveHere({ views: [view('By artist', '$artist/$title.$format'), view('By title', '$title.$format')] });
});

afterEach(async () => mount.end());

/** Inode, links, size, blocks and time, as statx gives them. */
const facts = async (path: string): Promise<string> => run('stat', '-c', '%i %h %s %b %.9Y', at(path));

it('a file in several places is one file with one link, before and after an edit', async () => {
  let before = '';
  for (let round = 0; round < 3; round += 1) {
    const [first, second] = await Promise.all(PLACES.map(facts));
    expect(second).toBe(first);
    expect(first).toMatch(/^\d+ 1 11 1 /);
    expect(first?.split(' ')[0]).toBe(before === '' ? first?.split(' ')[0] : before.split(' ')[0]);
    expect(first).not.toBe(before);
    for (const path of PLACES) expect(await run('cat', at(path))).toBe('Original 3\n');
    before = first ?? '';
    await mount.edit(3);
    await mount.told();
  }
  expect(await run('find', mount.directory, '-type', 'f', '!', '-links', '1')).toBe('');
  const listed = (await run('ls', '-laR', mount.directory)).split('\n').filter((line) => line.startsWith('-'));
  expect(listed).toHaveLength(9);
  for (const line of listed) expect(line).toMatch(/^-r--r--r-- +1 /);
  // Directories have a link for each directory in them, as programs that walk trees expect.
  expect(await run('stat', '-c', '%h', mount.directory, at('By artist'), at('By title'))).toBe('4\n4\n2\n');
  // Without hard links nothing is left out: what a copy of everything would take.
  const sizes = await run('find', at('By title'), '-type', 'f', '-exec', 'du', '-cb', '{}', '+');
  expect(sizes.trim().split('\n').at(-1)).toBe(`${4 * 11}\ttotal`);
});

it('a file that moves moves in every place', async () => {
  for (const path of PLACES) await facts(path);
  await mount.edit(3, { title: ['Moved'] });
  await mount.told();
  for (const path of PLACES) {
    expect(await run('ls', at(path.replace(/\/[^/]*$/, '')))).not.toContain('Song 3');
    expect(await run('cat', at(path.replace('Song 3', 'Moved')))).toBe('Original 3\n');
  }
});

it('a playlist has no original behind it and reads like any file', async () => {
  const [path] = (await run('find', mount.directory, '-name', '*.m3u8')).trim().split('\n');
  const text = await run('cat', path ?? '');
  expect(text).toContain('#EXTM3U\n');
  expect(text).toContain('Far/Song 3.bin\n');
  expect(await run('stat', '-c', '%s', path ?? '')).toBe(`${Buffer.byteLength(text)}\n`);
  expect(await run('tail', '-c', '+8', path ?? '')).toBe(text.slice(7));
  // Who has it open reads on in what it was; who opens it anew sees what it has become.
  const reader = spawn('/usr/bin/python3', [join(import.meta.dirname, 'reader.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = createInterface({ input: reader.stdout })[Symbol.asyncIterator]();
  const ask = async (command: string): Promise<string> => {
    reader.stdin.write(`${command}\n`);
    return String((await answers.next()).value);
  };
  expect(await ask(`open ${path}`)).toBe(String(Buffer.byteLength(text)));
  await mount.edit(3, { title: ['Renamed'] });
  await mount.told();
  expect(await ask('read 0 100000')).toBe(createHash('sha256').update(text).digest('hex'));
  expect(await run('cat', path ?? '')).toBe(text.replaceAll('Song 3', 'Renamed'));
  reader.stdin.end();
});

it('folders that get other numbers with other names are found before the kernel is told, and by who has them open', async () => {
  const shell = spawn('sh', ['-s'], { cwd: at('By artist/Far'), stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
  const inFolder = async (command: string): Promise<string> => {
    shell.stdin.write(`echo $(${command} 2>&1)\n`);
    return String((await answers.next()).value);
  };
  // The kernel knows the names; listings it would keep.
  for (const path of ['By artist/Far/Song 3.bin', 'By artist/Near']) await facts(path);
  const tell = mount.holdNotices();
  const template = compileTemplate('$artist/$title?.$format', { target: 'portable' });
  await mount.overlay.show({ views: [{ name: 'By artist', template }] });
  expect(await run('ls', at('By artist/Near'))).toBe('Song 1_.bin\nSong 2_.bin\n');
  expect(await run('cat', at('By artist/Far/Song 4_.bin'))).toBe('Original 4\n');
  expect(await inFolder('ls')).toBe('Song 3_.bin Song 4_.bin');
  tell();
  await mount.told();
  expect(await run('ls', at('By artist/Far'))).toBe('Song 3_.bin\nSong 4_.bin\n');
  await mount.edit(3, { title: ['Third'] });
  await mount.told();
  expect(await inFolder('ls')).toBe('Song 4_.bin Third_.bin');
  expect(await inFolder('cat Third_.bin')).toBe('Original 3');
  shell.stdin.end();
});
