import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadBinding } from './native-binding.ts';
import { builtFrom, prebuiltFor, sourceHash } from './driver-files.mjs';

/** The newest glibc that the drivers may need: that of Debian 11. */
const NEWEST_GLIBC = 31;

describe.each(['x64', 'arm64'])('the prebuilt driver for %s', (architecture) => {
  const driver = prebuiltFor(architecture);
  const text = readFileSync(driver, 'latin1');

  it('is built from these sources: if not, run "npm run prebuild:driver"', () => {
    expect(builtFrom(driver)).toBe(sourceHash());
  });

  it('needs no library but those of glibc', () => {
    const libraries = new Set(text.match(/\b[\w+-]+\.so(\.\d+)*\b/g));
    for (const ofGlibc of ['libc.so.6', 'libm.so.6', 'libpthread.so.0', 'ld-linux-x86-64.so.2']) {
      libraries.delete(ofGlibc);
    }
    expect([...libraries]).toEqual([]);
  });

  it('needs no symbol that is newer than glibc 2.31', () => {
    const versions = [...text.matchAll(/GLIBC_2\.(\d+)/g)].map(([, minor]) => Number(minor));
    expect(versions.length).toBeGreaterThan(0);
    expect(Math.max(...versions)).toBeLessThanOrEqual(NEWEST_GLIBC);
  });

  it('is stripped and small', () => {
    expect(text).not.toContain('.symtab');
    expect(statSync(driver).size).toBeLessThan(512 * 1024);
  });
});

describe('the driver that is loaded', () => {
  it('is of these sources', () => {
    expect(loadBinding().builtFrom).toBe(`descant-driver-built-from:${sourceHash()}`);
  });
});

describe('the hash in a driver', () => {
  it('is null for a file without one, and where there is no file', () => {
    expect(builtFrom(import.meta.filename)).toBeNull();
    expect(builtFrom('/no/such/driver')).toBeNull();
  });
});
