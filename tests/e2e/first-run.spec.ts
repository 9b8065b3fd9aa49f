/** The first run as a person without a mouse has it: a path by its completion, the library, a second folder. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { makeAudio } from '../support/audio.ts';
import { startLibraryService, type LibraryService } from './library-service.ts';

test.describe.configure({ mode: 'serial' });

let folder: string;
let service: LibraryService;
let page: Page;

test.beforeAll(async ({ browser }) => {
  folder = mkdtempSync(join(tmpdir(), 'descant-e2e-'));
  makeAudio(join(folder, 'My Music', 'a.flac'), { seconds: 1, tags: { title: 'Lanterns' } });
  makeAudio(join(folder, 'My Songs', 'b.flac'), { seconds: 1, tags: { title: 'Harbour' } });
  mkdirSync(join(folder, 'My Music', 'Only'));
  service = await startLibraryService(join(folder, 'library'));
  page = await browser.newPage();
  await page.goto(service.url);
});

test.afterAll(async () => {
  await page.close();
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

const path = (): Locator => page.getByRole('combobox', { name: 'Where is your music?' });
const options = (): Locator => page.getByRole('listbox', { name: 'Folders' }).getByRole('option');

test('completes a path by Tab where it can only mean one folder, and goes on to the button otherwise', async () => {
  await path().fill(`${folder}/My`);
  await expect(options()).toHaveCount(2);
  await path().press('Tab');
  await expect(page.getByRole('button', { name: 'Scan this folder' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await path().fill(`${folder}/my m`);
  await expect(options()).toHaveText([join(folder, 'My Music')]);
  await path().press('Tab');
  await expect(path()).toHaveValue(join(folder, 'My Music/'));
  await expect(path()).toBeFocused();
  await expect(options()).toHaveText([join(folder, 'My Music', 'Only')]);
  await path().press('Tab');
  await expect(path()).toHaveValue(join(folder, 'My Music/'));
  await expect(page.getByRole('button', { name: 'Scan this folder' })).toBeFocused();
});

test('shows what is wrong with a path in place of the folders that were offered', async () => {
  await path().fill(`${folder}/My `);
  await expect(options()).toHaveCount(2);
  await path().press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'My cannot be opened' })).toBeVisible();
  await expect(options()).toHaveCount(0);
  await path().fill('~/no such folder');
  await path().press('Enter');
  await expect(page.getByText(`${homedir()}/no such folder cannot be opened`)).toBeVisible();
});

test('says what to do where a folder is dropped on the field, which a browser does not tell the path of', async () => {
  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([''], 'My Music'));
    return transfer;
  });
  await path().dispatchEvent('dragover', { dataTransfer: dropped });
  await path().dispatchEvent('drop', { dataTransfer: dropped });
  await expect(page.getByRole('status')).toContainText('Type its path');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('takes the address of a folder that a file manager has copied, and leads on to the search', async () => {
  await path().fill(pathToFileURL(join(folder, 'My Music')).href);
  await path().press('Enter');
  await expect(page.getByRole('row', { name: 'Lanterns' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Search the library' })).toBeFocused();
});

test('adds a second folder once, however often Enter is pressed until it is there', async () => {
  let asked = 0;
  const answered = Promise.withResolvers<void>();
  await page.route('**/trpc/scan.start*', async (route) => {
    asked += 1;
    await answered.promise;
    await route.continue();
  });
  await page.keyboard.press('Control+,');
  const second = page.getByRole('combobox', { name: 'Add a folder' });
  await second.fill(join(folder, 'My Songs'));
  await second.press('Enter');
  await expect(page.getByRole('button', { name: 'Adding …' })).toBeDisabled();
  await second.press('Enter');
  await second.press('Enter');
  answered.resolve();
  await expect(page.getByRole('button', { name: 'Scan again' })).toHaveCount(2);
  await expect(second).toHaveValue('');
  expect(asked).toBe(1);
});

test("scans the desktop's music folder by one key behind the field", async ({ browser }) => {
  mkdirSync(join(folder, 'config'));
  writeFileSync(join(folder, 'config', 'user-dirs.dirs'), `XDG_MUSIC_DIR="${join(folder, 'My Songs')}"\n`);
  const offering = await startLibraryService(join(folder, 'offered'), { XDG_CONFIG_HOME: join(folder, 'config') });
  const other = await browser.newPage();
  try {
    await other.goto(offering.url);
    const offer = other.getByRole('button', { name: `Scan ${join(folder, 'My Songs')}` });
    await expect(offer).toBeVisible();
    await expect(other.getByRole('combobox', { name: 'Where is your music?' })).toBeFocused();
    await other.keyboard.press('Tab');
    await expect(offer).toBeFocused();
    await offer.press('Enter');
    await expect(other.getByRole('row', { name: 'Harbour' })).toBeVisible();
  } finally {
    await other.close();
    await offering.stop();
  }
});

test('leads from a folder without music to the field for another', async ({ browser }) => {
  mkdirSync(join(folder, 'Documents'));
  const empty = await startLibraryService(join(folder, 'empty'));
  const other = await browser.newPage();
  try {
    await other.goto(empty.url);
    await other.getByRole('combobox', { name: 'Where is your music?' }).fill(join(folder, 'Documents'));
    await other.keyboard.press('Enter');
    await other.getByRole('button', { name: 'Choose other folders' }).press('Enter');
    await expect(other.getByRole('combobox', { name: 'Add a folder' })).toBeFocused();
  } finally {
    await other.close();
    await empty.stop();
  }
});
