import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { electronBinary, hasDisplay, openApp } from './window.mjs';

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

describe('opening the app in the browser', () => {
  let root: string;
  let lines: string[];
  let status: number;
  let asked: string[];
  let server: Server;
  let port: number;
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'descant-window-'));
    // A browser that notes its arguments.
    writeFileSync(join(root, 'xdg-open'), `#!/bin/sh\necho "$@" > '${root}/arguments'\n`, { mode: 0o755 });
    vi.stubEnv('PATH', `${root}:${process.env['PATH']}`);
    vi.stubEnv('DISPLAY', ':0');
    vi.stubEnv('ELECTRON_SKIP_BINARY_DOWNLOAD', '1');
    [lines, asked, status] = [[], [], 200];
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      response.writeHead(status).end(JSON.stringify({ url: 'http://127.0.0.1/?code=once' }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    server.close();
    rmSync(root, { recursive: true, force: true });
  });
  const open = (): Promise<unknown> =>
    openApp({
      root,
      url: `http://127.0.0.1:${port}/?token=secret`,
      library: root,
      terminal: { line: (text) => lines.push(text), status: () => {}, clear: () => {} },
    });

  it('gives its program an address that works once, not the token', async () => {
    expect(await open()).toBeNull();
    expect(asked).toEqual(['POST /open Bearer secret']);
    expect(readFileSync(join(root, 'arguments'), 'utf8')).toBe('http://127.0.0.1/?code=once\n');
    expect(lines).toEqual([expect.stringMatching(/so the app opens in your browser\.$/)]);
  });

  it('opens nothing where the service gives no such address', async () => {
    status = 401;
    await open();
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
    await open();
    expect(existsSync(join(root, 'arguments'))).toBe(false);
    const advice = expect.stringMatching(/no browser could be opened: open the URL above yourself\.$/) as string;
    expect(lines).toEqual([advice, advice]);
  });
});
