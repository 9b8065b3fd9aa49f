import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { electronBinary, hasDisplay } from './window.mjs';

describe('Electron’s binary', () => {
  let root: string;
  let electron: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'descant-window-'));
    electron = join(root, 'node_modules', 'electron');
    mkdirSync(join(electron, 'dist'), { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('is there when the package says where and the file exists', () => {
    writeFileSync(join(electron, 'path.txt'), 'electron');
    writeFileSync(join(electron, 'dist', 'electron'), '');
    expect(electronBinary(root)).toBe(join(electron, 'dist', 'electron'));
  });

  it('is not there in a package as npm installs it, nor after half a download', () => {
    expect(electronBinary(root)).toBeNull();
    writeFileSync(join(electron, 'path.txt'), 'electron');
    expect(electronBinary(root)).toBeNull();
  });
});

describe('a display', () => {
  it('is needed on Linux only', () => {
    expect(hasDisplay({}, 'linux')).toBe(false);
    expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
    expect(hasDisplay({}, 'darwin')).toBe(true);
  });
});
