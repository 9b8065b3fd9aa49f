/**
 * The shell as it is built, without Electron's binary: the bundle runs in plain Node against a
 * recorder, starts the real library service, and is asked what Chromium would ask.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RESTART_URL } from '../../main/electron/crash-page.ts';
import { CHOOSE_FOLDER, DRAG_FILES, OPEN_ADDRESS, OPENED_BEFORE, SHOW_PROGRESS } from '../../main/electron/messages.ts';
import { openedByPath } from '../../main/electron/opened.ts';
import { boot, buildShell, type BootedShell } from './booted-shell.ts';

interface Recorded {
  switches: [string, string | undefined][];
  sandboxEnabled: boolean;
  windows: { options: { webPreferences: Record<string, unknown>; x?: number; width: number }; url: string | null }[];
  menu: string[];
  tray: string | null;
  shortcuts: string[];
  openedOutside: string[];
  errorBoxes: string[];
  links: unknown[][];
  relaunches: number;
  progress: number[];
  dragged: unknown[];
  ipcChannels: string[];
  sent: unknown[][];
  exposed: Record<string, string[]>;
}

const folder = mkdtempSync(join(tmpdir(), 'descant-shell-'));
const bundles = join(folder, 'dist');
const library = join(folder, 'library');
const KEPT = { x: 100, y: 60, width: 4000, height: 600, maximised: true };
let shell: BootedShell;
let record: Recorded;
let origin: string;

beforeAll(async () => {
  await buildShell(bundles);
  mkdirSync(join(folder, 'userData'));
  writeFileSync(join(folder, 'userData', 'window.json'), JSON.stringify(KEPT));
  shell = boot(join(bundles, 'electron.js'), ['--library', library, '--no-mount', 'descant://albums'], {
    RECORDER_PATHS: folder,
  });
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
    const channel = CHOOSE_FOLDER;
    expect(record.ipcChannels.toSorted()).toEqual([CHOOSE_FOLDER, DRAG_FILES, OPENED_BEFORE, SHOW_PROGRESS].toSorted());
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
  it('hands the page six functions and nothing else', async () => {
    const preload = boot(join(bundles, 'preload.cjs'));
    const { exposed } = (await preload.ask('record')) as Recorded;
    preload.kill();
    expect(exposed).toEqual({
      descant: ['chooseFolder', 'pathForDroppedFile', 'onMenu', 'onOpen', 'dragFiles', 'showProgress'],
    });
  });

  it('needs nothing that a sandboxed preload cannot have', () => {
    const source = readFileSync(join(bundles, 'preload.cjs'), 'utf8');
    const wanted = [...source.matchAll(/require\(["']([^"']+)["']\)/g)].map((match) => match[1]);
    expect(wanted).toEqual(['electron']);
  });
});

describe('what the desktop asks it to open', () => {
  const own = (channel: string, given?: unknown) =>
    shell.ask('invoke', { channel, given, frameUrl: `${origin}/`, isMainFrame: true });
  const lastSent = async (): Promise<unknown[]> => ((await shell.ask('record')) as Recorded).sent.at(-1) ?? [];

  it('waits for the page, and is told once', async () => {
    expect(await own(OPENED_BEFORE)).toEqual({ answer: '?view=albums' });
    expect(await own(OPENED_BEFORE)).toEqual({ answer: null });
    const foreign = { channel: OPENED_BEFORE, frameUrl: 'https://evil.example/', isMainFrame: true };
    expect(await shell.ask('invoke', foreign)).toHaveProperty('error');
  });

  it('reaches a page that listens: from a second start, and from macOS', async () => {
    const given = [['electron', '.', '--flag', 'song.flac'], '/home/ann'];
    await shell.ask('application', { event: 'second-instance', given });
    expect(await lastSent()).toEqual([OPEN_ADDRESS, openedByPath('/home/ann/song.flac')]);
    expect(await shell.ask('application', { event: 'open-url', given: ['descant://mount'] })).toBe(true);
    expect(await lastSent()).toEqual([OPEN_ADDRESS, '?view=mount']);
    expect(await shell.ask('application', { event: 'open-file', given: ['/music/a.mp3'] })).toBe(true);
    expect(await lastSent()).toEqual([OPEN_ADDRESS, openedByPath('/music/a.mp3')]);
    const before = await lastSent();
    await shell.ask('application', { event: 'open-url', given: ['descant://format-the-disk'] });
    expect(await lastSent()).toEqual(before);
  });

  it('comes by links that it has registered for', () => {
    expect(record.links.map(([scheme]) => scheme)).toEqual(['descant']);
  });

  it('drags files of the mount to other programs', async () => {
    await own(DRAG_FILES, ['/mnt/Dusk.flac', '/mnt/Dawn.flac']);
    await own(DRAG_FILES, ['relative.flac']);
    const { dragged } = (await shell.ask('record')) as Recorded;
    expect(dragged).toMatchObject([{ file: '/mnt/Dusk.flac', files: ['/mnt/Dusk.flac', '/mnt/Dawn.flac'] }]);
  });

  it('shows progress in the taskbar for the own page', async () => {
    await own(SHOW_PROGRESS, 0.5);
    await own(SHOW_PROGRESS, 'unknown');
    await own(SHOW_PROGRESS, null);
    expect(((await shell.ask('record')) as Recorded).progress).toEqual([0.5, 2, -1]);
  });
});

describe('the place of the window', () => {
  it('is the one that was kept, within the screen, and is kept again', async () => {
    expect(record.windows[0]?.options).toMatchObject({ x: 100, y: 60, width: 1280, height: 600 });
    await shell.ask('close');
    expect(JSON.parse(readFileSync(join(folder, 'userData', 'window.json'), 'utf8'))).toEqual({
      x: 40,
      y: 50,
      width: 1000,
      height: 700,
      maximised: true,
    });
  });
});

describe('a crash', () => {
  const pageOf = async (): Promise<string> =>
    decodeURIComponent(((await shell.ask('record')) as Recorded).windows[0]?.url ?? '');

  it('of the page is said in the window, with a way back to it', async () => {
    await shell.ask('contents', { event: 'render-process-gone', given: [{ reason: 'clean-exit' }] });
    expect(await pageOf()).toContain('token=');
    await shell.ask('contents', { event: 'render-process-gone', given: [{ reason: 'oom' }] });
    expect(await pageOf()).toMatch(/^data:text\/html/u);
    expect(await pageOf()).toContain(`href="${origin}/"`);
    expect(await shell.ask('navigation', { event: 'will-navigate', url: RESTART_URL })).toBe(true);
    expect(((await shell.ask('record')) as Recorded).relaunches).toBe(0);
  });

  it('of the service is said in the window, which starts Descant again', async () => {
    const own = join(folder, 'other library');
    const other = boot(join(bundles, 'electron.js'), ['--library', own, '--no-mount']);
    await other.ask('settled');
    const { pid } = JSON.parse(readFileSync(join(own, 'service.json'), 'utf8')) as { pid: number };
    process.kill(pid, 'SIGKILL');
    const shown = async (): Promise<string> => ((await other.ask('record')) as Recorded).windows[0]?.url ?? '';
    await expect.poll(shown, { timeout: 20_000 }).toMatch(/^data:text\/html/u);
    expect(decodeURIComponent(await shown())).toContain(`href="${RESTART_URL}"`);
    await other.ask('navigation', { event: 'will-navigate', url: RESTART_URL }).catch(() => {});
    expect(await other.ended).toBe(0);
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
