/**
 * Every page in both themes and in forced colours under axe, with nothing found: roles, names, contrast. And what the page
 * says when the service is gone.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { PAGES } from '../../renderer/catalog/pages.ts';
import { descant } from '../support/descant.ts';
import { startLibraryService, type LibraryService } from './library-service.ts';
import { makeSmallMusic } from './small-music.ts';

let folder: string;
let service: LibraryService;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'descant-e2e-'));
  makeSmallMusic(join(folder, 'music'));
  service = await startLibraryService(join(folder, 'library'));
  const { code, stderr } = await descant(service.library, 'scan', join(folder, 'music'), '--wait', 'tags');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  await descant(service.library, 'edit', 'Sad', 'title=Sorrow', 'genre=Ambient', 'genre=Folk');
});

test.afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The looks of the page, the last one that of all other tests: they differ in colour alone. */
const LOOKS = [
  { name: 'forced colours', forcedColors: 'active', colorScheme: 'light' },
  { name: 'dark', forcedColors: 'none', colorScheme: 'dark' },
  { name: 'light', forcedColors: 'none', colorScheme: 'light' },
] as const;

/** Rules that axe found broken in any look, each with the first element it found. */
async function violations(page: Page): Promise<string[]> {
  const broken: string[] = [];
  for (const { name, ...media } of LOOKS) {
    await page.emulateMedia(media);
    const axe = new AxeBuilder({ page });
    const { violations: found } = await (name === 'light' ? axe : axe.withRules('color-contrast')).analyze();
    broken.push(...found.map(({ id, help, nodes }) => `${name}, ${id}: ${help} (${nodes[0]?.html ?? ''})`));
  }
  return broken;
}

test.use({ colorScheme: 'light', contextOptions: { reducedMotion: 'reduce' } });

test('the first run', async ({ page }) => {
  const empty = await startLibraryService(join(folder, 'empty'));
  await page.goto(empty.url);
  await page.getByRole('combobox').fill(`${folder}/`);
  await expect(page.getByRole('option').first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await empty.stop();
});

test('the library with an edited track selected and playing', async ({ page }) => {
  await open(page, '/');
  await row(page, 'Sorrow').dblclick();
  await expect(page.getByRole('complementary').getByRole('heading', { name: 'Sorrow' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Player' })).toContainText('Sorrow');
  expect(await violations(page)).toEqual([]);
});

test('a field that is being edited, and the message after it', async ({ page }) => {
  await open(page, '/');
  await row(page, 'Knolls').click();
  await page.getByRole('complementary').getByRole('button', { name: 'Edit Genre:' }).click();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.type('Folk');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').getByRole('button', { name: 'Undo' })).toBeVisible();
  // The message stays while the pointer is on it, however long axe takes.
  await page.getByRole('status').hover();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('status')).toContainText('Undone');
});

test('several tracks', async ({ page }) => {
  await open(page, '/');
  await row(page, 'Knolls').click();
  await row(page, 'Sorrow').click({ modifiers: ['Control'] });
  await expect(page.getByRole('complementary').getByRole('heading', { name: '2 tracks' })).toBeVisible();
  await expect(page.getByText('several values').first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('a search, one without a match, and one that cannot be read', async ({ page }) => {
  await open(page, '/?q=genre:%3D%22Folk%22');
  await expect(row(page, 'Legends of the North')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Search the library' }).fill('nothing like this');
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Search the library' }).fill('"open');
  await expect(page.getByRole('heading', { name: 'This search is not understood' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

for (const { id, label } of PAGES) {
  test(`the page ${label}`, async ({ page }) => {
    await open(page, `/?view=${id}`);
    await expect(page.getByRole('heading', { level: 1, name: label })).toBeVisible();
    await expect(page.getByRole('main').getByRole('region')).not.toHaveCount(0);
    expect(await violations(page)).toEqual([]);
  });
}

test('the mount: its views, one that is edited, and what is wrong with it', async ({ page }) => {
  await descant(
    service.library,
    'views',
    'add',
    'Playlists/Folk',
    '--query',
    'genre:folk year-',
    '--template',
    '$artist - $title',
    '--playlist',
    '--best-copies',
  );
  await open(page, '/?view=mount');
  await expect(page.getByRole('main').getByRole('list', { name: 'Views' }).getByRole('listitem')).toHaveCount(2);
  await expect(page.getByText('Legends of the North.mp3')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Edit Playlists/Folk' }).click();
  const form = page.getByRole('form', { name: 'Playlists/Folk' });
  await expect(form.getByText('Juniper Hall - Legends of the North.mp3')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await form.getByRole('textbox', { name: 'Names' }).fill('$title[');
  await expect(form.getByRole('textbox', { name: 'Names' })).toHaveAttribute('aria-invalid', 'true');
  await page.getByRole('textbox', { name: 'Folder' }).fill(join(folder, 'music'));
  await page.getByRole('button', { name: 'Mount', exact: true }).click();
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Mounting failed');
  expect(await violations(page)).toEqual([]);
});

test('the mount where it is mounted', async ({ page }) => {
  test.skip(!existsSync('/dev/fuse'), 'there is no /dev/fuse: file systems of programs cannot be mounted here');
  await open(page, '/?view=mount');
  await page.getByRole('textbox', { name: 'Folder' }).fill(join(folder, 'Mounted'));
  await page.getByRole('button', { name: 'Mount', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Unmount' })).toBeVisible();
  await expect(page.getByRole('main').getByText('Mounted at')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Unmount' }).click();
  await expect(page.getByRole('main').getByText('Not mounted')).toBeVisible();
});

test('the keyboard shortcuts, and the question before a folder is removed', async ({ page }) => {
  await open(page, '/?view=settings');
  await expect(page.getByRole('button', { name: 'Remove …' })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('button', { name: 'Remove …' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('a narrow window, with the details over the table', async ({ page }) => {
  await page.setViewportSize({ width: 720, height: 450 });
  await open(page, '/?q=sorrow');
  await row(page, 'Sorrow').click();
  await page.getByRole('button', { name: 'Details', exact: true }).click();
  await expect(page.getByRole('complementary').getByRole('heading', { name: 'Sorrow' })).toBeInViewport();
  expect(await violations(page)).toEqual([]);
});

test('says that the service is gone, and what to do', async ({ page }) => {
  const own = await startLibraryService(join(folder, 'another library'));
  await page.goto(own.url);
  await expect(page.getByRole('combobox')).toBeVisible();
  await own.stop();
  await expect(page.getByRole('alert').filter({ hasText: 'Start Descant again' })).toBeVisible();
});

/** Opens an address of the app; the first visit brings the token. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(service.url);
  await page.goto(new URL(address, service.url).href);
}

function row(page: Page, title: string): Locator {
  return page.getByRole('grid').getByRole('row', { name: title });
}
