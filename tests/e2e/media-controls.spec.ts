/**
 * The media controls of a Linux desktop: a session bus of the test's own, the real service, music that plays in real
 * Chromium, and `playerctl` as a person types it.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { descant } from '../support/descant.ts';
import { startLibraryService, type LibraryService } from './library-service.ts';
import { makeSmallMusic } from './small-music.ts';

test.describe.configure({ mode: 'serial' });
test.skip(!existsSync('/usr/bin/playerctl'), 'playerctl is not installed');
test.skip(!existsSync('/usr/bin/dbus-daemon'), 'dbus-daemon is not installed');

/** Longer than it takes to pause a track that has begun, on a busy machine too: no track ends by itself. */
const SECONDS = 30;

let folder: string;
let bus: ChildProcess;
let address: string;
let service: LibraryService;
let page: Page;

test.beforeAll(async ({ browser }) => {
  folder = mkdtempSync(join(tmpdir(), 'descant-e2e-'));
  bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], { stdio: ['ignore', 'pipe', 'ignore'] });
  [address] = (await once(createInterface({ input: bus.stdout! }), 'line')) as [string];
  makeSmallMusic(join(folder, 'music'), SECONDS);
  service = await startLibraryService(join(folder, 'library'), { DBUS_SESSION_BUS_ADDRESS: address });
  expect(await descant(service.library, 'scan', join(folder, 'music'), '--wait', 'tags')).toMatchObject({ code: 0 });
  page = await browser.newPage({ reducedMotion: 'reduce' });
  await page.goto(service.url);
  await page.goto(new URL('/?q=album%3A"Into the Shadows"&sort=title', service.url).href);
});

test.afterAll(async () => {
  await page.close();
  await service.stop();
  bus.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** What `playerctl` prints; what it complains of where it fails. */
function playerctl(...words: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const env = { ...process.env, DBUS_SESSION_BUS_ADDRESS: address };
    execFile('playerctl', ['--player=descant', ...words], { env }, (error, stdout, stderr) =>
      resolve(error ? stderr.trim() : stdout.trim()),
    );
  });
}
const player = () => page.getByRole('region', { name: 'Player' });
const shows = (words: readonly string[], text: string | RegExp) => expect.poll(() => playerctl(...words)).toMatch(text);

test('are not there while nothing is loaded, and then show the track, its cover and its place', async () => {
  expect(await playerctl('status')).toContain('No player');
  await page.getByRole('grid').getByRole('row', { name: 'Into the Shadows' }).first().dblclick();
  await shows(['status'], /^Playing$/u);
  await shows(
    ['metadata', '--format', '{{title}} | {{artist}} | {{album}}'],
    'Into the Shadows | Ember Quartet | Into',
  );
  expect(await playerctl('metadata', 'mpris:length')).toMatch(/^30\d{6}$/u);
  const cover = fileURLToPath(await playerctl('metadata', 'mpris:artUrl'));
  expect(readFileSync(cover).subarray(8, 12).toString()).toBe('WEBP');
  await expect.poll(async () => Number(await playerctl('position'))).toBeGreaterThan(0.2);
});

test('pause, play and go to a place', async () => {
  await playerctl('pause');
  await shows(['status'], /^Paused$/u);
  await expect(player().getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await playerctl('position', '3');
  await shows(['position'], /^3\.0/u);
  await expect(player()).toContainText('0:03');
  await playerctl('position', '1-');
  await shows(['position'], /^2\.0/u);
  await playerctl('play-pause');
  await shows(['status'], /^Playing$/u);
});

test('go to the next track and back, and show it', async () => {
  await playerctl('next');
  await shows(['metadata', 'title'], 'Journey’s End');
  await expect(player()).toContainText('Journey’s End');
  await playerctl('previous');
  await shows(['metadata', 'title'], /^Into the Shadows$/u);
  await playerctl('pause');
});

test('set volume, order and repeat, and follow the page', async () => {
  await playerctl('volume', '0.4');
  await shows(['volume'], /^0\.40/u);
  await expect(player().getByRole('slider', { name: 'Volume' })).toHaveValue('40');
  await playerctl('shuffle', 'On');
  await expect(player().getByRole('button', { name: 'Shuffle' })).toHaveAttribute('aria-pressed', 'true');
  await shows(['shuffle'], /^On$/u);
  await playerctl('loop', 'Track');
  await expect(player().getByRole('button', { name: 'Repeat: this track' })).toBeVisible();
  await player().getByRole('button', { name: 'Mute' }).click();
  await shows(['volume'], /^0\.0/u);
});

test('show an edit, go by a setting and come back, and end with the page', async () => {
  await descant(service.library, 'edit', 'title:="Into the Shadows"', 'title=Out of the Shadows');
  await shows(['metadata', 'title'], /^Out of the Shadows$/u);
  await descant(service.library, 'config', 'playback.media-controls', 'false');
  await shows(['status'], 'No player');
  await descant(service.library, 'config', 'playback.media-controls', 'true');
  await shows(['status'], /^Paused$/u);
  await page.goto('about:blank');
  await shows(['status'], 'No player');
});

test('leave the service at work when the bus dies', async () => {
  await page.goto(service.url);
  await shows(['status'], /^Paused$/u);
  bus.kill();
  await once(bus, 'exit');
  await player().getByRole('button', { name: 'Play', exact: true }).click();
  await expect(player().getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  expect(await descant(service.library, 'status')).toMatchObject({ code: 0 });
});
