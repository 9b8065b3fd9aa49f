/** Albums and artists: the wall by mouse and by keys, an album in place and as a page, and what one does with it. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { makeAudio } from '../support/audio.ts';
import { openLibrary, type OpenedLibrary } from './opened-library.ts';
import { makeSmallMusic } from './small-music.ts';

let library: OpenedLibrary;

test.beforeAll(async () => {
  library = await openLibrary((music) => {
    makeSmallMusic(music);
    for (const [disc, track] of [
      [1, 1],
      [1, 3],
      [2, 1],
    ] as const) {
      makeAudio(join(music, 'Loom Songs', `${disc}-${track}.flac`), {
        seconds: 3,
        pitch: 400 + 40 * disc + track,
        tags: {
          title: `Loom ${disc}.${track}`,
          artist: 'Marrow & Finch',
          album: 'Loom Songs',
          disc: `${disc}/2`,
          track: `${track}/3`,
        },
      });
    }
  });
});

test.afterAll(async () => {
  await library.close();
});

const wallOf = (page: Page) => page.getByRole('grid', { name: 'Albums' });
const tileOf = (page: Page, title: string) => wallOf(page).getByRole('link', { name: title });
const playerOf = (page: Page) => page.getByRole('region', { name: 'Player' });

async function openAlbums(page: Page, address = '/?view=albums'): Promise<void> {
  await library.open(page);
  await page.goto(new URL(address, library.service.url).href);
}

test('opens an album in place, in disc order with its missing numbers, and goes back', async ({ page }) => {
  await openAlbums(page);
  await expect(tileOf(page, 'Loom Songs')).toContainText('3 of 6');
  await tileOf(page, 'Loom Songs').click();
  const album = page.getByRole('region', { name: 'Loom Songs' });
  await expect(album.getByRole('heading', { level: 3 })).toHaveText([/Disc 1/u, /Disc 2/u]);
  await expect(album.getByRole('listitem')).toHaveText([
    /Loom 1.1/u,
    /2not in the library/u,
    /Loom 1.3/u,
    /Loom 2.1/u,
    /2not in the library/u,
    /3not in the library/u,
  ]);
  // The facts stand behind the name of the artist, in its line.
  const [name, facts] = await Promise.all([
    album.getByRole('link', { name: 'Marrow & Finch' }).boundingBox(),
    album.getByText('· 3 of 6', { exact: false }).last().boundingBox(),
  ]);
  expect(facts!.y).toBeLessThan(name!.y + name!.height);
  expect(new URL(page.url()).searchParams.get('item')).not.toBeNull();
  await page.reload();
  await expect(album).toBeVisible();
  await page.goBack();
  await expect(album).toBeHidden();
  await expect(tileOf(page, 'Loom Songs')).toBeVisible();
});

test('rates one track of an open album where a star is pressed, and takes it back', async ({ page }) => {
  await openAlbums(page);
  await tileOf(page, 'Loom Songs').click();
  const album = page.getByRole('region', { name: 'Loom Songs' });
  const track = album.getByRole('listitem').filter({ hasText: 'Loom 1.3' });
  const stars = track.getByRole('img', { name: /star|rating/u });
  await expect(stars).toHaveAccessibleName('No rating');
  await stars.click({ position: { x: 50, y: 6 } });
  await expect(stars).toHaveAccessibleName('4 of 5 stars');
  await expect(album.getByRole('img', { name: 'No rating' })).toHaveCount(2);
  await page.keyboard.press('Control+z');
  await expect(stars).toHaveAccessibleName('No rating');
});

test('plays and queues an album by keys alone', async ({ page }) => {
  await openAlbums(page);
  await tileOf(page, 'Siege').focus();
  await page.keyboard.press('Enter');
  const album = page.getByRole('region', { name: 'Siege' });
  await expect(album.getByRole('button', { name: 'Play', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(playerOf(page)).toContainText('Knolls');
  await page.keyboard.press('Escape');
  await expect(album).toBeHidden();
  await expect(tileOf(page, 'Siege')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(wallOf(page).getByRole('link').first()).toBeFocused();
  await page.keyboard.press('Shift+Enter');
  await expect(page.getByRole('status')).toContainText('3 tracks play next');
});

test('shows albums without a cover first, takes a cover, and narrows the wall', async ({ page }) => {
  await openAlbums(page);
  await page.getByRole('combobox', { name: 'Order of the albums' }).selectOption('No cover first, then artist');
  await expect(wallOf(page).getByRole('link').first()).toContainText('Marrow & Finch');
  await page.getByRole('link', { name: /Not complete/u }).click();
  await expect(tileOf(page, 'Into the Shadows')).toBeHidden();
  await expect(wallOf(page).getByRole('link')).toHaveCount(3);
  await page.getByRole('link', { name: /^All/u }).click();
  await tileOf(page, 'Loom Songs').click();
  const album = page.getByRole('region', { name: 'Loom Songs' });
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const chooser = page.waitForEvent('filechooser');
  await album.getByRole('button', { name: 'Choose a cover …' }).click();
  await (await chooser).setFiles({ name: 'cover.png', mimeType: 'image/png', buffer: png });
  await expect(page.getByRole('status')).toContainText('3 tracks');
  await expect(album.getByRole('button', { name: 'Choose a cover …' })).toBeHidden();
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(album.getByRole('button', { name: 'Choose a cover …' })).toBeVisible();
});

test('hands an album to the library with all of its tracks selected', async ({ page }) => {
  await openAlbums(page);
  await tileOf(page, 'Loom Songs').click();
  await page.getByRole('region', { name: 'Loom Songs' }).getByRole('button', { name: 'Edit all' }).click();
  await expect(page.getByRole('grid', { name: 'Tracks' }).getByRole('row', { selected: true })).toHaveCount(3);
  await expect(page.getByRole('complementary', { name: 'Details' })).toContainText('3 tracks');
  await page.goBack();
  await expect(page.getByRole('region', { name: 'Loom Songs' })).toBeVisible();
});

test('lists artists by sort name, finds them, and shows their albums', async ({ page }) => {
  await openAlbums(page, '/?view=artists');
  const artists = page.getByRole('list', { name: 'Artists' });
  await expect(artists.getByRole('link')).toHaveCount(4);
  const covers = artists.getByRole('listitem').filter({ hasText: 'Juniper Hall' }).locator('img');
  await expect(covers).toHaveCount(1);
  await expect.poll(() => covers.evaluate((cover: HTMLImageElement) => cover.naturalWidth)).toBeGreaterThan(0);
  await page.getByRole('textbox', { name: 'Find artists' }).fill('hall');
  await expect(artists.getByRole('link')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(artists.getByRole('link', { name: 'Juniper Hall' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Juniper Hall' })).toBeVisible();
  await page.getByRole('link', { name: 'Northern Mountains' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Northern Mountains' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Juniper Hall' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Juniper Hall' })).toBeVisible();
});

test('leads from the search into the list of artists once it has arrived', async ({ page }) => {
  await openAlbums(page, '/?view=artists');
  const artists = page.getByRole('list', { name: 'Artists' });
  await expect(artists.getByRole('link')).toHaveCount(4);
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route(/artists\.list/u, async (route) => {
    await released;
    await route.continue();
  });
  const find = page.getByRole('textbox', { name: 'Find artists' });
  await find.fill('hall');
  await find.press('ArrowDown');
  await expect(find).toBeFocused();
  release();
  await expect(artists.getByRole('link', { name: 'Juniper Hall' })).toBeFocused();
});

test('plays what was asked for last, when the tracks asked for before arrive late', async ({ page }) => {
  await openAlbums(page);
  await expect(tileOf(page, 'Siege')).toBeVisible();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route(
    /albums\.get/u,
    async (route) => {
      await released;
      await route.continue();
    },
    { times: 1 },
  );
  const press = async (album: string): Promise<void> => {
    const asked = page.waitForRequest(/albums\.get/u);
    await wallOf(page)
      .getByRole('button', { name: `Play ${album}` })
      .click();
    await asked;
  };
  await press('Siege');
  await press('Northern Mountains');
  await expect(playerOf(page)).toContainText('Juniper Hall');
  const late = page.waitForResponse(/albums\.get/u);
  release();
  await late;
  // What the page asks next comes back behind the answer that was late.
  await tileOf(page, 'Loom Songs').click();
  await expect(page.getByText('not in the library').first()).toBeVisible();
  await expect(playerOf(page)).toContainText('Juniper Hall');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } });

    test('an open album, the album as a page, an artist, and no match pass axe', async ({ page }) => {
      const violations = async (): Promise<string[]> => {
        const { violations: found } = await new AxeBuilder({ page }).analyze();
        return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
      };
      await openAlbums(page);
      await tileOf(page, 'Loom Songs').click();
      await expect(page.getByText('not in the library').first()).toBeVisible();
      expect(await violations()).toEqual([]);
      await page.getByRole('heading', { name: 'Loom Songs' }).getByRole('link').click();
      await expect(page.getByRole('heading', { level: 1, name: 'Loom Songs' })).toBeVisible();
      expect(await violations()).toEqual([]);
      await page.getByRole('main').getByRole('link', { name: 'Marrow & Finch' }).click();
      await expect(page.getByRole('heading', { level: 2, name: 'Albums' })).toBeVisible();
      expect(await violations()).toEqual([]);
      await page.goto(new URL('/?view=albums&q=nothing+like+this', library.service.url).href);
      await expect(page.getByRole('heading', { name: 'No album matches' })).toBeVisible();
      expect(await violations()).toEqual([]);
    });
  });
}
