/** What the command line can do, done in the page: exports, pictures, and every record of an import. */
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';

test.describe.configure({ mode: 'serial' });

let library: OpenedLibrary;
let page: Page;

test.beforeAll(async ({ browser }) => {
  library = await openLibrary();
  const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme: 'light' });
  page = await context.newPage();
  await library.open(page);
});

test.afterAll(async () => {
  await page.context().close();
  await library.close();
});

/** Whether axe finds nothing to say of the page. */
async function isAccessible(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
}

test('exports a selection, and the whole library, as files that the browser stores', async () => {
  const { row } = partsOf(page);
  const dialog = page.getByRole('dialog');
  await row('Revelation').click();
  await page.keyboard.press('x');
  await expect(dialog.getByRole('heading', { name: 'Export 1 track' })).toBeVisible();
  await isAccessible();
  await dialog.getByRole('radio', { name: 'Everything, a line for each track' }).check();
  const [some] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(some.suggestedFilename()).toMatch(/^descant-\d{4}-\d\d-\d\d\.jsonl$/u);
  const lines = readFileSync(await some.path(), 'utf8')
    .trim()
    .split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { tags: { title: string[] } }).tags.title)).toEqual([['Revelation']]);
  await expect(page.getByRole('status')).toContainText('1 track exported');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('export the');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('heading', { name: 'Export the library' })).toBeVisible();
  const [all] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save the file' }).click(),
  ]);
  expect(all.suggestedFilename()).toMatch(/\.csv$/u);
  const told = await library.command('export', '--format', 'csv');
  expect(readFileSync(await all.path(), 'utf8')).toBe(told);
});
