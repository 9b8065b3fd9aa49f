import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureDriver } from './build.mjs';

const OLD = 'a'.repeat(64);
const NEW = 'b'.repeat(64);

let folder: string;
let drivers: { prebuilt: string; builtHere: string };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'descant-build-'));
  drivers = { prebuilt: join(folder, 'prebuilt.node'), builtHere: join(folder, 'build', 'driver.node') };
  mkdirSync(join(folder, 'build'));
  mkdirSync(join(folder, 'bin'));
  vi.stubEnv('PATH', `${join(folder, 'bin')}`);
  vi.stubEnv('CXX', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function driverOf(path: string, hash: string): void {
  writeFileSync(path, `…descant-driver-built-from:${hash}…`);
}

/** A program that is found first on the PATH. */
function program(name: string, script: string): void {
  writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'bin', name), 0o755);
}

/** A compiler whose driver is the list of its arguments, one a line. */
const COMPILER = `
for last in "$@"; do [ "$out" = next ] && out=$last; [ "$last" = -o ] && out=next; done
[ -z "$out" ] || printf '%s\\n' "$@" | /bin/sed 's/^-DDESCANT_BUILT_FROM="/descant-driver-built-from:/' >"$out"`;

describe('the file system driver', () => {
  it('is the prebuilt one where that is of the sources here, also where another was built', async () => {
    driverOf(drivers.prebuilt, NEW);
    driverOf(drivers.builtHere, OLD);
    expect(await ensureDriver(NEW, drivers)).toEqual({ state: 'prebuilt', message: null });
    expect(existsSync(drivers.builtHere)).toBe(false);
  });

  it('is the one that was built here from other sources, and is not built twice', async () => {
    driverOf(drivers.prebuilt, OLD);
    driverOf(drivers.builtHere, NEW);
    expect(await ensureDriver(NEW, drivers)).toEqual({ state: 'built', message: null });
    expect(existsSync(drivers.builtHere)).toBe(true);
  });

  it('is built where the sources are newer and there is a compiler', async () => {
    driverOf(drivers.prebuilt, OLD);
    driverOf(drivers.builtHere, OLD);
    program('pkg-config', 'echo -I/usr/include/fuse3 -L/lib -lfuse3');
    program('c++', COMPILER);
    expect(await ensureDriver(NEW, drivers)).toEqual({
      state: 'built',
      message: expect.stringMatching(/^File system driver: built in \d+\.\d s\.$/),
    });
    const given = readFileSync(drivers.builtHere, 'utf8').trim().split('\n');
    expect(given).toContain(`descant-driver-built-from:${NEW}"`);
    expect(given.indexOf('-I/usr/include/fuse3')).toBeLessThan(given.findIndex((one) => one.endsWith('addon.cc')));
    expect(given.slice(-2)).toEqual(['-L/lib', '-lfuse3']);
    expect(readdirSync(join(folder, 'build'))).toEqual(['driver.node']);
  });

  it('stays the prebuilt one of older sources where it cannot be built, and says why in one line', async () => {
    driverOf(drivers.prebuilt, OLD);
    driverOf(drivers.builtHere, OLD);
    expect(await ensureDriver(NEW, drivers)).toEqual({
      state: 'outdated',
      message:
        'File system driver: its sources are newer than the prebuilt driver, which stays in use (not built: libfuse3-dev and pkg-config are not installed).',
    });
    expect(existsSync(drivers.builtHere)).toBe(false);
  });

  it('is missing where there is no prebuilt one either', async () => {
    program('pkg-config', 'echo -lfuse3');
    const { state, message } = await ensureDriver(NEW, drivers);
    expect(state).toBe('missing');
    expect(message).toContain(`none for ${process.arch}, and not built (there is no C++ compiler)`);
  });

  it('names the first error of a compiler that fails', async () => {
    program('pkg-config', 'echo -lfuse3');
    program('c++', '[ "$1" = --version ] || { echo note >&2; echo "addon.cc:1: error: no such thing" >&2; exit 1; }');
    const { message } = await ensureDriver(NEW, drivers);
    expect(message).toContain('(addon.cc:1: error: no such thing)');
    expect(readdirSync(join(folder, 'build'))).toEqual([]);
  });
});
