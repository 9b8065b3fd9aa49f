/** What the command line can do, done in the page: exports, pictures, queries as rules, fingerprints, comparisons. */
import { execFileSync } from 'node:child_process';
import { readFileSync, utimesSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';

test.describe.configure({ mode: 'serial' });

/** A PNG. */
const ONE_PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const PROGRAM = fileURLToPath(new URL('../../main/descant.mjs', import.meta.url));

let library: OpenedLibrary;
let page: Page;

test.beforeAll(async ({ browser }) => {
  library = await openLibrary();
  const permissions = ['clipboard-read', 'clipboard-write'];
  const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme: 'light', permissions });
  page = await context.newPage();
  await library.open(page);
});

test.afterAll(async () => {
  await page.context().close();
  await library.close();
});

/** A day from today on, as the address writes it. */
function day(later: number): string {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + later).toLocaleDateString('sv-SE');
}

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
  await expect(pictures).toHaveText([/^Other picture/u, /^Back cover1 × 1 · 70 B · of your own$/u]);
  await expect(details.locator('img').first()).toHaveAttribute('src', /\/art\/track\//u);
  await isAccessible();
  await details.getByRole('button', { name: 'Copy the pictures' }).click();
  await expect(toast).toContainText('Pictures copied.');

  await row('Sad').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'More edits' }).click();
  await page.getByRole('menuitem', { name: 'Give them the copied pictures …' }).click();
  await expect(dialog.getByRole('heading')).toHaveText('Pictures of “Journey’s End”');
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await isAccessible();
  }
  await dialog.getByRole('checkbox', { name: 'Other picture' }).uncheck();
  await dialog.getByRole('button', { name: 'Give them the pictures' }).click();
  await expect(toast).toContainText('Picture changed on 1 track');
  await row('Sad').click();
  await expect(pictures).toHaveText([/^Back cover/u]);
  await details.getByRole('button', { name: 'Remove: Back cover' }).click();
  await expect(details.getByText('This track has no picture.')).toBeVisible();
});

test('says what a search means, and gives it as the rule that programs take', async () => {
  const dialog = page.getByRole('dialog');
  await page.getByRole('textbox', { name: 'Search the library' }).fill('(genre:=Folk , year:1996..) -is:edited');
  await page.getByRole('button', { name: 'What the search means' }).click();
  await expect(dialog.getByRole('listitem')).toHaveText([
    'all of these:',
    'at least one of these:',
    'Genre is “Folk”',
    'year is at least 1996',
    'not: has been edited',
  ]);
  await isAccessible();
  await dialog.getByRole('button', { name: 'Copy the rule' }).click();
  const { query, rule } = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as {
    query: string;
    rule: unknown;
  };
  expect((await library.command('query', '--rule', JSON.stringify(rule))).trim()).toBe(query);
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'Search the library' }).fill('');
});

test('copies the fingerprint of a track as the command prints it', async () => {
  const { row, toast } = partsOf(page);
  await library.command('scan', '--wait', 'analysis');
  await row('Sad').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'More edits' }).click();
  await page.getByRole('menuitem', { name: 'Copy the fingerprint' }).click();
  await expect(toast).toContainText('Fingerprint copied');
  const path = (await library.command('tracks', 'title:=Sad', '--fields', 'path')).trim();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    execFileSync(process.execPath, [PROGRAM, 'fingerprint', path], { encoding: 'utf8' }),
  );
});

test('shows the library as of a day, to look at only, and goes back to now', async () => {
  const { grid, row } = partsOf(page);
  const banner = page.getByRole('region', { name: 'The library as of a date' });
  await library.command('rate', 'title:=Sad', '4');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('as of');
  await page.keyboard.press('Enter');
  await page.getByLabel('Day').fill(day(0));
  await isAccessible();
  await page.getByRole('button', { name: 'Show the library' }).click();
  await expect(banner).toContainText('Nothing can be edited here.');
  expect(new URL(page.url()).searchParams.get('as-of')).toBe(day(0));
  await expect(grid).toHaveAttribute('aria-readonly', 'true');
  await isAccessible();
  await row('Sad')
    .getByRole('img', { name: '4 of 5 stars' })
    .click({ position: { x: 4, y: 6 } });
  await row('Sad').click();
  await page.keyboard.press('2');
  await page.keyboard.press('F2');
  await expect(page.getByRole('status')).toContainText('select a track first');
  await expect(grid.getByRole('textbox')).toHaveCount(0);
  expect((await library.command('tracks', 'title:=Sad', '--fields', 'rating')).trim()).toBe('4');
  await banner.getByRole('button', { name: 'Export …' }).click();
  await expect(page.getByLabel('As of (empty: now)')).toHaveValue(day(0));
  await page.keyboard.press('Escape');

  const pages = page.getByRole('navigation', { name: 'Pages' });
  await pages.getByRole('link', { name: 'Albums' }).click();
  expect(new URL(page.url()).searchParams.get('as-of')).toBe(day(0));
  const tile = page.getByRole('grid', { name: 'Albums' }).getByRole('link').first();
  await expect(tile).not.toContainText('drop one');
  await tile.click();
  await expect(page.getByRole('button', { name: 'Add to queue' })).toBeVisible();
  await expect(page.getByRole('button', { name: /Edit all|Choose a cover/u })).toHaveCount(0);
  await isAccessible();
  await pages.getByRole('link', { name: 'Artists' }).click();
  await page.getByRole('list', { name: 'Artists' }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 2, name: 'Albums' })).toBeVisible();
  await isAccessible();
  await page.goto(new URL(`/?view=albums&as-of=${day(-1)}`, page.url()).href);
  await expect(page.getByText('There was no such album on that day.')).toBeVisible();
  await page.goto(new URL(`/?view=artists&as-of=${day(-1)}`, page.url()).href);
  await expect(page.getByText('There was no such artist on that day.')).toBeVisible();

  await page.goto(new URL(`/?as-of=${day(-1)}`, page.url()).href);
  await expect(page.getByText('There was no such track on that day.')).toBeVisible();
  await page.goto(new URL(`/?as-of=${day(-1)}&q=year:soon`, page.url()).href);
  await expect(page.getByRole('heading', { name: 'This search is not understood' })).toBeVisible();
  await page.getByRole('button', { name: 'Show all tracks' }).click();
  await banner.getByRole('button', { name: 'Back to now' }).click();
  await expect(grid).not.toHaveAttribute('aria-readonly', 'true');
  await expect(row('Sad')).toBeVisible();
});

test('compares the originals with the last scan, and names those that differ', async () => {
  await page.goto(new URL('/?view=review&item=verify', page.url()).href);
  const section = page.getByRole('region', { name: 'Compare with the last scan' });
  await section.getByRole('button', { name: 'Compare' }).click();
  await expect(section).toContainText(/\d+ files are as they were\./u);
  const path = (await library.command('tracks', 'title:=Sad', '--fields', 'path')).trim();
  const at = new Date(1_000_000_000_000);
  utimesSync(path, at, at);
  await section.getByRole('button', { name: 'Compare' }).click();
  await expect(section).toContainText('1 file is not as it was.');
  await expect(section.getByRole('listitem')).toHaveText(/changed$/u);
  await isAccessible();
});
