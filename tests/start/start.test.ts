/** `npm start` in a terminal without a display, as a user runs it. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'descant-start-'));
const music = join(folder, 'music');
const library = join(folder, 'library');
const mount = join(folder, 'mount');

interface Started {
  readonly child: ChildProcess;
  /** Everything printed so far. */
  text(): string;
  /** Resolves when `wanted` has been printed; rejects with everything printed when the process ends first. */
  printed(wanted: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<number | null>;
}

function start(...given: string[]): Started {
  const env = { ...process.env };
  for (const name of ['DISPLAY', 'WAYLAND_DISPLAY', 'INIT_CWD']) delete env[name];
  const child = spawn(process.execPath, [join(root, 'main/start.mjs'), ...given], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      for (const look of watchers) look();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    child,
    text: () => text,
    ended,
    printed: (wanted) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = wanted.exec(text);
          if (found === null) return;
          watchers.delete(look);
          resolve(found);
        };
        watchers.add(look);
        look();
        void ended.then((code) =>
          reject(new Error(`ended with ${String(code)} before printing ${String(wanted)}:\n${text}`)),
        );
      }),
  };
}

const isMounted = (directory: string): boolean => readFileSync('/proc/self/mounts', 'utf8').includes(` ${directory} `);

let first: Started;
let url: string;

beforeAll(async () => {
  mkdirSync(music);
  const made = spawnSync('ffmpeg', [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    'sine=frequency=440:duration=1',
    '-metadata',
    'title=A',
    '-metadata',
    'artist=Tuning Fork',
    join(music, 'a.flac'),
  ]);
  expect(String(made.stderr)).toBe('');
  first = start(music, '--library', library, '--mount', mount);
  url = (await first.printed(/app\s+(http:\S+)/))[1] ?? '';
});

afterAll(() => {
  first.child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

describe('npm start', () => {
  it('says where everything is, and that there is no display to open a window on', async () => {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
    await first.printed(/There is no display here/);
    await first.printed(/mount\s+\/\S+\/mount/);
    expect(first.text()).toContain(library);
    expect(isMounted(mount)).toBe(true);
  });

  it('serves the page at the URL it printed', async () => {
    const visit = await fetch(url, { redirect: 'manual' });
    const cookie = visit.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await fetch(new URL(visit.headers.get('location') ?? '', url), { headers: { cookie } });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<div id="app">');
  });

  it('scans the folder', async () => {
    await first.printed(/Reading the folders: done, 1 file\./);
  });

  it('attaches to the running service when started again, and leaves it running', async () => {
    const second = start('--library', library, '--no-mount');
    expect(await second.ended).toBe(0);
    expect(second.text()).toContain('Descant is running already');
    expect(second.text()).toContain(new URL(url).origin);
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(303);
  });

  it('refuses a folder that is none, before it does anything', async () => {
    const wrong = start(join(folder, 'nothing'), '--library', join(folder, 'other'));
    expect(await wrong.ended).toBe(2);
    expect(wrong.text()).toContain('is not a folder');
    expect(existsSync(join(folder, 'other'))).toBe(false);
  });

  it('on Ctrl-C unmounts, stops the service and ends well', async () => {
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    expect(first.text()).toContain('Stopped.');
    expect(isMounted(mount)).toBe(false);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });
});
