import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { missingPackages } from './node-packages.mjs';

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
