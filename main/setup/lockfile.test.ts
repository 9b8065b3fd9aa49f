import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { missingOptional, type Entry } from './lockfile.mjs';

describe('the lockfile', () => {
  it('names the packages of all systems, so that npm ci takes it: if not, run "npm run complete:lockfile"', () => {
    const { packages } = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as {
      packages: Record<string, Entry>;
    };
    expect(missingOptional(packages)).toEqual({});
  });
});

describe('optional packages', () => {
  it('are missing with the version that is asked for and the system that their names tell', () => {
    const optionalDependencies = {
      '@a/tool-linux-x64-gnu': '1.2.3',
      '@a/tool-linux-arm64-musl': '1.2.3',
      '@a/tool-win32-arm64-msvc': '1.2.3',
      'tool-darwin-arm64': '1.2.3',
    };
    expect(missingOptional({ 'node_modules/tool': { dev: true, optionalDependencies } })).toEqual({
      'node_modules/@a/tool-linux-x64-gnu': {
        version: '1.2.3',
        cpu: ['x64'],
        dev: true,
        libc: ['glibc'],
        optional: true,
        os: ['linux'],
      },
      'node_modules/@a/tool-linux-arm64-musl': {
        version: '1.2.3',
        cpu: ['arm64'],
        dev: true,
        libc: ['musl'],
        optional: true,
        os: ['linux'],
      },
      'node_modules/@a/tool-win32-arm64-msvc': {
        version: '1.2.3',
        cpu: ['arm64'],
        dev: true,
        optional: true,
        os: ['win32'],
      },
      'node_modules/tool-darwin-arm64': {
        version: '1.2.3',
        cpu: ['arm64'],
        dev: true,
        optional: true,
        os: ['darwin'],
      },
    });
    expect(missingOptional({ '': { optionalDependencies: { 'b-linux-x64': '1.0.0' } } })).toEqual({
      'node_modules/b-linux-x64': { version: '1.0.0', cpu: ['x64'], optional: true, os: ['linux'] },
    });
  });

  it('are found in the folder of the package itself and in every folder above it', () => {
    const wanting = { optionalDependencies: { 'b-linux-x64': '1.0.0' } };
    for (const folder of ['', 'node_modules/@s/a/', 'node_modules/@s/a/node_modules/c/']) {
      expect(
        missingOptional({
          'node_modules/@s/a/node_modules/c': wanting,
          [`${folder}node_modules/b-linux-x64`]: {},
        }),
      ).toEqual({});
    }
    expect(
      Object.keys(missingOptional({ 'node_modules/a': wanting, 'node_modules/d/node_modules/b-linux-x64': {} })),
    ).toEqual(['node_modules/b-linux-x64']);
  });

  it('are not guessed', () => {
    for (const [name, version] of [
      ['fast-thing', '1.0.0'],
      ['b-linux-x64', '^1.0.0'],
    ] as const) {
      expect(() => missingOptional({ '': { optionalDependencies: { [name]: version } } })).toThrow(
        `${name}@${version} is not in the lockfile`,
      );
    }
  });
});
