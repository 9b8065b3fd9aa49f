/** What is edited where a search hides selected tracks: those that the person says, and nothing else. */
import { expect, test } from '@playwright/test';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';
import { TRACKS } from './small-music.ts';

let library: OpenedLibrary;

test.beforeAll(async () => {
  library = await openLibrary();
});

test.afterAll(async () => {
  await library.close();
});

test('asks which of the selected tracks an edit changes where the search hides some of them', async ({ page }) => {
  await library.open(page);
  const { grid, details, search, toast, row } = partsOf(page);
  await row('Knolls').click();
  await page.keyboard.press('Control+a');
  await expect(details.getByRole('heading', { name: `${TRACKS.length + 1} tracks` })).toBeVisible();
  await search.fill('album:siege');
  await expect(grid).toHaveAttribute('aria-rowcount', '6');
  await expect(details.getByRole('heading', { name: '5 tracks' })).toBeVisible();
  await expect(details).toContainText('The search hides 7 of 12 selected tracks.');
  await expect(page.getByText('12 selected, 7 not shown', { exact: true })).toBeVisible();
  await details.getByRole('button', { name: 'Add a field' }).click();
  await page.keyboard.type('Composer');
  await page.keyboard.press('Enter');
  await details.getByRole('textbox', { name: 'Composer' }).fill('A. Composer');
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: 'Which tracks?' });
  await expect(question).toContainText('12 selected, 7 not shown');
  await question.getByRole('button', { name: 'The 5 tracks shown' }).click();
  await expect(toast).toContainText('Composer changed on 5 tracks');
  expect(JSON.parse(await library.command('tracks', 'composer:composer', '--json'))).toMatchObject({ total: 5 });

  // A command asks, too; Escape changes nothing.
  await row('Knolls').focus();
  await page.keyboard.press('3');
  await expect(question).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  expect(JSON.parse(await library.command('tracks', 'rating:3', '--json'))).toMatchObject({ total: 0 });
  await page.keyboard.press('3');
  await question.getByRole('button', { name: 'All 12 tracks' }).click();
  await expect(toast).toContainText('Rating changed on 12 tracks');

  await details.getByRole('button', { name: 'Clear the search' }).click();
  await expect(details.getByRole('heading', { name: '12 tracks' })).toBeVisible();
  await expect(details).not.toContainText('The search hides');
});

test('edits nothing where an edit has taken all selected tracks out of the list', async ({ page }) => {
  await library.open(page, '/?q=genre%3Afolk');
  const { grid, details, field, toast, row } = partsOf(page);
  await row('Legends of the North').click();
  await page.keyboard.press('Control+a');
  await field('Genre').click();
  await page.keyboard.type('Roots');
  await page.keyboard.press('Enter');
  await expect(toast).toContainText('Genre changed on 3 tracks');
  await expect(grid).toBeHidden();
  await expect(details).toContainText('The search hides all 3 selected tracks.');
  await expect(details.getByRole('button', { name: /^Edit / })).toHaveCount(0);
});

test('keeps a text that is typed where an edit from elsewhere takes the tracks out of the list', async ({ page }) => {
  await library.command('edit', 'album:siege', 'mood=Calm');
  await library.open(page, '/?q=mood%3Acalm');
  const { details, field, row, toast } = partsOf(page);
  await row('Knolls').click();
  await row('The City Falls').click({ modifiers: ['Control'] });
  await field('Album').click();
  const text = details.getByRole('textbox', { name: 'Album', exact: true });
  await text.fill('The Siege');
  await library.command('edit', 'title:=Knolls', 'mood=Wild');
  await expect(row('Knolls')).toBeHidden();
  await expect(text).toHaveValue('The Siege');
  await library.command('edit', 'album:siege', 'mood=Wild');
  await expect(details).toContainText('The search hides all 2 selected tracks.');
  await expect(text).toBeFocused();
  await expect(text).toHaveValue('The Siege');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Which tracks?' }).getByRole('button', { name: 'All 2 tracks' }).click();
  await expect(toast).toContainText('Album changed on 2 tracks');
  await library.command('undo');
});

test('shows the details of one hidden track with a word that the search does not show it', async ({ page }) => {
  await library.open(page);
  const { details, search, row } = partsOf(page);
  await row('Knolls').click();
  await search.fill('album:shadows');
  await expect(details).toContainText('The search does not show this track.');
  await expect(details.getByRole('heading', { name: 'Knolls' })).toBeVisible();
});

test('shows a picture that was set for several tracks', async ({ page }) => {
  await library.open(page, '/?q=album%3Asiege');
  const { details, row } = partsOf(page);
  await row('Knolls').click();
  await page.keyboard.press('Control+a');
  await expect(details).toContainText('No picture yet · drop one here to set it for all');
  await details
    .locator('input[type="file"]')
    .setInputFiles({ name: 'cover.png', mimeType: 'image/png', buffer: await page.screenshot() });
  const art = details.getByRole('img', { name: 'Art of Siege' });
  // The page shows a thumbnail.
  await expect.poll(() => art.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(512);
  await details.getByRole('button', { name: 'Restore', exact: true }).click();
  await expect(art).toBeHidden();
});

test('removes a field from several tracks that differ in it', async ({ page }) => {
  await library.open(page, '/?q=album%3Asiege');
  const { details, field, toast, row } = partsOf(page);
  await row('Knolls').click();
  await page.keyboard.press('Control+a');
  await expect(field('Track')).toContainText('several values');
  await details.getByRole('button', { name: 'Remove from all tracks: Track' }).click();
  await expect(toast).toContainText('Track changed on 5 tracks');
  await expect(field('Track')).toContainText('none');
});

test('edits the cell with the focus in its place by F2, and gives the focus back', async ({ page }) => {
  await library.open(page, '/?sort=title');
  const { grid, search, row, toast } = partsOf(page);
  await row('Journey').click();
  for (let column = 0; column < 3; column += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  await expect(grid.getByRole('textbox', { name: 'Album' })).toBeFocused();
  await expect(grid.getByRole('textbox', { name: 'Album' })).toHaveValue('Into the Shadows');
  await page.keyboard.type('Shadows');
  await page.keyboard.press('Shift+Enter');
  await expect(toast).toContainText('Album changed on 1 track');
  await page.keyboard.press('Escape');
  await expect(row('Into the Shadows').first().locator('[data-column="album"]')).toBeFocused();
  await expect(row('Journey').locator('[data-column="album"]')).toContainText('Shadows');

  // The focus moves on without the selection: what has the focus is edited.
  await row('Journey').click();
  for (let column = 0; column < 3; column += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Control+ArrowDown');
  await page.keyboard.press('F2');
  await expect(row('Knolls').getByRole('textbox', { name: 'Album' })).toHaveValue('Siege');
  await page.keyboard.press('Escape');
  await expect(row('Knolls').locator('[data-column="album"]')).toBeFocused();

  for (let column = 0; column < 3; column += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  await expect(toast).toContainText('Time is a property of the file and cannot be edited.');
  await expect(grid.locator(':focus')).toHaveAttribute('data-column', 'time');
  await expect(search).not.toBeFocused();
});

test('goes down by Enter and right by Tab while cells are edited, and says at the cell what was refused', async ({
  page,
}) => {
  await library.open(page, '/?q=album:siege&sort=title');
  const { grid, row } = partsOf(page);
  // The second click on a cell, which is no double click.
  await row('Knolls').locator('[data-column="year"]').click();
  await expect(row('Knolls')).toHaveAttribute('aria-selected', 'true');
  await row('Knolls').locator('[data-column="year"]').click();
  await expect(grid.getByRole('textbox', { name: 'Date' })).toBeFocused();
  await page.keyboard.type('soon');
  await page.keyboard.press('Enter');
  await expect(grid.getByRole('alert')).toContainText('takes a date as YYYY');
  await expect(grid.getByRole('textbox', { name: 'Date' })).toHaveValue('soon');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('1999');
  await page.keyboard.press('Enter');
  await expect(row('Revelation').getByRole('textbox', { name: 'Date' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(row('Knolls').locator('[data-column="year"]')).toContainText('1999');

  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('F2');
  const genre = row('Revelation').getByRole('textbox', { name: 'Genre' });
  await expect(genre).toBeFocused();
  await page.keyboard.type('amb');
  await expect(grid.locator('datalist option')).toHaveText(['Ambient']);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Ambient; Chant');
  await page.keyboard.press('Tab');
  await expect(row('Revelation').getByRole('textbox', { name: 'Date' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(row('Revelation').locator('[data-column="genre"]')).toContainText('Ambient');
});

test('plays on a double click that is so slow that its first click has opened the editor', async ({ page }) => {
  await library.open(page, '/?q=album:siege&sort=title');
  const { grid, row } = partsOf(page);
  const year = row('Knolls').locator('[data-column="year"]');
  await year.click();
  await expect(row('Knolls')).toHaveAttribute('aria-selected', 'true');
  await year.click();
  const editor = grid.getByRole('textbox', { name: 'Date' });
  await expect(editor).toBeFocused();
  // The pointer stands where it was: for the browser, this is the second click of a double click.
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
  await expect(page.getByRole('region', { name: 'Player' })).toContainText('Knolls');
  await expect(editor).toHaveCount(0);
  await expect(year).toBeFocused();

  // Two clicks in the editor select a word of it.
  await year.click();
  await year.click();
  await expect(editor).toBeFocused();
  await editor.dblclick();
  await expect(editor).toBeFocused();
  await page.keyboard.press('Escape');
});

test('gives the focus back to a field that was edited by keyboard in the details', async ({ page }) => {
  await library.open(page);
  const { field, row } = partsOf(page);
  await row('Knolls').click();
  await field('Album').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Another');
  await page.keyboard.press('Enter');
  await expect(field('Album')).toBeFocused();
  await expect(field('Album')).toContainText('Another');
});

test('shows the details of a narrow window where a field is edited by F2', async ({ page }) => {
  await page.setViewportSize({ width: 800, height: 700 });
  await library.open(page);
  const { details, row } = partsOf(page);
  await row('Knolls').click();
  await page.keyboard.press('F2');
  await expect(details.getByRole('textbox', { name: 'Title' })).toBeFocused();
});

test('asks for all selected tracks at once, however many they are', async ({ page }) => {
  await library.open(page);
  const { details, field, row } = partsOf(page);
  await row('Knolls').click();
  await expect(field('Title')).toContainText('Knolls');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(...(/\/trpc\/([^?]+)/u.exec(request.url())?.[1]?.split(',') ?? [])));
  await page.keyboard.press('Control+a');
  await expect(details.getByRole('heading', { name: `${TRACKS.length + 1} tracks` })).toBeVisible();
  await expect(field('Title')).toContainText('several values');
  expect(asked.filter((procedure) => procedure === 'tracks.compare')).toHaveLength(1);
  expect(asked).not.toContain('tracks.get');
});
