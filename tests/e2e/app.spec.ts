/**
 * The app as a person uses it: real Chromium, the real service, real audio, one library from its first run on.
 * The tests follow one another, as the person would; each leaves the library as the next expects it.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { homedir, tmpdir, userInfo } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { descant } from '../support/descant.ts';
import { startLibraryService, type LibraryService } from './library-service.ts';
import { makeSmallMusic, TRACKS } from './small-music.ts';

test.describe.configure({ mode: 'serial' });

/** Longer than it takes to pause a track that has begun, on a busy machine too. */
const SECONDS = 12;

let folder: string;
let service: LibraryService;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

test.beforeAll(async ({ browser }) => {
  folder = mkdtempSync(join(tmpdir(), 'descant-e2e-'));
  makeSmallMusic(join(folder, 'music'), SECONDS);
  service = await startLibraryService(join(folder, 'library'));
  context = await browser.newContext({ reducedMotion: 'reduce' });
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A refused query is an answer of the service: Chromium notes every such answer on the console.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(message.text());
    }
  });
  await page.goto(service.url);
});

test.afterAll(async () => {
  await context.close();
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.afterEach(() => {
  expect(complaints, 'nothing is thrown, and nothing is refused by the content security policy').toEqual([]);
});

const grid = (): Locator => page.getByRole('grid', { name: 'Tracks' });
const row = (title: string): Locator => grid().getByRole('row', { name: title });
const details = (): Locator => page.getByRole('complementary', { name: 'Details' });
const field = (name: string): Locator => details().getByRole('button', { name: `Edit ${name}:` });
const search = (): Locator => page.getByRole('textbox', { name: 'Search the library' });
const toast = (): Locator => page.getByRole('status');

/** Titles in list order; what is said before a title, as of a broken file, stands on a line of its own. */
const titles = (): Promise<string[]> =>
  grid()
    .locator('[data-index]')
    .evaluateAll((rows) =>
      rows
        .toSorted((a, b) => Number(a.getAttribute('data-index')) - Number(b.getAttribute('data-index')))
        .map((one) => one.querySelector<HTMLElement>('[data-column="title"]')?.innerText.split('\n').at(-1) ?? ''),
    );

test('offers folders while one types, and says what is wrong with one that is not there', async () => {
  const path = page.getByRole('combobox', { name: 'Where is your music?' });
  await expect(path).toBeFocused();
  await page.keyboard.press('ArrowDown');
  const folders = (await readdir(homedir(), { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const visible = folders.map(({ name }) => join(homedir(), name)).filter((name) => !basename(name).startsWith('.'));
  await expect(page.getByRole('option')).toHaveText(visible.toSorted().slice(0, 20));
  await path.fill(`${folder}/mus`);
  await expect(page.getByRole('option', { name: join(folder, 'music') })).toBeVisible();
  await path.fill('/no/such/folder');
  await page.getByRole('button', { name: 'Scan this folder' }).click();
  await expect(page.getByText('/no/such/folder cannot be opened')).toBeVisible();
  await path.fill('~/no such folder');
  await expect(page.getByText('cannot be opened')).toBeHidden();
  await page.getByRole('button', { name: 'Scan this folder' }).click();
  await expect(page.getByText(`${homedir()}/no such folder cannot be opened`)).toBeVisible();
});

test('shows the tracks of a chosen folder without reload, and the broken file with its cause', async () => {
  const path = page.getByRole('combobox', { name: 'Where is your music?' });
  await path.fill(`${folder}/mus`);
  await path.press('ArrowDown');
  await path.press('Enter');
  await expect(path).toHaveValue(join(folder, 'music/'));
  await page.getByRole('button', { name: 'Scan this folder' }).click();
  await expect(grid()).toHaveAttribute('aria-rowcount', String(TRACKS.length + 2));
  await expect(row('cut off')).toContainText(/\S/u);
  await expect(page.getByText(`${TRACKS.length + 1} tracks ·`)).toBeVisible();
});

test('narrows list and facets while one types, and keeps the query in the address', async () => {
  await page.keyboard.press('/');
  await expect(search()).toBeFocused();
  await search().pressSequentially('siege');
  await expect(grid()).toHaveAttribute('aria-rowcount', '6');
  await expect(page.getByRole('listbox', { name: 'Album artist' }).getByRole('option')).toHaveText([
    'All5',
    'North Harbour5',
  ]);
  await expect(page).toHaveURL(/[?&]q=siege/u);
  await page.reload();
  await expect(search()).toHaveValue('siege');
  await expect(grid()).toHaveAttribute('aria-rowcount', '6');
  await search().press('Escape');
  await expect(search()).toHaveValue('');
  await expect(grid()).toHaveAttribute('aria-rowcount', String(TRACKS.length + 2));
});

test('explains a query that cannot be read under the field, and keeps the list', async () => {
  await search().fill('year:soon');
  await expect(page.locator('#search-problem')).toContainText('soon');
  await expect(search()).toHaveAttribute('aria-invalid', 'true');
  await expect(row('Knolls')).toBeVisible();
  await search().fill('');
  await expect(page.locator('#search-problem')).toBeHidden();
});

test('teaches how to search where a page begins with a query that cannot be read', async () => {
  await page.goto(new URL('/?q=year:soon', page.url()).href);
  await expect(page.locator('#search-problem')).toContainText('soon');
  await expect(page.getByRole('heading', { name: 'This search is not understood' })).toBeVisible();
  await search().fill('year:2010');
  await expect(row('Knolls')).toBeVisible();
  await search().fill('');
});

test('offers how the query may go on, and takes it by the arrow to the right', async () => {
  await search().pressSequentially('gen');
  await expect(search()).toHaveAccessibleDescription('Arrow right completes it to genre:');
  await search().press('ArrowRight');
  await expect(search()).toHaveValue('genre:');
  await search().pressSequentially('fo');
  await expect(search()).toHaveAccessibleDescription('Arrow right completes it to genre:Folk');
  await search().press('Home');
  await search().press('ArrowRight');
  await expect(search()).toHaveValue('genre:fo');
  await search().press('End');
  await search().press('ArrowRight');
  await expect(search()).toHaveValue('genre:Folk');
  await expect(row('Legends of the North')).toBeVisible();
  await search().fill('');
});

test('writes a chosen facet into the query and takes it out again', async () => {
  const genres = page.getByRole('listbox', { name: 'Genre' });
  await genres.getByRole('option', { name: 'Folk' }).click();
  await expect(search()).toHaveValue('genre:="Folk"');
  await expect(grid()).toHaveAttribute('aria-rowcount', '4');
  await expect(genres.getByRole('option', { name: 'Ambient' })).toBeVisible();
  await page
    .getByRole('listbox', { name: 'Album', exact: true })
    .getByRole('option', { name: 'Northern Mountains' })
    .click();
  await expect(search()).toHaveValue('genre:="Folk" album:="Northern Mountains"');
  await search().fill('');
});

test('sorts by a heading, the other way by the same heading', async () => {
  const heading = grid().getByRole('columnheader', { name: 'Title' });
  await heading.getByRole('button').click();
  await expect(heading).toHaveAttribute('aria-sort', 'ascending');
  const ascending = [...TRACKS.map(({ title }) => title), 'cut off'].toSorted((a, b) => a.localeCompare(b, 'en'));
  await expect.poll(titles).toEqual(ascending);
  await heading.getByRole('button').click();
  await expect(heading).toHaveAttribute('aria-sort', 'descending');
  await expect.poll(titles).toEqual(ascending.toReversed());
  await expect(page).toHaveURL(/sort=-title/u);
});

test('is used by keyboard alone: rows, ranges, cells, playing', async () => {
  await search().focus();
  await search().press('ArrowDown');
  await page.keyboard.press('End');
  await expect(grid().locator('[data-index="11"]')).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(grid().locator('[aria-selected="true"]')).toHaveCount(3);
  await expect(details().getByRole('heading', { name: '3 tracks' })).toBeVisible();
  await page.keyboard.press('Control+a');
  await expect(grid().locator('[aria-selected="true"]')).toHaveCount(TRACKS.length + 1);
  await page.keyboard.press('Escape');
  await expect(grid().locator('[aria-selected="true"]')).toHaveCount(1);
  await page.keyboard.press('ArrowRight');
  await expect(grid().locator('[data-index="2"] [data-column="title"]')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(grid().locator('[data-index="2"]')).toBeFocused();
});

test('opens the title for editing by F2, and the search from another page by its key', async () => {
  await grid().locator('[data-index="2"]').focus();
  await page.keyboard.press('F2');
  await expect(details().getByRole('textbox', { name: 'Title' })).toBeFocused();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(search()).toBeHidden();
  await page.keyboard.press('/');
  await expect(search()).toBeFocused();
  await page.keyboard.press('?');
  await expect(search()).toHaveValue('?');
  await search().press('Escape');
});

test('shows an edit in rubric with what it was and by whom, in the table too, and undoes it by Ctrl+Z', async () => {
  await row('silvan_sanctuary').click();
  await field('Title').click();
  await page.keyboard.type('Silvan Sanctuary');
  await page.keyboard.press('Enter');
  await expect(row('Silvan Sanctuary').locator('[data-column="title"]')).toHaveAttribute('data-edited', 'true');
  await expect(details().getByText(`was silvan_sanctuary · by ${userInfo().username}`)).toBeVisible();
  await expect(details().getByRole('region', { name: 'History' })).toContainText('silvan_sanctuary → Silvan Sanctuary');
  await expect(toast()).toContainText('Title changed on 1 track');
  await expect(row('Silvan Sanctuary')).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(row('silvan_sanctuary').locator('[data-column="title"]')).not.toHaveAttribute('data-edited');
  await toast().getByRole('button', { name: 'Redo' }).click();
  await expect(row('Silvan Sanctuary')).toBeVisible();
});

test('leaves a field alone when the edit is cancelled', async () => {
  await field('Artist').click();
  await page.keyboard.type('Somebody else');
  await page.keyboard.press('Escape');
  await expect(field('Artist')).toContainText('Juniper Hall');
  await expect(row('Silvan Sanctuary')).toBeFocused();
});

test('takes several values, adds a field, and restores one field to what the file says', async () => {
  await field('Genre').click();
  await page.keyboard.type('Folk; Soundtrack');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listbox', { name: 'Genre' }).getByRole('option', { name: 'Soundtrack' })).toContainText(
    '6',
  );
  await details().getByRole('button', { name: 'Add a field' }).click();
  await page.keyboard.type('Composer');
  await page.keyboard.press('Enter');
  await details().getByRole('textbox', { name: 'Composer' }).fill('A. Composer');
  await page.keyboard.press('Enter');
  await expect(field('Composer')).toContainText('A. Composer');
  await expect(details().getByText('not in the file')).toBeVisible();
  await details().getByRole('button', { name: 'Restore the value of the file: Genre' }).click();
  await expect(page.getByRole('listbox', { name: 'Genre' }).getByRole('option', { name: 'Soundtrack' })).toContainText(
    '5',
  );
});

test('edits several tracks as one change', async () => {
  await row('Knolls').click();
  await row('The City Falls').click({ modifiers: ['Control'] });
  await expect(details().getByRole('heading', { name: '2 tracks' })).toBeVisible();
  await expect(field('Title')).toContainText('several values');
  await expect(field('Album')).toContainText('Siege');
  await field('Album').click();
  await page.keyboard.type('The Siege');
  await page.keyboard.press('Enter');
  await expect(toast()).toContainText('Album changed on 2 tracks');
  await expect(row('Knolls')).toContainText('The Siege');
  await expect(row('The City Falls')).toContainText('The Siege');
  await toast().getByRole('button', { name: 'Undo' }).click();
  await expect(row('The City Falls')).not.toContainText('The Siege');
});

test('sets a picture and restores the one of the file', async () => {
  await row('Legends of the North').click();
  const art = details().getByRole('img', { name: 'Art of Northern Mountains' });
  const width = (): Promise<number> => art.evaluate((image: HTMLImageElement) => image.naturalWidth);
  await expect.poll(width).toBe(64);
  await details()
    .locator('input[type="file"]')
    .setInputFiles({ name: 'cover.png', mimeType: 'image/png', buffer: await page.screenshot() });
  // The page shows a thumbnail.
  await expect.poll(width).toBe(512);
  await details().getByRole('button', { name: 'Restore' }).click();
  await expect.poll(width).toBe(64);
});

test('plays a track, goes where one seeks, and on to the next of the list', async () => {
  const player = page.getByRole('region', { name: 'Player' });
  const place = player.getByRole('slider', { name: 'Position in the track' });
  // The list is sorted by title, last first.
  await search().fill('album:siege');
  await expect(grid()).toHaveAttribute('aria-rowcount', '6');
  await row('The City Falls').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect.poll(async () => Number(await place.inputValue())).toBeGreaterThan(0.3);
  await row('The City Falls').focus();
  await page.keyboard.press(' ');
  await expect(player.getByRole('button', { name: 'Play' })).toBeVisible();
  await place.press('Home');
  await place.press('ArrowRight');
  await expect.poll(async () => Number(await place.inputValue())).toBeCloseTo(5, 0);
  await place.press('ArrowRight');
  await player.getByRole('button', { name: 'Play' }).click();
  await expect(player).toContainText('Siege of Laurelmor');
  await expect(row('Siege of Laurelmor')).toHaveAttribute('data-playing', 'true');
});

for (const [format, title] of [
  ['ALAC', 'Revelation'],
  ['AIFF', 'The Deep Path'],
] as const) {
  test(`plays ${format}, which browsers cannot play`, async () => {
    const player = page.getByRole('region', { name: 'Player' });
    await row(title).dblclick();
    await expect(player).toContainText(title);
    await expect
      .poll(async () => Number(await player.getByRole('slider', { name: 'Position in the track' }).inputValue()))
      .toBeGreaterThan(0.2);
  });
}

test('says in words why a track cannot be played', async () => {
  await search().fill('is:broken');
  await expect(grid()).toHaveAttribute('aria-rowcount', '2');
  await grid().locator('[data-index="0"]').dblclick();
  await expect(page.getByRole('region', { name: 'Player' }).getByRole('alert')).toContainText('cannot be played');
  await search().fill('');
});

test('lists what sounds alike once it has been analysed, and goes there', async () => {
  await row('Into the Shadows').first().click();
  const similar = details().getByRole('region', { name: 'Similar tracks' });
  await expect(similar.getByRole('link').first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('Analysing audio')).toBeHidden({ timeout: 60_000 });
  const title = await similar.getByRole('link').first().locator('b').innerText();
  await similar.getByRole('link').first().click();
  await expect(details().getByRole('heading', { level: 2, name: title })).toBeVisible();
  await expect(row(title)).toHaveAttribute('aria-selected', 'true');
});

test('shows an edit of the command line without reload', async () => {
  await row('Return to the Coast').click();
  const { code, stderr } = await descant(service.library, 'edit', 'Return', 'title=Return to the Shore');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  await expect(row('Return to the Shore')).toBeVisible();
  await expect(details().getByRole('heading', { name: 'Return to the Shore' })).toBeVisible();
  await expect(row('Return to the Shore')).toHaveAttribute('aria-selected', 'true');
});

test('lists every change with its author and undoes an older one', async () => {
  await page.getByRole('link', { name: 'Activity' }).click();
  await expect(page).toHaveURL(/view=activity/u);
  const changes = page.getByRole('region', { name: 'Changes' });
  await expect(changes.getByRole('listitem').first()).toContainText(`by ${userInfo().username}`);
  await expect(changes.getByRole('listitem').first()).toContainText(
    'Title: Return to the Coast → Return to the Shore · 1 track',
  );
  await expect(page.getByRole('region', { name: 'Files with errors' })).toContainText('cut off.mp3');
  await changes.getByRole('listitem').first().getByRole('button', { name: 'Undo' }).click();
  await page.goBack();
  await expect(row('Return to the Coast')).toBeVisible();
});

test('goes back to a track in the address, where the list is longer than the window', async () => {
  await page.setViewportSize({ width: 1440, height: 400 });
  const last = grid().locator('[data-index="11"]');
  const before = page.url();
  await grid().getByRole('rowgroup').last().focus();
  await page.keyboard.press('End');
  await expect(last).toBeInViewport();
  await expect(page).not.toHaveURL(before);
  await expect(page).toHaveURL(/track=\d+/u);
  await page.reload();
  await expect(last).toHaveAttribute('aria-selected', 'true');
  await expect(last).toBeInViewport();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('link', { name: 'Library' }).click();
  await expect(last).toBeInViewport();
  await expect(grid().locator('[data-index="0"]')).not.toBeInViewport();
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('mounts the library, shows the edited title there, and takes the mount away', async () => {
  test.skip(!existsSync('/dev/fuse'), 'there is no /dev/fuse: file systems of programs cannot be mounted here');
  const mounted = join(folder, 'Mounted');
  await page.getByRole('navigation').getByRole('link', { name: 'Mount', exact: true }).click();
  await page.getByRole('textbox', { name: 'Folder' }).fill(mounted);
  await page.getByRole('textbox', { name: 'Names' }).fill('$albumartist/$title');
  await page.getByRole('button', { name: 'Save these names' }).click();
  await expect(toast()).toContainText('The names are saved');
  await page.getByRole('button', { name: 'Mount', exact: true }).click();
  await expect(page.getByRole('main').getByText(`Mounted at ${mounted}`)).toBeVisible();
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Mounted at' })).toBeVisible();
  expect((await readdir(join(mounted, 'Juniper Hall'))).toSorted()).toContain('Silvan Sanctuary.mp3');
  await page.getByRole('button', { name: 'Unmount' }).click();
  await expect(page.getByRole('main').getByText('Not mounted')).toBeVisible();
  expect(await readdir(mounted).catch(() => [])).toEqual([]);
});

test('says how changes in the folders are noticed, and ends that by a switch', async () => {
  await page.getByRole('link', { name: 'Settings' }).click();
  const notice = page.getByRole('switch', { name: 'Notice changes' });
  await expect(notice).toBeChecked();
  const saved = page.waitForResponse((response) => response.url().includes('settings.set'));
  await notice.uncheck();
  await expect(notice).not.toBeChecked();
  await saved;
  await page.reload();
  await expect(notice).not.toBeChecked();
  await notice.check();
  await expect(notice).toBeChecked();
});

test('takes a folder out of the library only when that is confirmed, and begins anew without folders', async () => {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Remove …' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Keep the folder' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.getByRole('button', { name: 'Remove …' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the folder' }).click();
  await expect(page.getByRole('combobox', { name: 'Where is your music?' })).toBeVisible();
});
