/** The controls of the page, one by one, by pointer and by keys, on a page that has nothing else. */
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Locator, type Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { createServer, type ViteDevServer } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

let server: ViteDevServer;
let address: string;

test.beforeAll(async () => {
  server = await createServer({
    configFile: false,
    root: here('controls'),
    plugins: [react()],
    server: { host: '127.0.0.1', port: 0, fs: { allow: [here('../..')] } },
    cacheDir: here('../../node_modules/.cache/controls'),
    logLevel: 'error',
  });
  await server.listen();
  address = server.resolvedUrls?.local[0] ?? '';
});

test.afterAll(async () => {
  await server.close();
});

test.beforeEach(async ({ page }) => {
  await page.goto(address);
  await expect(page.getByRole('heading', { name: 'Controls' })).toBeVisible();
});

const part = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const expectValue = (page: Page, name: string, value: unknown) =>
  expect(part(page, name).getByRole('note', { name: 'Value' })).toHaveText(JSON.stringify(value));

test('a button is pressed by pointer and keys, and not where it is disabled', async ({ page }) => {
  const play = page.getByRole('button', { name: 'Play', exact: true });
  await play.click();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Not now' }).click({ force: true });
  await expectValue(page, 'Buttons', 3);
  const close = page.getByRole('button', { name: 'Close it' });
  await expect(close).toHaveAttribute('title', 'Close it');
  await close.press('Enter');
  await expectValue(page, 'Buttons', 13);
});

test('a select has a name, and is chosen from by keys', async ({ page }) => {
  const select = page.getByRole('combobox', { name: 'Size' });
  await select.selectOption('Large');
  await expectValue(page, 'Select', 'large');
  await select.focus();
  await page.keyboard.press('ArrowUp');
  await expectValue(page, 'Select', 'medium');
});

test('segments are one stop for Tab, and arrows choose', async ({ page }) => {
  const group = page.getByRole('radiogroup', { name: 'Size' });
  await group.getByRole('radio', { name: 'Medium' }).check();
  await expectValue(page, 'Segments', 'medium');
  await page.keyboard.press('ArrowRight');
  await expectValue(page, 'Segments', 'large');
  await page.keyboard.press('ArrowRight');
  await expectValue(page, 'Segments', 'small');
  await page.keyboard.press('Tab');
  await expect(group.locator(':focus')).toHaveCount(0);
});

test('a switch and a choice are turned by their labels and by Space, and say what they do', async ({ page }) => {
  await page.getByText('Light', { exact: true }).click();
  await expectValue(page, 'Switch', true);
  await page.getByRole('switch', { name: 'Light' }).press('Space');
  await expectValue(page, 'Switch', false);
  const sweep = page.getByRole('checkbox', { name: 'Sweep' });
  await expect(sweep).toHaveAccessibleDescription('Takes the dust away.');
  await page.getByText('Sweep', { exact: true }).click();
  await expectValue(page, 'Choice', true);
  const mop = page.getByRole('switch', { name: 'Mop' });
  await expect(mop).toBeDisabled();
  await page.getByText('Mop', { exact: true }).click({ force: true });
  await expectValue(page, 'Choice that cannot be made', false);
});

test('stars are set to the half where they are pressed, and taken back by the same press', async ({ page }) => {
  const stars = part(page, 'Stars').getByRole('img');
  await expect(stars).toHaveAccessibleName('No rating');
  await stars.click({ position: { x: 46, y: 6 } });
  await expectValue(page, 'Stars', 3.5);
  await expect(stars).toHaveAccessibleName('3.5 of 5 stars');
  await stars.click({ position: { x: 46, y: 6 } });
  await expectValue(page, 'Stars', null);
});

test('a field says what it is for, and in its place what is wrong', async ({ page }) => {
  const field = page.getByLabel('Name', { exact: true });
  await expect(field).toHaveAccessibleDescription('As it stands on the sleeve.');
  await field.fill('AC/DC');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toHaveAccessibleDescription('A name has no slash.');
  await field.fill('AC');
  await expect(field).toHaveAttribute('aria-invalid', 'false');
  await expectValue(page, 'Field', 'AC');
});

test('a combo box completes what is typed by arrows, Enter and Tab, and leaves it alone by Escape', async ({
  page,
}) => {
  const box = page.getByRole('combobox', { name: 'Genre' });
  const list = page.getByRole('listbox', { name: 'Genres' });
  await box.click();
  await expect(list).toBeHidden();
  await page.keyboard.type('b');
  await expect(list.getByRole('option')).toHaveText(['Baroque', 'Blues']);
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expectValue(page, 'Combo box', 'b');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(list.getByRole('option', { name: 'Blues' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expectValue(page, 'Combo box', 'Blues');
  await box.fill('am');
  await page.keyboard.press('Tab');
  await expectValue(page, 'Combo box', 'Ambient');
  await expect(box).toBeFocused();
  await box.fill('ba');
  await list.getByRole('option', { name: 'Baroque' }).click();
  await expectValue(page, 'Combo box', 'Baroque');
  await expect(box).toBeFocused();
});

for (const [kind, name] of [
  ['question', 'Delete it?'],
  ['sheet', 'What is new'],
  ['wide', 'A day of work'],
] as const) {
  test(`a dialog (${kind}) keeps the focus in it, and gives it back when Escape closes it`, async ({ page }) => {
    const opener = page.getByRole('button', { name: `Open the ${kind}` });
    await opener.press('Enter');
    const dialog = page.getByRole('dialog', { name });
    await expect(dialog).toBeVisible();
    for (let step = 0; step < 4; step += 1) {
      await page.keyboard.press('Tab');
      await expect(opener).not.toBeFocused();
    }
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(opener).toBeFocused();
  });
}

test('a question is answered by its buttons, and a sheet closed by its own', async ({ page }) => {
  await page.getByRole('button', { name: 'Open the question' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expectValue(page, 'Opened', 'deleted');
  await page.getByRole('button', { name: 'Open the sheet' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a menu stays in the window, is gone through by keys, and opens the menus in it', async ({ page }) => {
  const opener = page.getByRole('button', { name: 'Open the menu' });
  await opener.press('Enter');
  const menu = page.getByRole('menu', { name: 'What to do' });
  const { x, y, width, height } = (await menu.boundingBox())!;
  const { width: right, height: bottom } = page.viewportSize()!;
  expect([x >= 0, y >= 0, x + width <= right, y + height <= bottom]).toEqual([true, true, true, true]);
  const item = (name: string): Locator => page.getByRole('menuitem', { name, exact: true });
  await expect(item('Play')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expectValue(page, 'Opened', '');
  await page.keyboard.press('a');
  await expect(item('Add to')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(item('Mornings')).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(item('Add to')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Space');
  await expectValue(page, 'Opened', 'repeat');
  await expect(menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(opener).toBeFocused();
  await opener.press('Enter');
  await item('Add to').hover();
  await item('Nights').click();
  await expectValue(page, 'Opened', 'add-two');
  await expect(menu).toBeHidden();
});

test('a menu closes when something else is pressed', async ({ page }) => {
  await page.getByRole('button', { name: 'Open the menu' }).click();
  await page.getByRole('heading', { name: 'Controls' }).click();
  await expect(page.getByRole('menu')).toBeHidden();
});

test('a palette narrows its lines, goes round them, and does the marked one', async ({ page }) => {
  const opener = page.getByRole('button', { name: 'Open the palette' });
  await opener.press('Enter');
  const field = page.getByRole('combobox', { name: 'Commands' });
  const marked = page.getByRole('dialog').getByRole('option', { selected: true });
  await expect(field).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(marked).toHaveText('Next track');
  await page.keyboard.type('pa');
  await expect(marked).toHaveText('Pause');
  await page.keyboard.type('x');
  await expect(page.getByText('There is no such command.')).toBeVisible();
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await expectValue(page, 'Opened', 'pause');
  await expect(opener).toBeFocused();
});

test('progress is told in words and as a part, where the whole is known', async ({ page }) => {
  const scanning = page.getByRole('progressbar', { name: 'Scanning' });
  await expect(scanning).toHaveAttribute('aria-valuenow', '25');
  await expect(scanning).toHaveAttribute('aria-valuetext', '25 of 100 files');
  await expect(page.getByRole('progressbar', { name: 'Looking' })).not.toHaveAttribute('aria-valuenow');
});

test('a place says that it is loading where that takes long', async ({ page }) => {
  await expect(part(page, 'Loading')).toContainText('Loading …');
});

test('a message says what was done, with its action, and gives way to the next one', async ({ page }) => {
  const toast = part(page, 'Messages').getByRole('status');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(toast).toContainText('12 tracks changed');
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expectValue(page, 'Messages', 'undone');
  await expect(toast).toBeEmpty();
  await page.getByRole('button', { name: 'Fail' }).click();
  await expect(toast).toContainText('The disk is full');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await expect(toast).not.toContainText('The disk is full');
  await toast.getByRole('button', { name: 'Dismiss the message' }).click();
  await expect(toast).toBeEmpty();
});

for (const look of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { forcedColors: 'active' }] as const) {
  test(`the controls pass axe (${Object.values(look).join()})`, async ({ page }) => {
    await page.emulateMedia({ ...look, reducedMotion: 'reduce' });
    const violations = async (): Promise<string[]> => {
      const { violations: found } = await new AxeBuilder({ page }).analyze();
      return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
    };
    expect(await violations()).toEqual([]);
    for (const kind of ['question', 'wide', 'menu', 'palette']) {
      await page.getByRole('button', { name: `Open the ${kind}` }).click();
      await expect(page.locator('dialog[open], [role="menu"]')).toBeVisible();
      expect(await violations()).toEqual([]);
      await page.keyboard.press('Escape');
    }
  });
}
