/** Actions on tags in the page: chosen, filled in, seen before they change anything, applied as one batch, and saved. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';

let library: OpenedLibrary;

test.beforeAll(async () => {
  library = await openLibrary();
});

test.afterAll(async () => {
  await library.close();
});

test('shows what would change before and after, applies it as one batch, and undoes all of it', async ({ page }) => {
  await library.open(page, '/?q=album%3Amountains&sort=title');
  const { row, toast, grid } = partsOf(page);
  await row('silvan').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: 'Actions' });
  await expect(dialog).toContainText('3 tracks');
  await dialog.getByRole('button', { name: 'Find and replace' }).click();
  await expect(dialog).toContainText('Fill in what it needs');
  await dialog.getByRole('button', { name: 'Title', exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Find' }).fill('_');
  await dialog.getByRole('textbox', { name: 'With', exact: true }).fill(' ');
  await dialog.getByRole('button', { name: 'Then another action' }).click();
  await dialog.getByRole('button', { name: 'Case', exact: true }).click();
  const preview = dialog.getByRole('region', { name: 'Preview' });
  await expect(preview.locator('ins').first()).toHaveText('S');
  await expect(dialog).toContainText('3 tracks, 1 changes');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);

  await dialog.getByRole('button', { name: 'Save as group …' }).click();
  await dialog.getByRole('textbox', { name: 'Name of the group' }).fill('Tidy a rip');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Tidy a rip' })).toHaveAttribute('aria-pressed', 'true');
  await dialog.getByRole('button', { name: 'Apply as one batch' }).click();
  await expect(dialog).toBeHidden();
  await expect(toast).toContainText('Tidy a rip: tags changed on 1 track');
  await expect(row('Silvan Sanctuary')).toBeVisible();
  await expect(grid.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(row('silvan_sanctuary')).toBeVisible();
});

test('numbers the tracks of a selection by a group that the library has, by keys alone', async ({ page }) => {
  await library.command('edit', 'album:siege', 'tracknumber=9');
  await library.open(page, '/?q=album%3Asiege&sort=title');
  const { row, toast } = partsOf(page);
  await row('Knolls').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: 'Actions' });
  await dialog.getByRole('button', { name: 'Number tracks' }).first().focus();
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText(/5 tracks, \d changes?/);
  await dialog.getByRole('button', { name: 'Apply as one batch' }).focus();
  await page.keyboard.press('Enter');
  await expect(toast).toContainText('tags changed on');
  expect(JSON.parse(await library.command('tracks', 'album:siege track:1', '--json'))).toMatchObject({ total: 1 });
});

test('says what is wrong with a parameter, and changes nothing', async ({ page }) => {
  await library.open(page);
  const { row } = partsOf(page);
  await row('Knolls').click();
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: 'Actions' });
  await dialog.getByRole('button', { name: 'Find and replace' }).click();
  await dialog.getByRole('button', { name: 'All', exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Find' }).fill('(');
  await dialog.getByRole('checkbox', { name: 'Regex' }).check();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Apply as one batch' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(row('Knolls')).toBeFocused();
});
