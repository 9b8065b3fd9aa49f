/** One table of commands: the menu of tracks, the palette and keys do the same, and the focus is never lost. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';

let library: OpenedLibrary;

test.beforeAll(async () => {
  library = await openLibrary();
});

test.afterAll(async () => {
  await library.close();
});

/** What the library knows of a track: `--json` of the CLI. */
async function track(title: string): Promise<{ rating: number | null; favourite: boolean }> {
  const { tracks } = JSON.parse(await library.command('tracks', `title:="${title}"`, '--json')) as {
    tracks: { rating: number | null; favourite: boolean }[];
  };
  return tracks[0]!;
}

async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

test('rates a track by a right click and by one key, as batches that can be undone', async ({ page }) => {
  await library.open(page);
  const { row, toast } = partsOf(page);
  await row('Knolls').click({ button: 'right' });
  const menu = page.getByRole('menu', { name: '1 track' });
  await expect(row('Knolls')).toHaveAttribute('aria-selected', 'true');
  await menu.getByRole('menuitem', { name: 'Rating' }).click();
  const ratings = page.getByRole('menu', { name: 'Rating' });
  await expect(ratings).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await ratings.getByRole('menuitem', { name: '4 stars' }).click();
  await expect(toast).toContainText('Rating changed on 1 track');
  expect(await track('Knolls')).toMatchObject({ rating: 4 });

  await page.keyboard.press('2');
  await expect.poll(() => track('Knolls')).toMatchObject({ rating: 2 });
  await page.keyboard.press('Control+z');
  await expect.poll(() => track('Knolls')).toMatchObject({ rating: 4 });
  await page.keyboard.press('0');
  await expect.poll(() => track('Knolls')).toMatchObject({ rating: null });
  await page.keyboard.press('f');
  await expect.poll(() => track('Knolls')).toMatchObject({ favourite: true });
  await page.keyboard.press('f');
  await expect.poll(() => track('Knolls')).toMatchObject({ favourite: false });
});

test('opens the menu by its key, goes through it by arrows, and gives the focus back', async ({ page }) => {
  await library.open(page);
  const { row } = partsOf(page);
  await row('Sad').click();
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menuitem', { name: 'Play', exact: true })).toBeFocused();
  await page.keyboard.press('r');
  await expect(page.getByRole('menuitem', { name: 'Rating' })).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('menuitem', { name: 'Favourite', exact: true })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('menuitem', { name: 'Rating' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(row('Sad')).toBeFocused();

  await page.keyboard.press('ContextMenu');
  await expect(page.getByRole('menuitem', { name: 'Play', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Player' })).toContainText('Sad');
  await expect(row('Sad')).toBeFocused();
});

test('finds commands, pages, albums and tracks by the palette, also from the search field', async ({ page }) => {
  await library.open(page);
  const { row, search } = partsOf(page);
  await row('Knolls').click();
  await search.focus();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'All commands' });
  await expect(palette).toContainText('1 track selected');
  await expect(palette.getByRole('option', { selected: true })).toContainText('Play');
  expect(await faults(page)).toEqual([]);
  await page.keyboard.type('mount');
  await expect(palette.getByRole('option', { name: 'Northern Mountains album' })).toBeVisible();
  await expect(palette.getByRole('option', { selected: true })).toContainText('Mount');
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Mount' })).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('legends');
  await page.getByRole('option', { name: 'Legends of the North track' }).click();
  await expect(row('Legends of the North')).toHaveAttribute('aria-selected', 'true');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('xyzzy');
  await page.getByRole('option', { name: 'Show all tracks with “xyzzy”' }).click();
  await expect(search).toHaveValue('"xyzzy"');
});

test('says how to play something where a command of the player has nothing to act on', async ({ page }) => {
  await library.open(page);
  const { toast } = partsOf(page);
  for (const command of ['Play or pause', 'Next track', 'Previous track']) {
    await page.keyboard.press('Control+k');
    await page.keyboard.type(command);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(toast).toContainText('Nothing is playing. Double-click a track');
    await toast.getByRole('button', { name: 'Dismiss' }).click();
    await expect(toast).toBeEmpty();
  }
});

test('adds tracks to a new playlist and to one that is there', async ({ page }) => {
  await library.open(page, '/?q=album%3Asiege');
  const { row, toast } = partsOf(page);
  await row('Knolls').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('p');
  await expect(page.getByRole('combobox', { name: 'Add to playlist' })).toBeFocused();
  await page.keyboard.type('The long drive');
  await page.keyboard.press('Enter');
  await expect(toast).toContainText('5 tracks added to The long drive');
  await row('Knolls').click();
  await page.keyboard.press('p');
  await expect(page.getByRole('combobox', { name: 'Add to playlist' })).toBeFocused();
  await page.keyboard.type('long');
  const chooser = page.getByRole('dialog', { name: 'Add to playlist' });
  await expect(chooser.getByRole('option', { selected: true })).toContainText('The long drive');
  await page.keyboard.press('Enter');
  await expect(toast).toContainText('1 track added to The long drive');
  expect(JSON.parse(await library.command('playlists', 'show', 'The long drive', '--json'))).toMatchObject({
    tracks: 6,
  });
});

test('copies the path, finds similar tracks, shows the history, and says where no track is chosen', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await library.open(page);
  const { row, search, toast, details } = partsOf(page);
  await row('Journey').click();
  await page.keyboard.press('Control+Shift+C');
  await expect(toast).toContainText('The path copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/Into the Shadows\/02\.flac$/);

  await library.command('edit', 'Journey’s End', 'composer=Someone');
  await expect(details.getByRole('heading', { name: 'History' })).toBeVisible();
  await page.keyboard.press('h');
  await expect(details.getByRole('heading', { name: 'History' })).toBeFocused();

  await row('Journey').click();
  await page.keyboard.press('Control+m');
  await expect(search).toHaveValue(/^like:\d+$/);
  await page.goto(new URL('/?view=mount', library.service.url).href);
  await expect(page.getByRole('heading', { level: 1, name: 'Mount' })).toBeVisible();
  await page.keyboard.press('4');
  await expect(toast).toContainText('4 stars: select a track first.');
});
