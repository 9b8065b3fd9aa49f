/** The demo: a person without music at hand makes a library by one click, and sees what Descant is for. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { descant } from '../support/descant.ts';
import { startLibraryService, type LibraryService } from './library-service.ts';

let folder: string;
let service: LibraryService;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'descant-e2e-'));
  service = await startLibraryService(join(folder, 'library'));
});

test.afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('is one click away on the first run, has albums with covers and similar tracks, and is removed', async ({
  page,
}) => {
  await page.goto(service.url);
  await expect(page.getByRole('combobox', { name: 'Where is your music?' })).toBeFocused();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole('button', { name: 'Try the demo' }).click();
  const grid = page.getByRole('grid', { name: 'Tracks' });
  await expect(grid.getByRole('row', { name: 'Seventeen Jewels' })).toBeVisible();
  expect(readdirSync(join(folder, 'library', 'demo')).toSorted()).toEqual(['Ada Quill', 'The Escapement']);

  await descant(service.library, 'scan', '--wait', 'analysis');
  await grid.getByRole('row', { name: 'Seventeen Jewels' }).click();
  const similar = page.getByRole('region', { name: 'Similar tracks' }).getByRole('link');
  await expect(similar.first()).toContainText('The Escapement');
  await page.getByRole('link', { name: 'Albums' }).click();
  const covers = page.getByRole('main').locator('img');
  await expect(covers).toHaveCount(2);
  await expect.poll(() => covers.first().evaluate((cover: HTMLImageElement) => cover.naturalWidth)).toBeGreaterThan(0);

  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Remove …' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Remove/u })
    .click();
  await expect(page.getByRole('combobox', { name: 'Where is your music?' })).toBeVisible();
});
