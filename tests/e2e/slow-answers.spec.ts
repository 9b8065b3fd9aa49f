/** What a person does while an answer is on its way: it stays done, and nothing of it is undone by the answer. */
import { expect, test } from '@playwright/test';
import { holdAnswers } from './held-answers.ts';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';

let library: OpenedLibrary;

test.beforeAll(async () => {
  library = await openLibrary();
});

test.afterAll(async () => {
  await library.close();
});

test('leaves the focus where a person has gone while an edit is saved', async ({ page }) => {
  await library.open(page);
  const { details, field, search, toast, row } = partsOf(page);
  await row('Knolls').click();
  await field('Title').click();
  const saved = await holdAnswers(page, 'tracks.edit');
  await page.keyboard.type('Knolls and Dales');
  await page.keyboard.press('Enter');
  const editor = details.getByRole('textbox', { name: 'Title' });
  await expect(editor).toHaveAttribute('aria-busy', 'true');
  await page.keyboard.type(' and more');
  await expect(editor).toHaveValue('Knolls and Dales');
  await search.click();
  await page.keyboard.type('kno');
  saved.release();
  await expect(toast).toContainText('Title changed on 1 track');
  await expect(editor).toBeHidden();
  await page.keyboard.type('lls');
  await expect(search).toHaveValue('knolls');
  expect(saved.calls).toBe(1);
});

test('keeps what is typed into a second cell when the first one has been saved', async ({ page }) => {
  await library.open(page, '/?q=album:shadows&sort=title');
  const { grid, toast, row } = partsOf(page);
  const editor = grid.getByRole('textbox', { name: 'Title' });
  await row('Sad').locator('[data-column="title"]').click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  await expect(editor).toBeFocused();
  const saved = await holdAnswers(page, 'tracks.edit');
  await page.keyboard.type('Sadder');
  const second = row('Journey’s End');
  await second.locator('[data-column="title"]').click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  await expect(second.getByRole('textbox', { name: 'Title' })).toBeFocused();
  await page.keyboard.type('Journey');
  saved.release();
  await expect(toast).toContainText('Title changed on 1 track');
  await page.keyboard.type(' and Return');
  await page.keyboard.press('Enter');
  await expect(row('Journey and Return')).toBeVisible();
  await expect(row('Sadder')).toBeVisible();
});

test('shows what was edited before the list and the details are read again', async ({ page }) => {
  await library.open(page, '/?q=album:siege&sort=title');
  const { grid, details, field, row } = partsOf(page);
  await row('Revelation').locator('[data-column="title"]').click();
  await expect(field('Title')).toContainText('Revelation');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  await expect(grid.getByRole('textbox', { name: 'Title' })).toBeFocused();
  const lists = await holdAnswers(page, 'tracks.list');
  const facts = await holdAnswers(page, 'tracks.get');
  await page.keyboard.type('Apocalypse');
  await page.keyboard.press('Enter');
  await expect(grid.locator('[data-column="title"]').getByText('Apocalypse')).toBeVisible();
  await expect(details.getByRole('heading', { name: 'Apocalypse' })).toBeVisible();
  lists.release();
  facts.release();
  await library.command('undo');
  await expect(row('Apocalypse')).toBeHidden();
  await expect(row('Revelation')).toBeVisible();
});

test('says why a cell was not saved where another one is edited by then', async ({ page }) => {
  await library.open(page, '/?q=album:siege&sort=title');
  const { grid, toast, row } = partsOf(page);
  const year = row('Knolls').locator('[data-column="year"]');
  await year.click();
  for (let column = 0; column < 5; column += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  await expect(grid.getByRole('textbox', { name: 'Date' })).toBeFocused();
  const saved = await holdAnswers(page, 'tracks.edit');
  await page.keyboard.type('soon');
  await row('Revelation').locator('[data-column="year"]').click();
  for (let column = 0; column < 5; column += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  await expect(row('Revelation').getByRole('textbox', { name: 'Date' })).toBeFocused();
  saved.release();
  await expect(toast).toContainText('takes a date as YYYY');
  await expect(row('Revelation').getByRole('textbox', { name: 'Date' })).toBeFocused();
});

test('rates once by a double click, whose second click comes after the answer to the first', async ({ page }) => {
  await library.open(page, '/?q=album:mountains');
  const { row } = partsOf(page);
  const stars = (title: string) => row(title).locator('[data-column="rating"]').getByRole('img');
  await stars('Return to the Coast').click({ position: { x: 46, y: 6 } });
  await expect(stars('Return to the Coast')).toHaveAccessibleName('3.5 of 5 stars');
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
  await stars('silvan_sanctuary').click({ position: { x: 46, y: 6 } });
  await expect(stars('silvan_sanctuary')).toHaveAccessibleName('3.5 of 5 stars');
  expect(JSON.parse(await library.command('tracks', 'rating:3.5', '--json'))).toMatchObject({ total: 2 });
});

test('goes on by as many tracks as “Next” was pressed, and by none where another track was played since', async ({
  page,
}) => {
  await library.open(page, '/?sort=title');
  const { grid, row } = partsOf(page);
  const player = page.getByRole('region', { name: 'Player' });
  const next = player.getByRole('button', { name: 'Next' });
  const cells = grid.locator('[data-column="title"]');
  // Rows stand there before their tracks have come.
  await expect(cells.nth(5)).toHaveText(/\S/u);
  const titles = (await cells.allInnerTexts()).map((text) => text.split('\n')[0]!);
  const third = titles[2]!;
  const sixth = titles[5]!;
  await row(third).dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('q');
  await expect(page.getByRole('listbox', { name: 'Queue' }).getByRole('option')).not.toHaveCount(1);
  await page.keyboard.press('q');
  // No track follows because the one before it has ended.
  await page.keyboard.press('r');
  await page.keyboard.press('r');
  await expect(player.getByRole('button', { name: /^Repeat: this track/u })).toBeVisible();
  const rows = await holdAnswers(page, 'tracks.rows');
  for (let press = 0; press < 3; press += 1) await next.click();
  rows.release();
  await expect(player).toContainText(sixth);

  const later = await holdAnswers(page, 'tracks.rows');
  await next.click();
  await next.click();
  await row(third).dblclick();
  await expect(player).toContainText(third);
  later.release();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(player).toContainText(third);
});

test('keeps the details of the track before from being edited until those of the selected one are there', async ({
  page,
}) => {
  await library.open(page, '/?q=album:siege');
  const { details, field, row } = partsOf(page);
  await row('Revelation').click();
  await expect(field('Title')).toContainText('Revelation');
  const read = await holdAnswers(page, 'tracks.get');
  await row('The Deep Path').click();
  await expect(details.locator('[inert]')).toContainText('Revelation');
  read.release();
  await expect(field('Title')).toContainText('The Deep Path');
  await expect(details.locator('[inert]')).toHaveCount(0);
});

test('says that actions and changes are on their way', async ({ page }) => {
  await library.open(page);
  const { row } = partsOf(page);
  await row('Revelation').click();
  const actions = await holdAnswers(page, 'actions.list');
  const preview = await holdAnswers(page, 'actions.preview');
  const changes = await holdAnswers(page, 'history.list');
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: 'Actions' });
  await expect(dialog.getByText('Loading …')).toBeVisible();
  actions.release();
  await expect(dialog.getByRole('region', { name: 'Preview' }).getByText('Loading …')).toBeVisible();
  preview.release();
  await expect(dialog.getByText('Loading …')).toBeHidden();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByRole('region', { name: 'Changes' }).getByText('Loading …')).toBeVisible();
  changes.release();
  await expect(page.getByRole('region', { name: 'Changes' }).getByText('Loading …')).toBeHidden();
});

test('makes a playlist once, however often Enter is pressed', async ({ page }) => {
  await library.open(page);
  await page.getByRole('link', { name: 'Playlists' }).click();
  await page.getByRole('button', { name: 'New playlist' }).first().click();
  const made = await holdAnswers(page, 'playlists.create');
  const dialog = page.getByRole('dialog', { name: 'New playlist' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Evening');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Create' })).toBeDisabled();
  await page.keyboard.press('Enter');
  made.release();
  await expect(page.getByRole('heading', { name: 'Evening' })).toBeVisible();
  await expect(dialog).toBeHidden();
  expect(made.calls).toBe(1);
});
