/** What the command line can do, done in the page: exports, pictures, and every record of an import. */
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';

test.describe.configure({ mode: 'serial' });

/** A PNG. */
const ONE_PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

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

test('shows the pictures of a track by what they show, and gives them to another', async () => {
  const { details, row, toast } = partsOf(page);
  const dialog = page.getByRole('dialog');
  const pictures = details.getByRole('region', { name: 'Pictures' }).getByRole('listitem');
  await row('Journey’s End').click();
  await expect(pictures).toHaveText([/^Other picture\d+ × \d+ · .+ · in the file$/u]);
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    details.getByRole('combobox', { name: 'Add as' }).selectOption('Back cover'),
  ]);
  await chooser.setFiles({ name: 'back.png', mimeType: 'image/png', buffer: ONE_PIXEL });
  await expect(pictures).toHaveText([/^Back cover1 × 1 · 70 B · of your own$/u, /^Other picture/u]);
  await isAccessible();
  await details.getByRole('button', { name: 'Copy the pictures' }).click();
  await expect(toast).toContainText('Pictures copied.');

  await row('Sad').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'More edits' }).click();
  await page.getByRole('menuitem', { name: 'Give them the copied pictures …' }).click();
  await expect(dialog.getByRole('heading')).toHaveText('Pictures of “Journey’s End”');
  await dialog.getByRole('checkbox', { name: 'Other picture' }).uncheck();
  await dialog.getByRole('button', { name: 'Give them the pictures' }).click();
  await expect(toast).toContainText('Picture changed on 1 track');
  await row('Sad').click();
  await expect(pictures).toHaveText([/^Back cover/u]);
  await details.getByRole('button', { name: 'Remove: Back cover' }).click();
  await expect(details.getByText('This track has no picture.')).toBeVisible();
});
