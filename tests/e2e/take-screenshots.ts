/**
 * Takes the pictures in docs/screenshots: every view in both themes, of a library made for them.
 *
 *   node tests/e2e/take-screenshots.ts [--locale de-DE] [--every-size FOLDER] [--only NAME,…]
 *
 * With `--every-size` it takes them for a person to look through: on a small, a large and a phone's screen, enlarged to
 * 200 %, and on the small one in forced colours and with more contrast, with the states of `shown-states.ts`; `--only`
 * takes those that it names. Works in a folder of its own in the home folder, so
 * that the paths in the pictures read well, and removes it.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium, expect as expectSoon, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import playwrightConfig from '../../playwright.config.ts';
import { HOME_PAGE, PAGES } from '../../renderer/catalog/pages.ts';
import { descant } from '../support/descant.ts';
import { startLibraryService, type LibraryService } from './library-service.ts';
import { makeShowMusic } from './show-music.ts';
import { makeShownFiles, type ShownFiles } from './shown-files.ts';
import { EMPTY_STATES, SHOWN_STATES, wordsOf, type ShownState } from './shown-states.ts';

interface Size {
  /** What stands in front of the names of its pictures. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Pixels of the screen to one of the page. */
  readonly scale?: number;
}

/** How the page is to look by what the browser asks for. */
type Look = Pick<BrowserContextOptions, 'colorScheme' | 'forcedColors' | 'contrast'>;

const { values: options } = parseArgs({
  options: { locale: { type: 'string', default: 'en' }, 'every-size': { type: 'string' }, only: { type: 'string' } },
});
const word = wordsOf(options.locale);
const only = options.only?.split(',') ?? null;
const everySize = options['every-size'];
const PICTURES = everySize ?? fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));
const SIZES: readonly Size[] =
  everySize === undefined
    ? [{ name: '', width: 1440, height: 900 }]
    : [
        { name: 'small-', width: 1280, height: 800 },
        { name: 'large-', width: 1920, height: 1200 },
        { name: 'phone-', width: 390, height: 844 },
        { name: 'enlarged-', width: 640, height: 400, scale: 2 },
      ];
const WORK = join(homedir(), 'Descant screenshots');
const THEMES: Readonly<Record<string, Look>> = { light: { colorScheme: 'light' }, dark: { colorScheme: 'dark' } };
const MORE_LOOKS: Readonly<Record<string, Look>> = {
  forced: { colorScheme: 'dark', forcedColors: 'active' },
  contrast: { colorScheme: 'light', contrast: 'more' },
};
/** Below it nothing stands beside the list. */
const WIDE = 1080;

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
  const files = makeShownFiles(join(WORK, 'Music'), join(WORK, 'Files'));
  service = await startLibraryService(join(WORK, 'Library'));
  browser = await chromium.launch({ ...playwrightConfig.use?.launchOptions });
  await shootEach('first-run', async (page) => {
    await page.getByRole('combobox').fill(`${WORK}/`);
    await expect(page.getByRole('option').first()).toBeVisible();
  });
  if (everySize !== undefined) await shootStates(EMPTY_STATES, files);
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
  await command('playlists', 'create', 'Sunday, slowly');
  await command('playlists', 'add', 'Sunday, slowly', 'genre:ambient , genre:classical');
  await command('playlists', 'create', 'Long ones', '--query', 'length:3:30.. added:-30d..', '--sort', 'title');
  if (everySize !== undefined) await submitTracks();
  await shootViews();
  if (everySize !== undefined) await shootStates(SHOWN_STATES, files);
} finally {
  await browser?.close();
  await service?.stop();
  rmSync(WORK, { recursive: true, force: true });
}

async function shootViews(): Promise<void> {
  await shootEach('library', async (page, { width }) => {
    await open(page, '/?sort=album');
    if (width < WIDE) return;
    await choose(page, 'Silvan Sanctuary');
    await playAt(page, 'Silvan Sanctuary', PLAYED);
  });
  await shootEach('search', async (page, { width }) => {
    await open(page, '/?q=genre%3A%3D%22Folk%22+year%3A1996..2024+-live');
    if (width < WIDE) return;
    const rows = page.getByRole('grid').locator('[data-index]');
    await rows.nth(0).click();
    await rows.nth(3).click({ modifiers: ['Shift'] });
    await expect(page.getByRole('complementary').getByText(word('Artist'), { exact: true }).first()).toBeVisible();
  });
  if (options.locale === 'en') {
    await shootEach('views', async (page) => {
      await open(page, '/?view=mount');
      await page.getByRole('button', { name: 'By year' }).click();
      const form = page.getByRole('form', { name: 'A new view' });
      await expect(form.getByRole('figure').getByRole('listitem')).toHaveCount(8);
    });
  }
  for (const { id } of PAGES.filter(({ id }) => id !== HOME_PAGE)) {
    await shootEach(id, async (page) => {
      await open(page, `/?view=${id}`);
      await expect(page.getByRole('main')).toBeVisible();
      if (everySize === undefined && id === 'playlists') {
        await page.getByRole('main').getByRole('link', { name: 'Long ones' }).click();
        await expect(page.getByRole('main').getByRole('grid').locator('[data-index]').first()).toBeVisible();
      }
      await page.waitForLoadState('networkidle');
    });
  }
}

async function shootStates(states: readonly ShownState[], files: ShownFiles): Promise<void> {
  for (const { name, show } of states) {
    await shootEach(name, (page, { width }) => show(page, { word, isNarrow: width < WIDE, files, open }));
  }
}

async function open(page: Page, address: string): Promise<void> {
  await page.goto(new URL(address, page.url()).href);
  await page.waitForLoadState('networkidle');
}

async function choose(page: Page, title: string): Promise<void> {
  await page.getByRole('grid').getByRole('row', { name: title }).click();
  await expect(page.getByRole('complementary').getByRole('heading', { level: 2 })).toHaveText(title);
  await expect(
    page
      .getByRole('region', { name: word('Similar tracks') })
      .getByRole('link')
      .first(),
  ).toBeVisible();
}

/** Plays the track, goes on to a part of it, and stops there, with the waveform drawn. */
async function playAt(page: Page, title: string, part: number): Promise<void> {
  await page.getByRole('grid').getByRole('row', { name: title }).dblclick();
  const player = page.getByRole('region', { name: word('Player') });
  const place = player.getByRole('slider', { name: word('Position in the track') });
  await expect(player.locator('svg clipPath')).toBeAttached();
  await place.fill(String(Math.round(Number(await place.getAttribute('max')) * part)));
  await expect(player.getByRole('button', { name: word('Pause') })).toBeVisible();
}

/** One view in each look and size. */
async function shootEach(name: string, prepare: (page: Page, size: Size) => Promise<void>): Promise<void> {
  if (only !== null && !only.includes(name)) return;
  for (const size of SIZES) {
    const looks = size.name === 'small-' ? { ...THEMES, ...MORE_LOOKS } : THEMES;
    for (const [lookName, look] of Object.entries(looks)) {
      await shoot(`${size.name}${name}-${lookName}`, size, look, (page) => prepare(page, size));
    }
  }
}

async function shoot(name: string, size: Size, look: Look, prepare: (page: Page) => Promise<void>): Promise<void> {
  if (browser === null || service === null) throw new Error('nothing has been started');
  const context = await browser.newContext({
    viewport: size,
    deviceScaleFactor: size.scale ?? 1,
    locale: options.locale,
    ...look,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(service.url);
  await prepare(page);
  await page.evaluate(async () => {
    await document.fonts.ready;
    const shown = [...document.images].filter((image) => image.checkVisibility() && !isBelow(image));
    await Promise.all(shown.map((image) => image.decode().catch(() => {})));
    // What is further down is not asked for before one scrolls there.
    function isBelow(image: HTMLImageElement): boolean {
      return image.getBoundingClientRect().top > window.innerHeight;
    }
  });
  const path = join(PICTURES, `${name}.png`);
  await page.screenshot({ path });
  console.log(path);
  await context.close();
}

/** Submits an album to an AcoustID that cannot be reached: nothing leaves this machine. */
async function submitTracks(): Promise<void> {
  await command('config', 'identify.acoustid-url', 'http://127.0.0.1:9');
  await command('config', 'identify.acoustid-key', 'a1b2c3');
  await command('config', 'identify.acoustid-user-key', 'd4e5f6');
  await command('config', 'identify.acoustid', 'true');
  await descant(join(WORK, 'Library'), 'identify', 'album:Siege', '--submit');
}

async function command(...words: readonly string[]): Promise<void> {
  const { code, stderr } = await descant(join(WORK, 'Library'), ...words);
  if (code !== 0) throw new Error(`descant ${words.join(' ')} ended with ${code}: ${stderr}`);
}
