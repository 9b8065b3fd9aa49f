/**
 * Takes the pictures in docs/screenshots: every view in both themes, of a library made for them.
 *
 *   node tests/e2e/take-screenshots.ts
 *
 * Works in a folder of its own in the home folder, so that the paths in the pictures read well, and removes it.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, expect as expectSoon, type Browser, type Page } from '@playwright/test';
import playwrightConfig from '../../playwright.config.ts';
import { HOME_PAGE, PAGES } from '../../renderer/catalog/pages.ts';
import { descant } from '../support/descant.ts';
import { startLibraryService, type LibraryService } from './library-service.ts';
import { makeShowMusic } from './show-music.ts';

const PICTURES = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const WORK = join(homedir(), 'Descant screenshots');
const THEMES = ['light', 'dark'] as const;

/** A busy machine takes its time: pictures are no test of speed. */
const PATIENCE_MS = 60_000;
const expect = expectSoon.configure({ timeout: PATIENCE_MS });

/** Part of the track at which the player is shown. */
const PLAYED = 0.41;

if (existsSync(WORK)) throw new Error(`${WORK} is there already: remove it first`);
mkdirSync(WORK);
mkdirSync(PICTURES, { recursive: true });
let service: LibraryService | null = null;
let browser: Browser | null = null;
try {
  console.log('Making music …');
  makeShowMusic(join(WORK, 'Music'));
  service = await startLibraryService(join(WORK, 'Library'));
  browser = await chromium.launch({ ...playwrightConfig.use?.launchOptions });
  for (const theme of THEMES) {
    await shoot(theme, 'first-run', async (page) => {
      await page.getByRole('combobox').fill(`${WORK}/`);
      await expect(page.getByRole('option').first()).toBeVisible();
    });
  }
  console.log('Analysing it …');
  await command('scan', join(WORK, 'Music'), '--wait', 'analysis');
  await command('edit', 'silvan_sanctuary', 'title=Silvan Sanctuary', 'genre=Folk', 'genre=Soundtrack');
  await command('edit', 'Legends', 'title=Legends of the Far North');
  await command('edit', 'Elegy', 'title=Elegy in Gray', 'date=2005-11-02');
  await command('edit', 'album:"Salt and Copper"', 'genre=Electronic', 'genre=Downtempo');
  await command('mount', join(WORK, 'Mounted'));
  await command('views', 'add', 'Genres', '--template', '%each{genre}/$albumartist - $album/$track - $title');
  await command(
    'views',
    'add',
    'Playlists/Quiet evening',
    '--template',
    '$artist - $title',
    '--query',
    'genre:ambient , genre:classical year-',
    '--playlist',
  );
  await command('views', 'add', 'Best copies', '--best-copies');
  for (const theme of THEMES) await shootAll(theme);
} finally {
  await browser?.close();
  await service?.stop();
  rmSync(WORK, { recursive: true, force: true });
}

async function shootAll(theme: (typeof THEMES)[number]): Promise<void> {
  await shoot(theme, 'library', async (page) => {
    await page.goto(new URL('/?sort=album', page.url()).href);
    await choose(page, 'Silvan Sanctuary');
    await playAt(page, 'Silvan Sanctuary', PLAYED);
  });
  await shoot(theme, 'search', async (page) => {
    await page.goto(new URL('/?q=genre%3A%3D%22Folk%22+year%3A1996..2024+-live', page.url()).href);
    const rows = page.getByRole('grid').locator('[data-index]');
    await rows.nth(0).click();
    await rows.nth(3).click({ modifiers: ['Shift'] });
    await expect(page.getByRole('complementary').getByText('several values').first()).toBeVisible();
  });
  await shoot(theme, 'views', async (page) => {
    await page.goto(new URL('/?view=mount', page.url()).href);
    await page.getByRole('button', { name: 'By year' }).click();
    const form = page.getByRole('form', { name: 'A new view' });
    await expect(form.getByRole('figure').getByRole('listitem')).toHaveCount(8);
  });
  for (const { id } of PAGES.filter(({ id }) => id !== HOME_PAGE)) {
    await shoot(theme, id, async (page) => {
      await page.goto(new URL(`/?view=${id}`, page.url()).href);
      await expect(page.getByRole('main').getByRole('region').first()).toBeVisible();
    });
  }
}

async function choose(page: Page, title: string): Promise<void> {
  await page.getByRole('grid').getByRole('row', { name: title }).click();
  await expect(page.getByRole('complementary').getByRole('heading', { level: 2 })).toHaveText(title);
  await expect(page.getByRole('region', { name: 'Similar tracks' }).getByRole('link').first()).toBeVisible();
}

/** Plays the track, goes on to a part of it, and stops there, with the waveform drawn. */
async function playAt(page: Page, title: string, part: number): Promise<void> {
  await page.getByRole('grid').getByRole('row', { name: title }).dblclick();
  const player = page.getByRole('region', { name: 'Player' });
  const place = player.getByRole('slider', { name: 'Position in the track' });
  await expect(player.locator('svg clipPath')).toBeAttached();
  await place.fill(String(Math.round(Number(await place.getAttribute('max')) * part)));
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
}

async function shoot(
  colorScheme: (typeof THEMES)[number],
  name: string,
  prepare: (page: Page) => Promise<void>,
): Promise<void> {
  if (browser === null || service === null) throw new Error('nothing has been started');
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(service.url);
  await prepare(page);
  await page.evaluate(() => document.fonts.ready);
  const path = join(PICTURES, `${name}-${colorScheme}.png`);
  await page.screenshot({ path });
  console.log(path);
  await context.close();
}

async function command(...words: readonly string[]): Promise<void> {
  const { code, stderr } = await descant(join(WORK, 'Library'), ...words);
  if (code !== 0) throw new Error(`descant ${words.join(' ')} ended with ${code}: ${stderr}`);
}
