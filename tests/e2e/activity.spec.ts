/** The page Activity: what changes did, opened row by row, and the jobs of the service. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { makeAudio } from '../support/audio.ts';
import { openLibrary, type OpenedLibrary } from './opened-library.ts';
import { join } from 'node:path';

let library: OpenedLibrary;

/** Sixty tracks of two spellings of a genre. */
function makeMusic(folder: string): void {
  for (let at = 0; at < 60; at += 1) {
    const tags = { title: `Tide ${at}`, artist: 'North Harbour', genre: at < 40 ? 'Hip Hop' : 'hip hop' };
    makeAudio(join(folder, `${at}.flac`), { seconds: 1, tags });
  }
}

test.beforeAll(async () => {
  library = await openLibrary(makeMusic);
  await library.command('edit', 'genre:hip', 'genre=Hip-Hop', 'mood=calm');
});

test.afterAll(() => library.close());

test('a change opens to what it did, by keys, on a page of any width', async ({ page }) => {
  await page.goto(library.service.url);
  await page.goto(new URL('/?view=activity', library.service.url).href);
  const row = page.getByRole('button', { name: /^Genre: several values → Hip-Hop · Mood: none → calm · 60 tracks/u });
  await row.focus();
  await page.keyboard.press('Enter');
  await expect(row).toHaveAttribute('aria-expanded', 'true');
  const shared = page.getByRole('list', { name: 'Changes that tracks share' }).getByRole('listitem');
  await expect(shared).toHaveText([
    /^Mood: none → calm\s*60 tracks$/u,
    /^Genre: Hip Hop → Hip-Hop\s*40 tracks$/u,
    /^Genre: hip hop → Hip-Hop\s*20 tracks$/u,
  ]);
  const tracks = page.getByRole('list', { name: 'Tracks', exact: true }).getByRole('listitem');
  await expect(tracks).toHaveCount(50);
  await expect(tracks.first()).toHaveText(/^Tide \d+North HarbourGenre: Hip Hop → Hip-Hop$/u);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole('button', { name: 'Show more of 60 tracks' }).press('Enter');
  await expect(tracks).toHaveCount(60);
  await expect(tracks.nth(50).getByRole('link')).toBeFocused();

  await shared.nth(2).getByRole('button', { name: '20 tracks' }).press('Space');
  await expect(tracks).toHaveCount(20);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await row.press('Space');
  await expect(tracks).toHaveCount(0);
  await page.setViewportSize({ width: 1280, height: 800 });

  await row.click();
  const title = (await tracks.first().getByRole('link').textContent()) ?? '';
  await tracks.first().getByRole('link').click();
  await expect(page.getByRole('grid', { name: 'Tracks' }).getByRole('row', { name: title })).toBeVisible();
});
