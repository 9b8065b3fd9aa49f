/** The focus has a place wherever what had it is taken away by keys. */
import { expect, test } from '@playwright/test';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';

let library: OpenedLibrary;

test.beforeAll(async () => {
  library = await openLibrary();
  await library.command('edit', 'Knolls', 'title=Hills');
});

test.afterAll(async () => {
  await library.close();
});

test('goes to Redo where Undo was, and to what is beside a value that is taken back', async ({ page }) => {
  await library.open(page, '/?view=library');
  const { details, row } = partsOf(page);
  await row('Hills').click();
  await details.getByRole('button', { name: 'Restore the value of the file: Title' }).focus();
  await page.keyboard.press('Enter');
  await expect(details.getByRole('heading', { level: 2 })).toHaveText('Knolls');
  await expect(details.locator(':focus')).toHaveCount(1);

  await page.keyboard.press('Shift+C');
  await page
    .getByRole('button', { name: /^Undo: Title/u })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Redo: Title/u })).toBeFocused();
});

test('goes back to the list from a queue that is emptied and closed', async ({ page }) => {
  await library.open(page);
  const { grid, row } = partsOf(page);
  await row('Sad').click();
  await page.keyboard.press('Enter');
  await page.keyboard.press('q');
  const queue = page.getByRole('complementary', { name: 'Queue' });
  // The list of the queue takes the focus once its rows are there.
  await expect(queue.getByRole('row').and(page.locator(':focus'))).toHaveCount(1);
  await queue.getByRole('button', { name: 'Clear' }).focus();
  await page.keyboard.press('Enter');
  await expect(queue.getByRole('button', { name: 'Clear' })).toBeDisabled();
  await expect(page.locator(':focus:not(:disabled)')).toHaveCount(1);
  await page.keyboard.press('q');
  await expect(queue).toBeHidden();
  await expect(grid.locator(':focus')).toHaveCount(1);
});

test('leaves no menu behind that has lost it', async ({ page }) => {
  await library.open(page);
  const { row } = partsOf(page);
  await row('Sad').click();
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.getByRole('textbox', { name: 'Search the library' }).focus();
  await expect(page.getByRole('menu')).toBeHidden();
});
