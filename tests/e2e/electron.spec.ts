/**
 * The shell in real Electron. Where its binary is not to be had, the shell is proven against a
 * recorder instead (tests/electron), and these tests are skipped with that reason.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { electronBinary, hasDisplay } from '../../main/setup/window.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const binary = electronBinary(root);

test.skip(binary === null, "Electron's binary is not here: its package fetches it from elsewhere when it is first run");
test.skip(process.getuid?.() === 0, "Electron's sandbox does not run for root");
test.skip(!hasDisplay(process.env, process.platform), 'Electron needs a display');

let folder: string;
let app: ElectronApplication;
let page: Page;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'descant-electron-'));
  app = await _electron.launch({
    executablePath: binary ?? '',
    args: [root, '--library', join(folder, 'library'), '--no-mount'],
    chromiumSandbox: true,
  });
  page = await app.firstWindow();
});

test.afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('shows the page of the service, with the bridge and without Node', async () => {
  await expect(page).toHaveTitle(/Descant/);
  const found = await page.evaluate(() => ({
    bridge: Object.keys(Reflect.get(window, 'descant') as object).toSorted(),
    node: ['require', 'process', 'module', 'global'].filter((name) => name in window),
  }));
  expect(found).toEqual({
    bridge: ['chooseFolder', 'dragFiles', 'onMenu', 'onOpen', 'pathForDroppedFile', 'showProgress'],
    node: [],
  });
});

test('opens no second window and never navigates away from its page', async () => {
  const before = page.url();
  await page.evaluate(() => window.open('http://example.invalid/'));
  await page.evaluate(() => location.assign('http://example.invalid/'));
  expect(app.windows()).toHaveLength(1);
  expect(page.url()).toBe(before);
});

test('refuses permissions', async () => {
  const answer = await page.evaluate(async () => {
    const { state } = await navigator.permissions.query({ name: 'geolocation' });
    return state;
  });
  expect(answer).toBe('denied');
});
