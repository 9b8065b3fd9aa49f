/** The settings: each by the page and by the command line alike, with what is wrong with a value beside it, and Undo. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { writeBeets } from '../../app/imports/testing/source-files.ts';
import { openLibrary, type OpenedLibrary } from './opened-library.ts';

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

// The results of the tests of services are statuses, too.
const toast = (): Locator => page.getByRole('status').last();
const undo = (): Promise<void> => toast().getByRole('button', { name: 'Undo' }).click();
const section = (name: string): Locator => page.getByRole('region', { name, exact: true });

/** A setting as the service tells every client. */
async function kept(name: string): Promise<unknown> {
  const answer = await page.request.get(new URL('/trpc/settings.get', library.service.url).href);
  const { result } = (await answer.json()) as { result: { data: Record<string, unknown> } };
  return result.data[name];
}

/** Sets a setting from elsewhere; `undefined` takes it back to its default. */
async function setElsewhere(name: string, value?: string): Promise<void> {
  const token = new URL(library.service.url).searchParams.get('token');
  const answer = await fetch(new URL('/trpc/settings.set', library.service.url), {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name, ...(value === undefined ? {} : { value }) }),
  });
  expect(answer.status).toBe(200);
}

test('are a page of their own, reached by a key, the rail and the palette, with back and forward', async () => {
  await page.keyboard.press('Control+,');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await expect(page).toHaveURL(/view=settings/u);
  await page.goBack();
  await expect(page.getByRole('grid', { name: 'Tracks' })).toBeVisible();
  await page.goForward();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await page.getByRole('link', { name: 'Library' }).click();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('add folder');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Add a folder' })).toBeFocused();
});

test('are set by keys alone, at once, and taken back from the message', async () => {
  const gapless = page.getByRole('switch', { name: 'Gapless' });
  await gapless.focus();
  await page.keyboard.press('Space');
  await expect(toast()).toContainText('Gapless: off');
  expect(await kept('playback.gapless')).toBe(false);
  await undo();
  await expect(gapless).toBeChecked();
  await expect.poll(() => kept('playback.gapless')).toBe(true);
  await page.getByRole('radiogroup', { name: 'Names for' }).getByRole('radio', { name: 'Linux, macOS' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(toast()).toContainText('Names for: Windows');
  await expect(page.getByRole('radio', { name: 'Windows' })).toBeFocused();
  expect(await kept('mount.names')).toBe('windows');
});

test('say beside the field what is wrong with a value, and keep what was typed', async () => {
  const rate = page.getByRole('textbox', { name: 'Checking files' });
  await rate.fill('fast');
  await rate.press('Enter');
  await expect(section('Pictures and checks').getByRole('alert')).toContainText('a number of MB per second');
  await expect(rate).toHaveAttribute('aria-invalid', 'true');
  await expect(rate).toHaveValue('fast');
  expect(await kept('verify.rate')).toBe(0);
  await rate.press('Escape');
  await expect(rate).toHaveValue('0');
  await rate.fill('1,5');
  await rate.press('Tab');
  await expect(toast()).toContainText('Checking files: 1.5 MB/s');
  expect(await kept('verify.rate')).toBe(1.5);
  await page.getByRole('button', { name: 'Checking files: back to 0' }).click();
  await expect(rate).toHaveValue('0');
  const index = page.getByRole('textbox', { name: 'Fingerprint index' });
  await index.fill('nowhere');
  await index.press('Enter');
  await expect(section('Services and keys').getByRole('alert')).toContainText('begins with http://');
});

test('follow what the command line sets, and the player', async () => {
  await library.command('config', 'sort.articles', 'The, Der');
  await expect(page.getByRole('textbox', { name: 'Leading articles' })).toHaveValue('The, Der');
  await setElsewhere('playback.gain', 'track');
  await expect(page.getByRole('radio', { name: 'Track', exact: true })).toBeChecked();
  await page.getByRole('region', { name: 'Player' }).getByRole('button', { name: 'Loudness' }).click();
  await expect(page.getByRole('radio', { name: 'Album', exact: true })).toBeChecked();
  await expect.poll(() => kept('playback.gain')).toBe('album');
  const preamp = page.getByRole('slider', { name: 'Preamplifier' });
  await preamp.focus();
  await page.keyboard.press('ArrowRight');
  await expect(toast()).toContainText('Preamplifier: +0.5 dB');
  expect(await kept('playback.preamp')).toBe(0.5);
});

test('give the page the theme and the contrast that were chosen, also after a reload', async () => {
  const paper = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect.poll(paper).not.toBe(light);
  const dark = await paper();
  await page.getByRole('radio', { name: 'More' }).click();
  await expect(toast()).toContainText('Contrast: More');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.reload();
  expect(await paper()).toBe(dark);
  await expect(page.locator('html')).toHaveAttribute('data-contrast', 'more');
  await setElsewhere('appearance.theme');
  await setElsewhere('appearance.contrast');
  await expect.poll(paper).toBe(light);
});

test('declare fields and take them back, with what is wrong with a name beside it', async () => {
  const form = page.getByRole('form', { name: 'Declare a field' });
  await form.getByRole('textbox', { name: 'Name' }).fill('genre');
  await form.getByRole('button', { name: 'Declare' }).click();
  await expect(form.getByRole('alert')).toContainText('is a field already');
  await form.getByRole('textbox', { name: 'Name' }).fill('occasion');
  await form.getByRole('combobox', { name: 'Type' }).selectOption('Several texts');
  await form.getByRole('button', { name: 'Declare' }).click();
  await expect(toast()).toContainText('The field occasion was declared');
  expect(await library.command('fields')).toMatch(/^occasion +text +several, your own/mu);
  await library.command('edit', 'Knolls', 'occasion=Rain');
  await page.getByRole('button', { name: 'Remove … occasion' }).click();
  await expect(page.getByRole('dialog')).toContainText('1 track has a value of it');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the field' }).click();
  await expect(page.getByRole('button', { name: 'Remove … occasion' })).toBeHidden();
  await undo();
  await expect(page.getByRole('button', { name: 'Remove … occasion' })).toBeVisible();
  await library.command('act', 'save', 'Tidy up my way', 'clean');
  await page.getByRole('button', { name: 'Remove Tidy up my way' }).click();
  await undo();
  await expect(page.getByRole('button', { name: 'Remove Tidy up my way' })).toBeVisible();
});

test('back the whole library up into a file, and never over the music', async () => {
  const path = page.getByRole('textbox', { name: 'Whole library' });
  const now = page.getByRole('button', { name: 'Back up now' });
  const song = join(library.folder, 'music', 'Siege', '07.ogg');
  const { size } = statSync(song);
  await path.fill(song);
  await now.click();
  await expect(section('Backup').getByRole('alert')).toContainText('a backup belongs outside of the music');
  expect(statSync(song).size).toBe(size);
  const file = join(library.folder, 'all.backup');
  await path.fill(file);
  await now.click();
  await expect(toast()).toContainText('12 tracks');
  expect(existsSync(file)).toBe(true);
  await now.click();
  await expect(section('Backup').getByRole('alert')).toContainText('already');
  await page.getByRole('button', { name: 'Replace that file' }).click();
  await expect(section('Backup').getByRole('alert')).toBeHidden();
  await expect(toast()).toContainText('12 tracks');
});

test('take over what another program knows, after saying what that is', async () => {
  const imports = section('Import');
  const source = imports.getByRole('textbox', { name: 'Library of another program' });
  await source.fill(join(library.folder, 'nowhere.db'));
  await source.press('Enter');
  await expect(imports.getByRole('alert')).toContainText('nowhere.db');
  const beets = join(library.folder, 'beets.db');
  const song = Buffer.from(join(library.folder, 'music', 'Siege', '07.ogg'));
  writeBeets(beets, [{ id: 1, path: song, title: 'Knolls', artist: 'North Harbour' }], [[1, 'rating', '0.8']]);
  await source.fill(beets);
  await source.press('Enter');
  const found = imports.getByRole('list', { name: 'What would be imported' });
  await expect(found).toContainText('1 record, of which 0 are not in this library');
  await expect(found).toContainText('1 track would change');
  const records = imports.getByRole('region', { name: 'Every record' });
  await expect(records.getByRole('listitem')).toHaveText([
    /^North Harbour – Knollsfound by its path · Show in library/u,
  ]);
  await records.getByRole('textbox', { name: 'Find records' }).fill('elsewhere');
  await expect(records).toContainText('No record is like that.');
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    records.getByRole('link', { name: 'Save the list' }).click(),
  ]);
  expect(readFileSync(await saved.path(), 'utf8')).toMatch(
    /^outcome,.+\r\npath,North Harbour,Knolls,.+07\.ogg,\d+\r\n$/u,
  );
  await imports.getByRole('button', { name: 'Import it' }).click();
  await expect(toast()).toContainText('1 track changed');
  // The message stays while the pointer is on it, however long the rest takes.
  await toast().hover();
  await expect(imports.getByRole('list', { name: 'What was imported' })).toContainText('1 track changed');
  expect(await library.command('tracks', 'rating:4', '--fields', 'title')).toContain('Knolls');
  await undo();
  await expect(toast()).toContainText('Undone');
});

test('read published dumps, after saying what that takes, and remove what was read', async () => {
  const lines = [1, 2, 3].map((id) => JSON.stringify({ id, gid: `00000000-0000-4000-8000-00000000000${id}` }));
  const path = join(library.folder, 'track.jsonl');
  writeFileSync(path, [...lines, 'nonsense'].join('\n'));
  const services = section('Services and keys');
  const field = services.getByRole('textbox', { name: 'Published dumps' });
  await field.fill(join(library.folder, 'none.gz'));
  await field.press('Enter');
  await expect(services.getByRole('alert')).toContainText('cannot be read');
  await field.fill(path);
  await field.press('Enter');
  await expect(services.getByRole('list', { name: 'What it takes' })).toContainText('About 3 rows');
  await services.getByRole('button', { name: 'Read them' }).click();
  const read = services.getByRole('list', { name: 'What was read' });
  await expect(read).toContainText('3 new rows');
  await expect(read).toContainText('track.jsonl:4: it is no JSON');
  await services.getByRole('button', { name: 'Remove all …' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(toast()).toContainText('Removed.');
  await expect(services.getByRole('button', { name: 'Remove all …' })).toBeHidden();
});

test('make the history smaller once it is old, and say before what is lost', async () => {
  const smaller = section('History').getByRole('button', { name: 'Make it smaller …' });
  await smaller.click();
  await expect(toast()).toContainText(/^Nothing to save among/u);
  for (const mood of ['calm', 'quiet', 'still']) await library.command('edit', 'title:Knolls', `mood=${mood}`);
  // Four hundred days later for the page, so that the edits of now are old.
  await page.clock.setSystemTime(new Date(Date.now() + 400 * 24 * 60 * 60 * 1000));
  await smaller.click();
  const question = page.getByRole('dialog', { name: 'Make the history smaller?' });
  await expect(question).toContainText(/edits would lose values in between/u);
  await question.getByRole('button', { name: 'Make it smaller' }).click();
  await expect(toast()).toContainText('The history is smaller now.');
  await smaller.click();
  await expect(toast()).toContainText(/^Nothing to save among/u);
});

test('rebuild what is derived, and say what was rebuilt', async () => {
  await page.getByRole('button', { name: 'Rebuild: Search' }).click();
  await expect(toast()).toContainText('The search was rebuilt: 12 tracks');
  await expect(page.getByRole('button', { name: 'Rebuild: Search' })).toBeEnabled();
});

test('have nothing that axe finds in forced colours, and fit a telephone', async () => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole('switch', { name: 'Gapless' })).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const wider = await page
    .getByRole('main')
    .locator('section, section *')
    .evaluateAll((parts) => parts.filter((part) => part.getBoundingClientRect().right > window.innerWidth).length);
  expect(wider).toBe(0);
});
