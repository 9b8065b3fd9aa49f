/** The player across reloads, and what is said of files and of a service that fail. */
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { makeAudio } from '../support/audio.ts';
import { startLibraryService } from './library-service.ts';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';
import { makeSmallMusic } from './small-music.ts';

/** Longer than it takes to pause a track that has begun. */
const SECONDS = 20;

let library: OpenedLibrary;

test.beforeAll(async () => {
  library = await openLibrary((music) => {
    makeSmallMusic(music, SECONDS);
    makeAudio(join(music, 'damaged.flac'), { seconds: 6, tags: { title: 'Damaged' } });
  });
});

test.afterAll(async () => {
  await library.close();
});

const playerOf = (page: Page) => page.getByRole('region', { name: 'Player' });

test('has volume, track, place and queue again after a reload', async ({ page }) => {
  await library.open(page, '/?q=album%3Asiege&sort=title');
  const { row } = partsOf(page);
  await row('Knolls').dblclick();
  const player = playerOf(page);
  const place = player.getByRole('slider', { name: 'Position in the track' });
  await expect.poll(async () => Number(await place.inputValue())).toBeGreaterThan(0.2);
  await player.getByRole('button', { name: 'Pause' }).click();
  await place.fill('3');
  await player.getByRole('slider', { name: 'Volume' }).fill('30');
  await page.reload();
  await expect(player).toContainText('Knolls');
  await expect(place).toHaveValue('3');
  await expect(player.getByRole('slider', { name: 'Volume' })).toHaveValue('30');
  await expect(player.getByRole('button', { name: 'Play' })).toBeEnabled();
  await player.getByRole('button', { name: 'Next track' }).click();
  await expect(player).toContainText('Revelation');
});

test('says that a FLAC file is damaged, not that the browser does not know it', async ({ page }) => {
  await library.open(page);
  const { row } = partsOf(page);
  // Browsers differ in the damage that they notice; none takes this for audio.
  await page.route('**/media/*', (route) => route.fulfill({ contentType: 'audio/flac', body: 'no audio' }));
  await row('Damaged').dblclick();
  await expect(playerOf(page).getByRole('alert')).toContainText('damaged');
});

test('says once that the service is gone, and when it was started anew, and covers nothing', async ({ page }) => {
  const own = await openLibrary();
  await own.open(page);
  const { row, field, details, search } = partsOf(page);
  await row('Legends of the North').click();
  await expect(details.getByRole('button', { name: 'Copy the pictures' })).toBeVisible();
  await own.service.stop();
  const banner = page.getByRole('alert').filter({ hasText: 'Start Descant again' });
  await expect(banner).toBeVisible();
  await expect(page.getByRole('navigation')).toContainText('Mount unknown');
  const [above, below] = [await banner.boundingBox(), await search.boundingBox()];
  expect(above!.y + above!.height).toBeLessThanOrEqual(below!.y);
  const messages: string[] = [];
  await page.exposeFunction('noted', (text: string) => messages.push(text));
  await page.evaluate(() => {
    const region = document.querySelector('output')!;
    const note = (window as unknown as { noted(text: string): void }).noted;
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) note(node.textContent ?? '');
    }).observe(region, { childList: true });
  });
  await details.getByRole('button', { name: 'Copy the pictures' }).click();
  await expect(page.getByRole('status')).toContainText('does not answer');
  await field('Title').click();
  await details.getByRole('textbox', { name: 'Title' }).fill('Another');
  await page.keyboard.press('Enter');
  await search.click();
  await expect(search).toBeFocused();
  await page.keyboard.type('x');
  expect(messages).toHaveLength(1);
  await page.keyboard.press('Escape');

  const anew = await startLibraryService(own.service.library, {}, new URL(own.service.url).port);
  await expect(page.getByRole('alert').filter({ hasText: 'started anew' })).toBeVisible();
  const other = await page.context().newPage();
  await other.goto(anew.url);
  await expect(banner).toBeHidden();
  await expect(page.getByRole('alert').filter({ hasText: 'started anew' })).toBeHidden();
  await anew.stop();
  await own.close();
});
