/** The columns of the track table: chosen, moved, resized and kept; sorting by several; ratings in their cells. */
import { expect, test, type Page } from '@playwright/test';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';

let library: OpenedLibrary;

test.beforeAll(async () => {
  library = await openLibrary();
});

test.afterAll(async () => {
  await library.close();
});

const headings = (page: Page): Promise<string[]> =>
  page.locator('[data-heading]').evaluateAll((shown) => shown.map((one) => (one as HTMLElement).dataset['heading']!));

/** What the cells of a column show, from the top. */
const cells = (page: Page, column: string): Promise<string[]> =>
  page.locator(`[data-column="${column}"]`).evaluateAll((shown) =>
    shown
      .map((cell) => ({ text: cell.textContent, top: cell.getBoundingClientRect().top }))
      .sort((a, b) => a.top - b.top)
      .map(({ text }) => text),
  );

test('shows a column in two steps, moves and resizes it by keys, and keeps that over a reload', async ({ page }) => {
  await library.open(page);
  await page.getByRole('columnheader', { name: 'Year' }).click({ button: 'right' });
  await page.getByRole('menuitemcheckbox', { name: 'Path' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Kind' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'BPM' }).click();
  await page.keyboard.press('Escape');
  const usual = ['title', 'artist', 'album', 'genre', 'year', 'time', 'rating'];
  expect(await headings(page)).toEqual([...usual, 'path', 'bpm']);
  await expect(page.locator('[data-column="path"]').first()).toContainText('music/');

  await page.getByRole('button', { name: 'Title', exact: true }).focus();
  await page.keyboard.press('Control+Shift+ArrowRight');
  expect(await headings(page)).toEqual(['artist', 'title', 'album', 'genre', 'year', 'time', 'rating', 'path', 'bpm']);
  const title = page.locator('[data-heading="title"]');
  const before = (await title.boundingBox())!.width;
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(async () => (await title.boundingBox())!.width).toBeCloseTo(before + 12, 0);

  await page.reload();
  await expect(page.getByRole('grid')).toBeVisible();
  expect(await headings(page)).toEqual(['artist', 'title', 'album', 'genre', 'year', 'time', 'rating', 'path', 'bpm']);
  expect((await title.boundingBox())!.width).toBeCloseTo(before + 12, 0);

  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  await page.getByRole('menuitem', { name: 'The usual columns' }).click();
  expect(await headings(page)).toEqual([...usual, 'kind']);
});

test('resizes a column by its edge, and moves it by dragging its heading', async ({ page }) => {
  await library.open(page);
  // The widths follow the rows: they are measured once the rows are there.
  await expect(page.locator('[data-column="album"]').first()).toBeVisible();
  const album = page.locator('[data-heading="album"]');
  const { x, y, width } = (await album.boundingBox())!;
  await page.mouse.move(x + width - 3, y + 10);
  await page.mouse.down();
  await page.mouse.move(x + width + 47, y + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => Math.round((await album.boundingBox())!.width)).toBe(Math.round(width + 50));
  await page.locator('[data-heading="year"]').dragTo(page.locator('[data-heading="artist"]'));
  expect((await headings(page)).slice(0, 3)).toEqual(['title', 'year', 'artist']);
});

test('sorts by several columns: ties by what was chosen before, with Shift behind it', async ({ page }) => {
  await library.command('edit', 'album:siege', 'date=2005');
  await library.open(page, '/?q=has:title%20album:s');
  const heading = (name: string) => page.locator(`[data-heading="${name.toLowerCase()}"]`);
  await heading('Title').getByRole('button').click();
  await expect(heading('Title')).toHaveAttribute('aria-sort', 'ascending');
  await heading('Year').getByRole('button').click();
  await expect(page).toHaveURL(/sort=year%2Ctitle/);
  await expect(heading('Year')).toHaveAttribute('aria-sort', 'ascending');
  await expect(heading('Title')).not.toHaveAttribute('aria-sort');
  const byYear = await cells(page, 'title');
  expect(byYear.slice(0, 3)).toEqual(['Into the Shadows', 'Journey’s End', 'Knolls']);

  await page.goto(new URL('/?sort=year', library.service.url).href);
  await heading('Artist')
    .getByRole('button')
    .click({ modifiers: ['Shift'] });
  await heading('Artist')
    .getByRole('button')
    .click({ modifiers: ['Shift'] });
  await expect(page).toHaveURL(/sort=year%2C-artist/);
  await expect.poll(async () => (await cells(page, 'artist')).slice(0, 2)).toEqual(['', 'North Harbour']);
});

test('keeps tracks in their order where artists are sorted backwards', async ({ page }) => {
  await library.open(page, '/?q=artist:quartet&sort=-artist');
  await expect.poll(() => cells(page, 'title')).toEqual(['Into the Shadows', 'Journey’s End', 'Sad']);
});

test('rates the pressed track in halves of stars, and takes the rating back', async ({ page }) => {
  await library.open(page);
  const { row, toast } = partsOf(page);
  const stars = row('Sad').getByRole('img');
  await expect(stars).toHaveAccessibleName('No rating');
  await stars.click({ position: { x: 45, y: 10 } });
  await expect(toast).toContainText('Rating changed on 1 track');
  await expect(stars).toHaveAccessibleName('3.5 of 5 stars');
  await expect(row('Sad')).toHaveAttribute('aria-selected', 'false');
  await stars.click({ position: { x: 45, y: 10 } });
  await expect(stars).toHaveAccessibleName('No rating');
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(stars).toHaveAccessibleName('3.5 of 5 stars');
});
