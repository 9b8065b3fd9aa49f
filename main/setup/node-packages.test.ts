import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureNodePackages, missingPackages, nodeBinary } from './node-packages.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'descant-packages-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, packages: object): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), JSON.stringify({ packages }));
};
const wanted = (packages: object): void => write('package-lock.json', { '': {}, ...packages });
const installed = (packages: object): void => write('node_modules/.package-lock.json', packages);

describe('missing packages', () => {
  it('are all of them in a fresh clone', () => {
    wanted({ 'node_modules/zod': { version: '4.0.0' } });
    expect(missingPackages(root)).toEqual(['node_modules/zod']);
  });

  it('are none when versions agree', () => {
    wanted({ 'node_modules/zod': { version: '4.0.0' } });
    installed({ 'node_modules/zod': { version: '4.0.0' } });
    expect(missingPackages(root)).toEqual([]);
  });

  it('are those with another version', () => {
    wanted({ 'node_modules/zod': { version: '4.0.1' } });
    installed({ 'node_modules/zod': { version: '4.0.0' } });
    expect(missingPackages(root)).toEqual(['node_modules/zod']);
  });

  it('are not those of other machines, nor optional ones that npm left out', () => {
    wanted({
      'node_modules/zod': { version: '4.0.0' },
      'node_modules/for-aix': { version: '1.0.0', os: ['aix'] },
      'node_modules/for-mips': { version: '1.0.0', cpu: ['mips'] },
      'node_modules/not-here': { version: '1.0.0', os: [`!${process.platform}`] },
      'node_modules/maybe': { version: '1.0.0', optional: true },
    });
    installed({ 'node_modules/zod': { version: '4.0.0' } });
    expect(missingPackages(root)).toEqual([]);
  });

  it('cannot be told without a lockfile', () => {
    expect(() => missingPackages(root)).toThrow('package-lock.json is missing or damaged');
  });
});

describe('installing', () => {
  const lines: string[] = [];
  const terminal = { line: (text: string) => void lines.push(text), status: () => undefined, clear: () => undefined };

  /** Puts an npm first on the PATH that writes its arguments down and does `work`. */
  function fakeNpm(work: string): void {
    mkdirSync(join(root, 'bin'));
    writeFileSync(join(root, 'bin', 'npm'), `#!/bin/sh\necho "$@" >>"${join(root, 'calls')}"\n${work}\n`, {
      mode: 0o755,
    });
    vi.stubEnv('PATH', `${join(root, 'bin')}:${process.env['PATH']}`);
    vi.stubEnv('npm_execpath', '');
  }
  const calls = (): string[] => readFileSync(join(root, 'calls'), 'utf8').trim().split('\n');
  const OPTIONS = '--ignore-scripts --no-audit --no-fund --loglevel=error';
  const unpackNode = (): string => `mkdir -p "${join(nodeBinary(root), '..')}" && touch "${nodeBinary(root)}"`;

  beforeEach(() => {
    lines.length = 0;
    wanted({ 'node_modules/zod': { version: '4.0.0' } });
  });
  afterEach(() => vi.unstubAllEnvs());

  it('is npm ci where nothing is installed, then the Node among the packages', async () => {
    fakeNpm(unpackNode());
    await ensureNodePackages(root, terminal);
    expect(calls()).toEqual([`ci ${OPTIONS}`, 'rebuild node --foreground-scripts --loglevel=error']);
    expect(lines).toEqual([expect.stringMatching(/^Packages: installed in \d+ s\.$/)]);
  });

  it('keeps what is there and leaves the lockfile as it is where packages changed', async () => {
    installed({ 'node_modules/zod': { version: '3.0.0' } });
    fakeNpm(unpackNode());
    await ensureNodePackages(root, terminal);
    expect(calls()[0]).toBe(`install --no-save ${OPTIONS}`);
  });

  it('only lays the Node down where everything else is there', async () => {
    installed({ 'node_modules/zod': { version: '4.0.0' } });
    fakeNpm(unpackNode());
    await ensureNodePackages(root, terminal);
    expect(calls()).toEqual(['rebuild node --foreground-scripts --loglevel=error']);
    await ensureNodePackages(root, terminal);
    expect(calls()).toHaveLength(1);
  });

  it('fails with the words of npm, or where its Node is not there afterwards', async () => {
    fakeNpm('echo no space left >&2; exit 1');
    await expect(ensureNodePackages(root, terminal)).rejects.toThrow('npm ci failed:\nno space left');
    installed({ 'node_modules/zod': { version: '4.0.0' } });
    writeFileSync(join(root, 'bin', 'npm'), '#!/bin/sh\n');
    await expect(ensureNodePackages(root, terminal)).rejects.toThrow(`npm ran, but ${nodeBinary(root)} is not there.`);
  });
});
