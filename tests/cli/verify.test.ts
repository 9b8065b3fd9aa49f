import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { OriginalProblem } from '../../app/model/originals.ts';
import { makeAudio } from '../support/audio.ts';
import { descantHere as descant, descantJsonHere as descantJson } from '../support/commands-here.ts';
import { startService } from '../support/service.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

interface Verified {
  readonly problems: readonly OriginalProblem[];
  readonly checked: number;
  readonly agreed: number;
  readonly decoded: number;
  readonly changed: number;
  readonly missing: number;
  readonly unreadable: number;
  readonly damaged: number;
  readonly deep: boolean;
  readonly complete: boolean;
}

const FORMATS = ['flac', 'mp3', 'ogg', 'opus', 'm4a', 'wav', 'aiff'];
const folder = temporaryFolder();
const music = join(folder, 'music');
const library = join(folder, 'library');
const at = (name: string): string => join(music, name);

async function verify(...words: string[]): Promise<Verified & { code: number }> {
  const { code, stdout, stderr } = await descant(library, 'verify', ...words, '--json');
  expect(stderr).toBe('');
  return { code, ...(JSON.parse(stdout) as Verified) };
}

const named = ({ problems }: Verified) =>
  problems.map(({ path, problem }) => [path.slice(music.length + 1), problem]).sort();

/** Other bytes in the middle, and the times as they were: what a failing disk does. */
function rot(name: string, bytes: number): void {
  const { atime, mtime } = statSync(at(name));
  const content = readFileSync(at(name));
  const middle = content.length >> 1;
  for (let i = middle; i < middle + bytes; i++) content[i]! ^= 0x55;
  writeFileSync(at(name), content);
  utimesSync(at(name), atime, mtime);
}

beforeAll(async () => {
  for (const [i, extension] of FORMATS.entries()) {
    makeAudio(at(`${extension}.${extension}`), { tags: { title: extension }, pitch: 200 + 50 * i, seconds: 4 });
  }
  for (const name of ['gone', 'chmod', 'replaced', 'loop', 'longer']) {
    makeAudio(at(`${name}.flac`), { tags: { title: name } });
  }
  copyFileSync(at('gone.flac'), Buffer.from(`${music}/\xe9.flac`, 'latin1'));
  await descantJson(library, 'scan', music);
});

describe('descant verify', () => {
  it('ends with 0 where every file is what it was', async () => {
    expect(await verify()).toEqual({
      code: 0,
      problems: [],
      checked: 13,
      agreed: 0,
      decoded: 0,
      changed: 0,
      missing: 0,
      unreadable: 0,
      'broken-tags': 0,
      damaged: 0,
      deep: false,
      complete: true,
    });
    expect(await verify('--deep')).toMatchObject({ code: 0, checked: 13, agreed: 7, decoded: 6, deep: true });
    expect((await descant(library, 'verify')).stdout).toBe('13 files checked: no problems\n');
    expect(await verify('kind:flac', 'title:gone')).toMatchObject({ code: 0, checked: 2 });
  });

  it('says what has changed, what is missing and what cannot be read, each with its reason', async () => {
    const { ino } = statSync(at('replaced.flac'));
    rmSync(at('gone.flac'));
    rmSync(Buffer.from(`${music}/\xe9.flac`, 'latin1'));
    chmodSync(at('chmod.flac'), 0o600);
    copyFileSync(at('replaced.flac'), join(folder, 'copy.flac'));
    const { atime, mtime } = statSync(at('replaced.flac'));
    utimesSync(join(folder, 'copy.flac'), atime, mtime);
    renameSync(join(folder, 'copy.flac'), at('replaced.flac'));
    expect(statSync(at('replaced.flac')).ino).not.toBe(ino);
    rmSync(at('loop.flac'));
    symlinkSync('loop.flac', at('loop.flac'));
    writeFileSync(at('longer.flac'), Buffer.concat([readFileSync(at('longer.flac')), Buffer.alloc(100)]));
    const found = await verify();
    expect(found).toMatchObject({ code: 1, checked: 13, changed: 3, missing: 2, unreadable: 1, damaged: 0 });
    expect(named(found)).toEqual([
      ['chmod.flac', 'changed'],
      ['gone.flac', 'missing'],
      ['longer.flac', 'changed'],
      ['loop.flac', 'unreadable'],
      ['replaced.flac', 'changed'],
      ['\uFFFD.flac', 'missing'],
    ]);
    const message = (name: string) => found.problems.find(({ path }) => path === at(name))!.message;
    expect(message('chmod.flac')).toContain('permissions');
    expect(message('longer.flac')).toMatch(/^its size went from \d+ to \d+ bytes, it was written at 20/);
    expect(message('replaced.flac')).toContain('another file has taken its place');
    expect(
      Buffer.from(found.problems.find(({ pathBase64 }) => pathBase64 !== undefined)!.pathBase64!, 'base64').toString(
        'latin1',
      ),
    ).toBe(`${music}/\xe9.flac`);
    const { stdout, code } = await descant(library, 'verify');
    expect(code).toBe(1);
    expect(stdout).toContain('13 files checked: 3 changed, 2 missing, 1 unreadable\n');
  });

  it('finds the same through a running service, page by page, and forgets nothing that was found missing before', async () => {
    rmSync(at('loop.flac'));
    const service = await startService(library, ['--no-mount', '--no-analysis']);
    await service.until(({ event, job, state }) => event === 'progress' && job === 'scan' && state === 'idle');
    const found = await verify();
    expect(found).toMatchObject({ code: 1, checked: 13, changed: 0, missing: 3 });
    const pages: OriginalProblem[] = [];
    for (let after: number | null = 0; after !== null;) {
      const page: { problems: readonly OriginalProblem[]; next: number | null } =
        await service.api.originals.verify.query({ query: '', after, limit: 2 });
      pages.push(...page.problems);
      after = page.next;
    }
    expect(pages).toEqual(found.problems);
    expect(await verify('title:/.*/')).toMatchObject({ code: 0, checked: 0 });
    // A run can be paused, resumed and cancelled.
    const { verify: runs, health } = service.api;
    expect(await runs.start.mutate({ query: '', rate: 0.01 })).toMatchObject({ state: 'running', total: 13 });
    expect(await runs.pause.mutate()).toMatchObject({ state: 'paused' });
    expect(await runs.resume.mutate({ rate: 0.01 })).toMatchObject({ state: 'running' });
    await expect(runs.start.mutate({ query: 'kind:flac' })).rejects.toThrow('is at work');
    expect(await runs.cancel.mutate()).toMatchObject({ state: 'cancelled' });
    const { report } = await health.report.query({ milliseconds: 20_000 });
    expect(report!.checks.find(({ check }) => check === 'missing')).toMatchObject({ count: 3, severity: 'error' });
    await service.stop();
  });
});

describe('descant verify --deep', () => {
  it('finds damage that hides behind times that are as they were', async () => {
    rot('flac.flac', 1);
    rot('ogg.ogg', 1);
    rot('opus.opus', 1);
    rot('m4a.m4a', 300);
    const checksums = (): string[] =>
      readdirSync(music)
        .sort()
        .map(
          (name) =>
            `${name} ${createHash('sha256')
              .update(readFileSync(at(name)))
              .digest('hex')}`,
        );
    const before = checksums();
    const found = await verify('--deep', '-is:missing');
    expect(found.code).toBe(1);
    expect(named(found).filter(([, problem]) => problem === 'damaged')).toEqual([
      ['flac.flac', 'damaged'],
      ['m4a.m4a', 'damaged'],
      ['ogg.ogg', 'damaged'],
      ['opus.opus', 'damaged'],
    ]);
    const reason = (name: string) =>
      found.problems.find(({ path, problem }) => path === at(name) && problem === 'damaged')!.message;
    expect(reason('flac.flac')).toContain('not the one that its checksum');
    expect(reason('m4a.m4a')).toContain('cannot be decoded');
    expect(reason('ogg.ogg')).toMatch(/s of sound are lost/);
    expect(checksums()).toEqual(before);
  });

  it('takes a FLAC with other tags, or with something behind its sound, for what it is', async () => {
    expect((await verify('--deep', 'longer')).problems).toEqual([]);
  });

  it('ends with what it has found when Ctrl-C comes', async () => {
    const long = makeAudio(join(folder, 'long.flac'), { tags: { title: 'long' }, seconds: 60 });
    for (let i = 0; i < 48; i++) copyFileSync(long, at(`long ${i}.flac`));
    await descantJson(library, 'scan');
    rmSync(at('long 0.flac'));
    const program = fileURLToPath(new URL('../../main/descant.mjs', import.meta.url));
    const command = spawn(
      process.execPath,
      [program, '--library', library, 'verify', '--deep', '--json', 'path:long'],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const [said, errors] = [text(command.stdout), text(command.stderr)];
    // The first page has been looked at.
    await once(command.stdout, 'data');
    command.kill('SIGINT');
    const [code] = (await once(command, 'exit')) as [number | null];
    const found = JSON.parse(await said) as Verified;
    expect(code).toBe(1);
    expect(found.problems.length).toBeGreaterThan(0);
    // Had the command been quicker than the signal, it would have told of all.
    if (found.complete) {
      expect(found.checked).toBe(49);
      return;
    }
    expect(JSON.parse(await errors)).toMatchObject({ error: { code: 'CANCELLED' } });
    expect(found.checked).toBeLessThan(49);
    // The run goes on in another process, and tells what the first has found.
    const rest = await verify('--deep', 'path:long');
    expect(rest).toMatchObject({ complete: true, checked: 49, missing: 1 });
    expect(named(rest)).toContainEqual(['long 0.flac', 'missing']);
  });
});
