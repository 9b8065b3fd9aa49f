/**
 * The page in German, as a browser asks for it: the names of all pages, numbers, dates and texts of the service, with
 * axe; the setting that changes the language at once; and the mirrored page of a language from the right.
 */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { openLibrary, type OpenedLibrary } from './opened-library.ts';

let library: OpenedLibrary;

test.beforeAll(async () => {
  library = await openLibrary();
});
test.afterAll(() => library.close());

test.describe('in a browser that asks for German', () => {
  test.use({ locale: 'de-DE' });

  test('every page is German, and axe finds nothing', async ({ page }) => {
    await open(page, '/');
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expect(page).toHaveTitle('Bibliothek – Descant');
    const grid = page.getByRole('grid', { name: 'Titel' });
    await expect(grid.getByRole('columnheader', { name: 'Interpret' })).toBeVisible();
    const pages = page.getByRole('navigation', { name: 'Seiten' });
    for (const [link, heading] of [
      ['Alben', 'Alben'],
      ['Interpreten', 'Interpreten'],
      ['Wiedergabelisten', 'Wiedergabelisten'],
      ['Prüfung', 'Prüfung'],
      ['Aktivität', 'Aktivität'],
      ['Virtueller Ordner', 'Virtueller Ordner'],
      ['Einstellungen', 'Einstellungen'],
    ] as const) {
      await pages.getByRole('link', { name: link }).click();
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeAttached();
      await expectNoViolations(page);
    }
  });

  test('an edit is told in German, with the names of fields, and so is its undo', async ({ page }) => {
    await open(page, '/');
    const grid = page.getByRole('grid', { name: 'Titel' });
    await grid.getByRole('row').nth(1).click();
    const details = page.getByRole('complementary', { name: 'Details' });
    await details.getByRole('button', { name: 'Albuminterpret bearbeiten:' }).click();
    await page.keyboard.type('Irgendwer');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Albuminterpret bei 1 Titel geändert')).toBeVisible();
    await page.getByRole('button', { name: 'Rückgängig' }).first().click();
    await expect(page.getByText('Rückgängig gemacht: 1 Feld wiederhergestellt')).toBeVisible();
  });

  test('a value that a setting does not take is refused in German', async ({ page }) => {
    await open(page, '/?view=settings');
    const field = page.getByRole('textbox', { name: 'Dateien prüfen' });
    await field.fill('-1');
    await field.press('Enter');
    await expect(page.getByText('verify.rate kann nicht -1 sein: mindestens 0')).toBeVisible();
    await field.press('Escape');
  });

  test('the setting changes the language at once, keeps the focus, and holds over a reload', async ({ page }) => {
    await open(page, '/?view=settings');
    const english = page.getByRole('radio', { name: 'English' });
    await english.check();
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(english).toBeFocused();
    await page.reload();
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
    await page.getByRole('radio', { name: 'As the browser' }).check();
    await expect(page.getByRole('heading', { level: 1, name: 'Einstellungen' })).toBeVisible();
  });
});

test('a language from the right mirrors the page, and nothing is out of the window', async ({ page }) => {
  // The page takes the direction of its own language, and does so again once it knows the settings.
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (document.documentElement.dir !== 'rtl') document.documentElement.dir = 'rtl';
    }).observe(document, { attributeFilter: ['dir'], subtree: true });
  });
  await open(page, '/');
  const width = page.viewportSize()?.width ?? 0;
  const rail = await page.getByRole('navigation', { name: 'Pages' }).boundingBox();
  expect(Math.round((rail?.x ?? 0) + (rail?.width ?? 0))).toBe(width);
  for (const address of ['/?view=albums', '/?view=review', '/?view=mount', '/?view=settings']) {
    await page.goto(new URL(address, library.service.url).href);
    await expect(page.getByRole('main').first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  }
});

/** The first visit has the token in its address. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(library.service.url);
  await page.goto(new URL(address, library.service.url).href);
  await expect(page.getByRole('main').first()).toBeVisible();
}

async function expectNoViolations(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}
