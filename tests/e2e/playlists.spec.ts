/** Playlists: by hand with drag and keys, by a rule, in folders, from and to files, each change with its undo. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

const treeOf = (page: Page) => page.getByRole('navigation', { name: 'Playlists' });
const railOf = (page: Page) => page.getByRole('navigation', { name: 'Pages' }).getByRole('list', { name: 'Playlists' });
const tracksOf = (page: Page, name: string) => page.getByRole('grid', { name: `Tracks of ${name}` });
const toastOf = (page: Page) => page.getByRole('status');
const expectTitles = (page: Page, name: string, titles: readonly string[]) =>
  expect
    .poll(() =>
      tracksOf(page, name)
        .locator('[data-index]')
        .evaluateAll((rows) =>
          rows
            .toSorted((a, b) => Number(a.getAttribute('data-index')) - Number(b.getAttribute('data-index')))
            .map((row) => row.querySelector('[data-column="title"]')?.textContent ?? ''),
        ),
    )
    .toEqual(titles);

async function openPlaylists(page: Page): Promise<void> {
  await library.open(page);
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Playlists' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Playlists' })).toBeAttached();
}

/** Makes a playlist of the tracks of an album, in the order of their titles, by the library's command. */
async function makeOf(page: Page, album: string, name: string): Promise<void> {
  await library.open(page, `/?q=album%3A${album}&sort=title`);
  const { grid } = partsOf(page);
  await grid.getByRole('row').nth(1).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('p');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await expect(toastOf(page)).toContainText(`added to ${name}`);
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Playlists' }).click();
  await treeOf(page).getByRole('link', { name }).click();
}

/** Items of the menu of the open playlist, from the outermost. */
async function chooseFromMenu(page: Page, name: string, ...items: readonly string[]): Promise<void> {
  await page.getByRole('button', { name: `More actions for ${name}` }).click();
  for (const item of items) await page.getByRole('menuitem', { name: item }).click();
}

test('is made in the library and ordered by keys alone', async ({ page }) => {
  await makeOf(page, 'shadows', 'Evening');
  await expectTitles(page, 'Evening', ['Into the Shadows', 'Journey’s End', 'Sad']);
  await tracksOf(page, 'Evening').getByRole('row', { name: 'Sad' }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expectTitles(page, 'Evening', ['Into the Shadows', 'Sad', 'Journey’s End']);
  await expect(tracksOf(page, 'Evening').getByRole('row', { name: 'Sad' })).toBeFocused();
  await page.keyboard.press('Alt+ArrowUp');
  await expectTitles(page, 'Evening', ['Sad', 'Into the Shadows', 'Journey’s End']);
  await page.reload();
  await expectTitles(page, 'Evening', ['Sad', 'Into the Shadows', 'Journey’s End']);
  await page.keyboard.press('Control+z');
  await expectTitles(page, 'Evening', ['Into the Shadows', 'Sad', 'Journey’s End']);
  await tracksOf(page, 'Evening').getByRole('row', { name: 'Sad' }).focus();
  await page.keyboard.press('Delete');
  await expectTitles(page, 'Evening', ['Into the Shadows', 'Journey’s End']);
  await toastOf(page).getByRole('button', { name: 'Undo' }).click();
  await expectTitles(page, 'Evening', ['Into the Shadows', 'Sad', 'Journey’s End']);
});

test('is ordered by dragging, tells of repeats, and plays from a track on', async ({ page }) => {
  await makeOf(page, 'mountains', 'Walk');
  const row = (name: string) => tracksOf(page, 'Walk').getByRole('row', { name }).first();
  await row('silvan_sanctuary').dragTo(row('Legends of the North'), { targetPosition: { x: 120, y: 4 } });
  await expectTitles(page, 'Walk', ['silvan_sanctuary', 'Legends of the North', 'Return to the Coast']);
  await row('Legends of the North').dragTo(railOf(page).getByRole('link', { name: 'Walk' }));
  await expect(toastOf(page)).toContainText('1 track added to Walk, which had 1 of them already');
  await expect(page.getByText('1 track in it more than once.')).toBeVisible();
  await page.getByRole('button', { name: 'Take the repeats out' }).click();
  await expectTitles(page, 'Walk', ['silvan_sanctuary', 'Legends of the North', 'Return to the Coast']);
  await row('Legends of the North').dblclick();
  const player = page.getByRole('region', { name: 'Player' });
  await expect(player).toContainText('Legends of the North');
  await player.getByRole('button', { name: 'Next track' }).click();
  await expect(player).toContainText('Return to the Coast');
});

test('selects all of its tracks by keys, also those that have not been fetched', async ({ page }) => {
  const file = join(library.folder, 'Long.m3u8');
  const track = join(library.folder, 'music', 'Siege', '07.ogg');
  // More than a page of rows.
  writeFileSync(file, `${track}\n`.repeat(320));
  await library.command('playlists', 'import', file);
  await openPlaylists(page);
  await treeOf(page).getByRole('link', { name: 'Long' }).click();
  await tracksOf(page, 'Long').getByRole('row').nth(2).click();
  // The keys come before the rows do.
  await page.keyboard.press('Shift+End');
  await page.keyboard.press('Delete');
  await expect(toastOf(page)).toContainText('319 tracks taken out');
  await toastOf(page).getByRole('button', { name: 'Undo' }).click();
  await expect(tracksOf(page, 'Long')).toHaveAttribute('aria-rowcount', '321');
  await railOf(page).getByRole('link', { name: 'Long' }).focus();
  await page.keyboard.press('Control+a');
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('');
  await tracksOf(page, 'Long').getByRole('row').nth(1).focus();
  await page.keyboard.press('Delete');
  await expect(toastOf(page)).toContainText('320 tracks taken out');
});

test('shows columns that one chooses, and is sorted by their headings, each time with its undo', async ({ page }) => {
  await makeOf(page, 'mountains', 'Peaks');
  const grid = tracksOf(page, 'Peaks');
  const order = ['Legends of the North', 'Return to the Coast', 'silvan_sanctuary'];
  await expectTitles(page, 'Peaks', order);
  await grid.getByRole('columnheader', { name: 'Title' }).getByRole('button').click();
  // They were in that order, which turns round.
  await expectTitles(page, 'Peaks', order.toReversed());
  await expect(toastOf(page)).toContainText('Sorted by Title');
  await page.keyboard.press('Control+z');
  await expectTitles(page, 'Peaks', order);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'File name' }).click();
  await page.keyboard.press('Escape');
  await expect(grid.getByRole('columnheader').last()).toHaveText('File name');
  await expect(grid.getByRole('row').nth(1)).toContainText('04.mp3');
  // The library has columns of its own.
  await page.goBack();
  await expect(partsOf(page).grid.getByRole('columnheader', { name: 'File name' })).toHaveCount(0);
});

test('of a rule is sorted by a heading as its rule says from then on', async ({ page }) => {
  await library.command('playlists', 'create', 'Siege by rule', '--query', 'album:siege', '--sort', 'title');
  await openPlaylists(page);
  await treeOf(page).getByRole('link', { name: 'Siege by rule' }).click();
  const heading = tracksOf(page, 'Siege by rule').getByRole('columnheader', { name: 'Title' });
  await expect(heading).toHaveAttribute('aria-sort', 'ascending');
  await heading.getByRole('button').click();
  await expect(heading).toHaveAttribute('aria-sort', 'descending');
  await expect(page.getByRole('form', { name: 'Rule' })).toContainText('as it was set elsewhere');
  const listed = JSON.parse(await library.command('playlists', '--json'));
  expect(listed.playlists.find((one: { name: string }) => one.name === 'Siege by rule')).toMatchObject({
    rule: { sort: [{ field: 'title', descending: true }] },
  });
  await page.keyboard.press('Control+z');
  await expect(heading).toHaveAttribute('aria-sort', 'ascending');
});

test('has a rule with its errors at the character, a preview, an order and a limit', async ({ page }) => {
  await openPlaylists(page);
  await page.getByRole('button', { name: 'New smart playlist' }).click();
  await page.keyboard.type('Folk of all');
  await page.keyboard.press('Enter');
  const rule = page.getByRole('form', { name: 'Rule' });
  await rule.getByRole('button', { name: 'As text' }).click();
  const query = rule.getByRole('textbox', { name: 'Tracks that match' });
  await query.fill('genre:folk (');
  await expect(query).toHaveAttribute('aria-invalid', 'true');
  await expect(rule.locator('mark')).toHaveText('(');
  await expect(rule.getByRole('button', { name: 'Save the rule' })).toBeDisabled();
  await query.fill('album:siege');
  await expect(rule).toContainText('5 tracks match');
  await rule.getByRole('combobox', { name: 'Order of the tracks' }).selectOption('title');
  await rule.getByRole('textbox', { name: 'Limit' }).fill('2');
  await rule.getByRole('button', { name: 'Save the rule' }).click();
  await expectTitles(page, 'Folk of all', ['Knolls', 'Revelation']);
  await toastOf(page).getByRole('button', { name: 'Undo' }).click();
  await expect(query).toHaveValue('');
});

test('has a rule that is made of conditions by keys alone, and of which one is changed and one taken out', async ({
  page,
}) => {
  await library.command('playlists', 'create', 'By parts', '--query', 'album:siege');
  await openPlaylists(page);
  await treeOf(page).getByRole('link', { name: 'By parts' }).click();
  const rule = page.getByRole('form', { name: 'Rule' });
  const condition = rule.getByRole('group', { name: 'Condition' });
  await rule.getByRole('button', { name: 'Add a condition' }).press('Enter');
  await expect(condition.getByRole('combobox', { name: 'What the condition is about' })).toBeFocused();
  await page.keyboard.type('Title');
  await page.keyboard.press('Tab');
  await page.keyboard.type('is not');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Knolls');
  await expect(rule.getByRole('button', { name: 'Title is not “Knolls”' })).toHaveAttribute('aria-expanded', 'true');
  await expect(rule).toContainText('4 tracks match');
  await page.keyboard.press('Escape');
  await expect(rule.getByRole('button', { name: 'Title is not “Knolls”' })).toBeFocused();
  await rule.getByRole('button', { name: 'Album contains “siege”' }).press('Enter');
  await expect(condition.getByRole('combobox', { name: 'Value' })).toBeFocused();
  await condition.getByRole('combobox', { name: 'Value' }).fill('mountains');
  await page.keyboard.press('Enter');
  await expect(condition).toBeHidden();
  await expectTitles(page, 'By parts', ['Legends of the North', 'silvan_sanctuary', 'Return to the Coast']);
  expect(await library.command('playlists', 'list')).toContain('album:mountains -title:=Knolls');
  await rule.getByRole('button', { name: 'and', exact: true }).press('Enter');
  await expect(rule.getByRole('button', { name: 'or', exact: true })).toBeVisible();
  await rule.getByRole('button', { name: 'Album contains “mountains”' }).press('Enter');
  await condition.getByRole('button', { name: 'Remove the condition' }).press('Enter');
  await expect(rule.getByRole('button', { name: /contains/ })).toHaveCount(0);
  await rule.getByRole('button', { name: 'Discard' }).press('Enter');
  await expect(rule.getByRole('button', { name: 'and', exact: true })).toBeVisible();
});

test('keeps what is being written of a rule while the rule changes elsewhere', async ({ page }) => {
  await library.command('playlists', 'create', 'Quiet', '--query', 'genre:ambient');
  await openPlaylists(page);
  await treeOf(page).getByRole('link', { name: 'Quiet' }).click();
  const query = page.getByRole('form', { name: 'Rule' }).getByRole('textbox', { name: 'Tracks that match' });
  await page.getByRole('button', { name: 'As text' }).click();
  await expect(query).toHaveValue('genre:ambient');
  await query.fill('genre:ambient year:2005');
  await library.command('playlists', 'change', 'Quiet', '--query', 'genre:folk');
  await expectTitles(page, 'Quiet', ['Legends of the North', 'silvan_sanctuary', 'Return to the Coast']);
  await expect(query).toHaveValue('genre:ambient year:2005');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(query).toHaveValue('genre:folk');
  await library.command('playlists', 'change', 'Quiet', '--query', 'genre:ambient');
  await expect(query).toHaveValue('genre:ambient');
});

test('is renamed, deleted and brought back, and says where a name is taken', async ({ page }) => {
  await openPlaylists(page);
  const make = async (button: string, name: string): Promise<void> => {
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
  };
  await make('New folder', 'Seasons');
  await expect(page.getByRole('heading', { name: 'Seasons' })).toBeVisible();
  await make('New playlist', 'Spring');
  await expect(page.getByRole('heading', { name: 'Spring' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Seasons' }).click();
  await make('New playlist', 'Spring');
  await expect(page.getByRole('dialog')).toContainText('Spring');
  await expect(page.getByRole('dialog').getByRole('textbox')).toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.press('Escape');
  await treeOf(page).getByRole('link', { name: 'Spring' }).click();
  await chooseFromMenu(page, 'Spring', 'Rename …');
  await page.keyboard.type('Early spring');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Early spring' })).toBeVisible();
  await chooseFromMenu(page, 'Early spring', 'Delete');
  await expect(page.getByRole('heading', { name: 'Early spring' })).toBeHidden();
  await toastOf(page).getByRole('button', { name: 'Undo' }).click();
  await expect(treeOf(page).getByRole('link', { name: 'Early spring' })).toBeVisible();
});

test('has the page for itself, with a way to its folder, and leaves it to a search for another one', async ({
  page,
}) => {
  await library.command('playlists', 'create', 'Midnight', '--folder', 'Hours');
  await library.command('playlists', 'create', 'Midday', '--folder', 'Hours');
  await openPlaylists(page);
  await treeOf(page).getByRole('link', { name: 'Midnight' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Midnight' })).toBeVisible();
  await expect(page.getByRole('main').locator(':focus')).toBeVisible();
  await expect(treeOf(page)).toBeHidden();
  await expect(page.getByRole('button', { name: 'New folder' })).toBeHidden();
  await expect(railOf(page).getByRole('link', { name: 'Hours' })).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('/');
  await page.keyboard.type('midd');
  await treeOf(page).getByRole('link', { name: 'Midday' }).click();
  await expect(page.getByRole('heading', { name: 'Midday' })).toBeVisible();
  await expect(treeOf(page)).toBeHidden();
  await page.getByRole('main').getByRole('link', { name: 'Hours' }).click();
  await expect(treeOf(page).getByRole('link', { name: 'Midnight' })).toBeVisible();
});

test('stands in the rail of every page, where a saved search leads to what it finds', async ({ page }) => {
  await library.command('playlists', 'create', 'Unheard', '--query', 'genre:folk plays:0 added:-30d..');
  await library.command('playlists', 'create', 'No year', '--query', 'year-', '--search');
  await library.open(page);
  const rail = page.getByRole('navigation', { name: 'Pages' }).getByRole('list', { name: 'Playlists' });
  await rail.getByRole('link', { name: 'Unheard' }).click();
  await expect(page.getByRole('heading', { name: 'Unheard' })).toBeVisible();
  await expect(page.getByRole('form', { name: 'Rule' })).toContainText(
    'Tracks for which' + ['Genre contains “folk”', 'Plays is 0', 'Added in the last 30 days'].join('and'),
  );
  await rail.getByRole('link', { name: 'No year' }).click();
  await expect(partsOf(page).search).toHaveValue('year-');
  await expect(rail.getByRole('link', { name: 'No year' })).toHaveAttribute('aria-current', 'true');
});

test('comes from a file and goes to one', async ({ page }) => {
  await openPlaylists(page);
  const text = '#EXTM3U\n#EXTINF:6,North Harbour - Knolls\nSiege/07.ogg\n#EXTINF:6,Nobody - Nothing\ngone.mp3\n';
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import …' }).click();
  await (await chooser).setFiles({ name: 'Brought along.m3u8', mimeType: 'audio/mpegurl', buffer: Buffer.from(text) });
  await expect(page.getByRole('dialog')).toContainText('gone.mp3');
  await page.keyboard.press('Escape');
  await treeOf(page).getByRole('link', { name: 'Brought along' }).click();
  await expectTitles(page, 'Brought along', ['Knolls']);
  const download = page.waitForEvent('download');
  await chooseFromMenu(page, 'Brought along', 'Export as', 'M3U8: most players');
  const file = await download;
  expect(file.suggestedFilename()).toBe('Brought along.m3u8');
  expect(readFileSync(await file.path(), 'utf8')).toContain('07.ogg');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('a playlist with its queue beside it, a rule with an error, and a dialog pass axe', async ({ page }) => {
      const violations = async (): Promise<string[]> => {
        const { violations: found } = await new AxeBuilder({ page }).analyze();
        return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
      };
      const name = `Seen in ${colorScheme}`;
      await makeOf(page, 'shadows', name);
      await tracksOf(page, name).getByRole('row').nth(1).dblclick();
      await page.keyboard.press('q');
      await expect(page.getByRole('complementary', { name: 'Queue' }).getByRole('row').first()).toBeVisible();
      expect(await violations()).toEqual([]);
      await page.getByRole('main').getByRole('link', { name: 'All playlists' }).click();
      await page.getByRole('button', { name: 'New smart playlist' }).click();
      await page.keyboard.type(`Ruled in ${colorScheme}`);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Add a condition' }).click();
      await expect(page.getByRole('group', { name: 'Condition' })).toBeVisible();
      expect(await violations()).toEqual([]);
      await page.getByRole('button', { name: 'As text' }).click();
      await page.getByRole('textbox', { name: 'Tracks that match' }).fill('(');
      await expect(page.getByRole('form', { name: 'Rule' }).locator('mark')).toBeVisible();
      expect(await violations()).toEqual([]);
      await chooseFromMenu(page, `Ruled in ${colorScheme}`, 'Rename …');
      expect(await violations()).toEqual([]);
    });
  });
}
