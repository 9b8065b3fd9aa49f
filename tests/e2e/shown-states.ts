/**
 * What `take-screenshots.ts --every-size` shows beside the pages: dialogs, panels and menus that are open, what is being
 * loaded, and what is missing or wrong. Each state says what to do on the page of the library until it is shown.
 */
import { expect as expectSoon, type Page } from '@playwright/test';
import { GERMAN, GERMAN_OF_SERVICE } from '../../renderer/words/german/catalogue.ts';

const expect = expectSoon.configure({ timeout: 60_000 });

export interface ShownState {
  readonly name: string;
  readonly show: (page: Page, shown: Shown) => Promise<void>;
}

export interface Shown {
  /** A text of the page in the language of the pictures. */
  readonly word: (text: string) => string;
  /** A phone has no room for what stands beside the list. */
  readonly isNarrow: boolean;
  open(page: Page, address: string): Promise<void>;
}

/** @param locale as of a browser: `en`, `de-DE` */
export function wordsOf(locale: string): (text: string) => string {
  const german: Readonly<Record<string, string>> = { ...GERMAN, ...GERMAN_OF_SERVICE };
  return (text) => (locale.startsWith('de') ? (german[text] ?? text) : text);
}

const rowsOf = (page: Page) => page.getByRole('grid').locator('[data-index]');

/** The first six tracks, selected from the keyboard. */
async function selectSix(page: Page): Promise<void> {
  await rowsOf(page).nth(0).click();
  await rowsOf(page)
    .nth(5)
    .click({ modifiers: ['Shift'] });
}

export const SHOWN_STATES: readonly ShownState[] = [
  {
    name: 'nothing-found',
    show: (page, { open }) => open(page, '/?q=title%3Anowhere'),
  },
  {
    name: 'wrong-query',
    async show(page, { open }) {
      await open(page, '/?q=year%3Asoon');
      await expect(page.locator('#search-problem')).toContainText('soon');
    },
  },
  {
    name: 'loading',
    async show(page) {
      // Lists are not answered, so that the first picture of the page stays.
      await page.route(/trpc\/[^?]*(?:albums|tracks|facets)\.list/u, () => {});
      await page.goto(new URL('/', page.url()).href);
      await expect(page.getByRole('navigation').first()).toBeVisible();
    },
  },
  {
    name: 'service-gone',
    async show(page, { open }) {
      await page.route(/trpc\/events/u, (route) => route.abort());
      await open(page, '/');
      await expect(page.getByRole('alert').filter({ hasText: /\S/u }).first()).toBeVisible();
    },
  },
  {
    name: 'palette',
    async show(page, { open }) {
      await open(page, '/?sort=album');
      await selectSix(page);
      await page.keyboard.press('Control+k');
      await page.keyboard.insertText('a');
      await expect(page.getByRole('option').first()).toBeVisible();
    },
  },
  {
    name: 'track-menu',
    async show(page, { open }) {
      await open(page, '/?sort=album');
      await rowsOf(page).nth(2).click({ button: 'right' });
      await expect(page.getByRole('menuitem').first()).toBeVisible();
    },
  },
  {
    name: 'actions',
    async show(page, { open, word }) {
      await open(page, '/?sort=album');
      await selectSix(page);
      await page.keyboard.press('a');
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: word('Case'), exact: true }).click();
      await expect(dialog.getByRole('region', { name: word('Preview') })).toBeVisible();
    },
  },
  {
    name: 'keys',
    async show(page, { open }) {
      await open(page, '/');
      await rowsOf(page).first().click();
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  {
    name: 'queue',
    async show(page, { open, word }) {
      await open(page, '/?sort=album');
      await rowsOf(page).nth(1).dblclick();
      await page.keyboard.press('q');
      await expect(
        page
          .getByRole('grid', { name: word('Up next') })
          .getByRole('row')
          .first(),
      ).toBeVisible();
    },
  },
  {
    name: 'album-open',
    async show(page, { open }) {
      await open(page, '/?view=albums');
      await page.getByRole('main').getByRole('link').filter({ hasText: 'Northern Mountains' }).first().click();
      await expect(page.getByText('Return to the Coast').first()).toBeVisible();
    },
  },
  {
    name: 'artist',
    async show(page, { open }) {
      await open(page, '/?view=artists');
      await page.getByText('Lantern & Tide').first().click();
      await expect(page.getByText('Northern Mountains').first()).toBeVisible();
    },
  },
  {
    name: 'playlist',
    async show(page, { open }) {
      await open(page, '/?view=playlists');
      await page.getByRole('link', { name: 'Sunday, slowly' }).click();
      await expect(page.getByRole('grid').getByRole('row').first()).toBeVisible();
    },
  },
  {
    name: 'smart-playlist',
    async show(page, { open }) {
      await open(page, '/?view=playlists');
      await page.getByRole('link', { name: 'Quiet evening' }).click();
      await expect(page.getByRole('grid').getByRole('row').first()).toBeVisible();
    },
  },
  {
    name: 'duplicates',
    async show(page, { open, isNarrow, word }) {
      await open(page, '/?view=review&item=duplicates');
      const copies = page.getByRole('list', { name: word('Duplicates') }).getByRole('link');
      await expect(copies.first()).toBeVisible();
      if (isNarrow) return;
      await copies.first().click();
      await expect(page.getByRole('heading', { level: 2 }).last()).toBeVisible();
      await page.waitForLoadState('networkidle');
    },
  },
  {
    name: 'identify',
    show: (page, { open }) => open(page, '/?view=review&item=identify'),
  },
  {
    name: 'finding',
    async show(page, { open }) {
      await open(page, '/?view=review');
      await page.getByRole('main').getByRole('link').filter({ hasText: /genre/iu }).last().click();
      await page.waitForLoadState('networkidle');
    },
  },
];
