/**
 * Every page in both themes under axe, with nothing found: roles, names, contrast. And what the page says when the
 * service is gone.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { descant } from '../support/descant.ts';
import { startLibraryService, type LibraryService } from './library-service.ts';
import { makeSmallMusic } from './small-music.ts';

let folder: string;
let service: LibraryService;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'descant-e2e-'));
  makeSmallMusic(join(folder, 'music'));
  service = await startLibraryService(join(folder, 'library'));
});

test.afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Rules that axe found broken, each with the first element it found. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, help, nodes }) => `${id}: ${help} (${nodes[0]?.html ?? ''})`);
}

const THEMES = ['light', 'dark'] as const;

for (const colorScheme of THEMES) {
  test(`the first run is accessible, ${colorScheme}`, async ({ browser }) => {
    const page = await browser.newPage({ colorScheme, reducedMotion: 'reduce' });
    await page.goto(service.url);
    await page.getByRole('combobox').fill(`${folder}/`);
    await expect(page.getByRole('option').first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.close();
  });
}

test.describe('with a library', () => {
  test.beforeAll(async () => {
    const { code, stderr } = await descant(service.library, 'scan', join(folder, 'music'), '--wait', 'tags');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    await descant(service.library, 'edit', 'Sad', 'title=Sorrow', 'genre=Ambient', 'genre=Folk');
  });

  for (const colorScheme of THEMES) {
    test.describe(colorScheme, () => {
      let page: Page;

      test.beforeAll(async ({ browser }) => {
        page = await browser.newPage({ colorScheme, reducedMotion: 'reduce' });
        await page.goto(service.url);
      });

      test.afterAll(async () => {
        await page.close();
      });

      const open = (address: string): Promise<unknown> => page.goto(new URL(address, service.url).href);
      const row = (title: string) => page.getByRole('grid').getByRole('row', { name: title });

      test('the library with an edited track selected and playing', async () => {
        await open('/');
        await row('Sorrow').dblclick();
        await expect(page.getByRole('complementary').getByRole('heading', { name: 'Sorrow' })).toBeVisible();
        await expect(page.getByRole('region', { name: 'Player' })).toContainText('Sorrow');
        expect(await violations(page)).toEqual([]);
      });

      test('a field that is being edited, and the message after it', async () => {
        await page.getByRole('complementary').getByRole('button', { name: 'Edit Genre:' }).click();
        expect(await violations(page)).toEqual([]);
        await page.keyboard.type('Folk');
        await page.keyboard.press('Enter');
        await expect(page.getByRole('status').getByRole('button', { name: 'Undo' })).toBeVisible();
        expect(await violations(page)).toEqual([]);
        await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
        await expect(page.getByRole('status')).toContainText('Undone');
      });

      test('several tracks', async () => {
        await row('Knolls').click();
        await row('Sorrow').click({ modifiers: ['Control'] });
        await expect(page.getByRole('complementary').getByRole('heading', { name: '2 tracks' })).toBeVisible();
        await expect(page.getByText('several values').first()).toBeVisible();
        expect(await violations(page)).toEqual([]);
      });

      test('a search, one without a match, and one that cannot be read', async () => {
        await open('/?q=genre:%3D%22Folk%22');
        await expect(row('Legends of the North')).toBeVisible();
        expect(await violations(page)).toEqual([]);
        await open('/?q=nothing+like+this');
        await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
        expect(await violations(page)).toEqual([]);
        await page.getByRole('textbox', { name: 'Search the library' }).fill('"open');
        await expect(page.locator('#search-problem')).toBeVisible();
        expect(await violations(page)).toEqual([]);
      });

      for (const view of ['Activity', 'Mount', 'Folders']) {
        test(`the page ${view}`, async () => {
          await open(`/?view=${view.toLowerCase()}`);
          await expect(page.getByRole('heading', { level: 1, name: view })).toBeVisible();
          await expect(page.getByRole('region')).not.toHaveCount(1);
          expect(await violations(page)).toEqual([]);
        });
      }

      test('the keyboard shortcuts, and the question before a folder is removed', async () => {
        await page.keyboard.press('?');
        await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
        expect(await violations(page)).toEqual([]);
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toBeHidden();
        await page.getByRole('button', { name: 'Remove…' }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        expect(await violations(page)).toEqual([]);
      });

      test('a narrow window, with the details over the table', async () => {
        await page.setViewportSize({ width: 720, height: 450 });
        await open('/?q=sorrow');
        await row('Sorrow').click();
        await page.getByRole('button', { name: 'Details', exact: true }).click();
        await expect(page.getByRole('complementary').getByRole('heading', { name: 'Sorrow' })).toBeInViewport();
        expect(await violations(page)).toEqual([]);
        await page.setViewportSize({ width: 1440, height: 900 });
      });
    });
  }
});

test('says that the service is gone, and what to do', async ({ browser }) => {
  const own = await startLibraryService(join(folder, 'another library'));
  const page = await browser.newPage();
  await page.goto(own.url);
  await expect(page.getByRole('combobox')).toBeVisible();
  await own.stop();
  await expect(page.getByRole('alert').filter({ hasText: 'Start Descant again' })).toBeVisible();
  await page.close();
});
