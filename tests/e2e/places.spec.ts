/** Where one was on a page: it is kept when one looks elsewhere and comes back, and led to where that is asked for. */
import { expect, test, type Page } from '@playwright/test';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';
import { TRACKS } from './small-music.ts';

let library: OpenedLibrary;

test.beforeAll(async () => {
  library = await openLibrary();
  for (const { title } of TRACKS) await library.command('edit', `title:="${title}"`, `artist=The ${title} Players`);
});

test.afterAll(async () => {
  await library.close();
});

test.beforeEach(async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 400 });
});

const scroller = (page: Page) => partsOf(page).grid.getByRole('rowgroup').last();

async function openArtists(page: Page): Promise<void> {
  await page.goto(library.service.url);
  await page.goto(new URL('/?view=artists', library.service.url).href);
  await expect(page.getByRole('list', { name: 'Artists' })).toBeVisible();
}

const rail = (page: Page, name: string) => page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name });

test('keeps what the list of tracks shows while one is on another page, whatever is selected', async ({ page }) => {
  await library.open(page);
  const { grid } = partsOf(page);
  await grid.locator('[data-index="0"]').click();
  await expect(page).toHaveURL(/track=\d+/u);
  await scroller(page).hover();
  await page.mouse.wheel(0, 2000);
  const last = grid.locator(`[data-index="${TRACKS.length - 1}"]`);
  await expect(last).toBeInViewport();
  await rail(page, 'Artists').click();
  await expect(page.getByRole('list', { name: 'Artists' })).toBeVisible();
  await page.goBack();
  await expect(last).toBeInViewport();
  await expect(grid.locator('[data-index="0"]')).not.toBeInViewport();
});

test('keeps the place in the list of artists while one looks at an artist', async ({ page }) => {
  await openArtists(page);
  const list = page.getByRole('list', { name: 'Artists' });
  const one = list.getByRole('link', { name: 'The The City Falls Players' });
  await list.hover();
  await page.mouse.wheel(0, 2000);
  await expect(one).toBeInViewport();
  await one.click();
  await expect(page.getByRole('heading', { level: 1, name: 'The The City Falls Players' })).toBeVisible();
  await page.goBack();
  await expect(one).toBeInViewport();
  await expect(one).toHaveAttribute('tabindex', '0');
});

test('leads to what plays, also where it was scrolled away or a search hides it', async ({ page }) => {
  await library.open(page);
  const { grid, search } = partsOf(page);
  const first = grid.locator('[data-index="0"]');
  await first.dblclick();
  const now = page.getByRole('button', { name: 'Players' }).and(page.getByTitle('Show this track in the library'));
  await expect(now).toBeVisible();
  await scroller(page).hover();
  await page.mouse.wheel(0, 2000);
  await expect(first).not.toBeInViewport();
  await now.click();
  await expect(first).toBeInViewport();
  await search.fill('Knolls');
  await expect(grid.locator('[data-index]')).toHaveCount(1);
  await now.click();
  await expect(search).toHaveValue('');
  await expect(first).toHaveAttribute('data-playing', 'true');
  await expect(first).toHaveAttribute('aria-selected', 'true');
});

test('leaves no dialog and no menu open over another page when one goes back', async ({ page }) => {
  await openArtists(page);
  await rail(page, 'Library').click();
  await partsOf(page).grid.locator('[data-index="0"]').click();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('list', { name: 'Artists' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.goForward();
  await partsOf(page).grid.locator('[data-index="0"]').click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('list', { name: 'Artists' })).toBeVisible();
  await expect(page.getByRole('menu')).toHaveCount(0);
});

test('leads by the key for searching to the search of the page, and to that of the library where there is none', async ({
  page,
}) => {
  await openArtists(page);
  await page.keyboard.press('/');
  const find = page.getByRole('textbox', { name: 'Find artists' });
  await expect(find).toBeFocused();
  await page.keyboard.type('Knolls');
  await expect(page.getByRole('list', { name: 'Artists' }).getByRole('link')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('link', { name: 'The Knolls Players' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'The Knolls Players' })).toBeVisible();
  await page.keyboard.press('/');
  await expect(partsOf(page).search).toBeFocused();
});
