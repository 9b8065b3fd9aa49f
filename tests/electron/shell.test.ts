/**
 * The shell as it is built, without Electron's binary: the bundle runs in plain Node against a
 * recorder, starts the real library service, and is asked what Chromium would ask.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boot, buildShell, type BootedShell } from './booted-shell.ts';

interface Recorded {
  switches: [string, string | undefined][];
  sandboxEnabled: boolean;
  windows: { options: { webPreferences: Record<string, unknown> }; url: string | null }[];
  menu: string[];
  tray: string | null;
  shortcuts: string[];
  openedOutside: string[];
  errorBoxes: string[];
  ipcChannels: string[];
  sent: unknown[][];
  exposed: Record<string, string[]>;
}

const folder = mkdtempSync(join(tmpdir(), 'descant-shell-'));
const bundles = join(folder, 'dist');
const library = join(folder, 'library');
let shell: BootedShell;
let record: Recorded;
let origin: string;

beforeAll(async () => {
  await buildShell(bundles);
  shell = boot(join(bundles, 'electron.js'), ['--library', library, '--no-mount']);
  record = (await shell.ask('settled')) as Recorded;
  expect(record.errorBoxes).toEqual([]);
  origin = new URL(record.windows[0]?.url ?? '').origin;
});

afterAll(() => {
  shell.kill();
  rmSync(folder, { recursive: true, force: true });
});

describe('the window', () => {
  it('is one, sandboxed, isolated and without Node', () => {
    expect(record.windows).toHaveLength(1);
    expect(record.sandboxEnabled).toBe(true);
    expect(record.windows[0]?.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      preload: join(bundles, 'preload.cjs'),
    });
  });

  it('loads the page of the running service, which accepts its token', async () => {
    expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const owner = JSON.parse(readFileSync(join(library, 'service.json'), 'utf8')) as { url: string; token: string };
    expect(record.windows[0]?.url).toContain(owner.token);
    const refused = await fetch(`${origin}/trpc/library.summary`);
    expect(refused.status).toBe(401);
    const answer = await fetch(record.windows[0]?.url ?? '', { redirect: 'manual' });
    expect(answer.status).toBeLessThan(400);
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly/i);
  });

  it('keeps Chromium from talking to anybody on its own', () => {
    expect(record.switches.map(([name]) => name)).toEqual(
      expect.arrayContaining(['disable-background-networking', 'disable-component-update']),
    );
  });
});

describe('permissions', () => {
  it.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'midi', 'unknown'])(
    'refuses %s on request and on check',
    async (permission) => {
      expect(await shell.ask('permission', { permission, url: `${origin}/` })).toEqual({
        requested: false,
        checked: false,
        device: false,
      });
    },
  );
});

describe('navigation', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('on %s stays on the own pages', async (event) => {
    expect(await shell.ask('navigation', { event, url: `${origin}/library?q=a` })).toBe(false);
    for (const url of ['https://evil.example/', 'file:///etc/passwd', `${origin}@evil.example/`, `${origin}0/`]) {
      expect(await shell.ask('navigation', { event, url }), url).toBe(true);
    }
  });

  it('attaches no webview', async () => {
    expect(await shell.ask('navigation', { event: 'will-attach-webview', url: origin })).toBe(true);
  });

  it('opens no second window, and gives only https links to the system', async () => {
    const before = (await shell.ask('record')) as Recorded;
    for (const url of ['https://musicbrainz.org/', 'http://musicbrainz.org/', 'file:///bin/sh', `${origin}/mount`]) {
      expect(await shell.ask('open', { url }), url).toEqual({ action: 'deny' });
    }
    const after = (await shell.ask('record')) as Recorded;
    expect(after.openedOutside.slice(before.openedOutside.length)).toEqual(['https://musicbrainz.org/']);
    expect(after.windows).toHaveLength(1);
  });
});

describe('messages', () => {
  it('gives the own page a folder, and no other frame', async () => {
    const channel = record.ipcChannels[0];
    expect(record.ipcChannels).toHaveLength(1);
    expect(await shell.ask('invoke', { channel, frameUrl: `${origin}/`, isMainFrame: true })).toEqual({
      answer: '/chosen/folder',
    });
    expect(await shell.ask('invoke', { channel, frameUrl: `${origin}/`, isMainFrame: false })).toHaveProperty('error');
    expect(await shell.ask('invoke', { channel, frameUrl: 'https://evil.example/', isMainFrame: true })).toHaveProperty(
      'error',
    );
  });

  it('sends menu commands and media keys to the page as words', async () => {
    await shell.ask('raise', { handler: 'menu Search' });
    await shell.ask('raise', { handler: 'key MediaPlayPause' });
    const { sent } = (await shell.ask('record')) as Recorded;
    expect(sent.slice(-2).map((message) => message[1])).toEqual(['find', 'play-pause']);
  });
});

describe('the preload', () => {
  it('hands the page three functions and nothing else', async () => {
    const preload = boot(join(bundles, 'preload.cjs'));
    const { exposed } = (await preload.ask('record')) as Recorded;
    preload.kill();
    expect(exposed).toEqual({ descant: ['chooseFolder', 'pathForDroppedFile', 'onMenu'] });
  });

  it('needs nothing that a sandboxed preload cannot have', () => {
    const source = readFileSync(join(bundles, 'preload.cjs'), 'utf8');
    const wanted = [...source.matchAll(/require\(["']([^"']+)["']\)/g)].map((match) => match[1]);
    expect(wanted).toEqual(['electron']);
  });
});

describe('a second start', () => {
  it('leaves the field to the first', async () => {
    const second = boot(join(bundles, 'electron.js'), ['--library', library], { RECORDER_IS_SECOND: '1' });
    expect(await second.ended).toBe(0);
  });

  it('attaches to a running service and leaves it running', async () => {
    const other = boot(join(bundles, 'electron.js'), ['--library', library, '--no-mount']);
    const seen = (await other.ask('settled')) as Recorded;
    expect(new URL(seen.windows[0]?.url ?? '').origin).toBe(origin);
    await other.ask('quit');
    expect(await other.ended).toBe(0);
    expect((await fetch(record.windows[0]?.url ?? '', { redirect: 'manual' })).status).toBeLessThan(400);
  });
});

describe('quitting', () => {
  it('stops the service it started', async () => {
    await shell.ask('quit');
    expect(await shell.ended).toBe(0);
    await expect(fetch(origin)).rejects.toThrow('fetch failed');
  });
});
