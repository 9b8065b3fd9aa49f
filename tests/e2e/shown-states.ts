/**
 * What `take-screenshots.ts --every-size` shows beside the pages: dialogs, panels and menus that are open, what is being
 * loaded, and what is missing or wrong. Each state says what to do on the page of the library until it is shown.
 */
import { expect as expectSoon, type Page } from '@playwright/test';
import { HOME_PAGE, PAGES } from '../../renderer/catalog/pages.ts';
import { GERMAN, GERMAN_OF_SERVICE } from '../../renderer/words/german/catalogue.ts';
import type { ShownFiles } from './shown-files.ts';

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
  /** Files that are shown to the page. */
  readonly files: ShownFiles;
  open(page: Page, address: string): Promise<void>;
}

/** @param locale as of a browser: `en`, `de-DE` */
export function wordsOf(locale: string): (text: string) => string {
  const german: Readonly<Record<string, string>> = { ...GERMAN, ...GERMAN_OF_SERVICE };
  return (text) => (locale.startsWith('de') ? (german[text] ?? text) : text);
}

/** Requests for what a page is made of: not those without which there is no page at all. */
const isSlow = ({ pathname }: URL): boolean =>
  /\/trpc\/(?!events)/u.test(pathname) && !/library\.summary|fields\.list/u.test(pathname);

const rowsOf = (page: Page) => page.getByRole('grid').locator('[data-index]');

const playlistNamed = (page: Page, word: Shown['word'], name: string) =>
  page.getByRole('navigation', { name: word('Playlists') }).getByRole('link', { name });

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
    async show(page, { open, word }) {
      await open(page, '/?view=playlists');
      await playlistNamed(page, word, 'Sunday, slowly').click();
      await expect(page.getByRole('grid').getByRole('row').first()).toBeVisible();
    },
  },
  {
    name: 'smart-playlist',
    async show(page, { open, word }) {
      await open(page, '/?view=playlists');
      await playlistNamed(page, word, 'Long ones').click();
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
      await expect(page.locator('#review-detail')).toBeVisible();
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
      await expect(page.getByRole('main').getByText('…', { exact: true })).toHaveCount(0);
      await page.waitForLoadState('networkidle');
    },
  },
  {
    name: 'recordings',
    show: (page, { open }) => open(page, '/?view=review&item=recordings'),
  },
  {
    name: 'recording',
    async show(page, { open, word }) {
      await open(page, '/?view=review&item=recordings');
      await page
        .getByRole('list', { name: word('Recordings') })
        .getByRole('link')
        .first()
        .click();
      await page.waitForLoadState('networkidle');
    },
  },
  {
    name: 'recognise',
    async show(page, { open, word, files }) {
      await open(page, '/');
      const chooser = page.waitForEvent('filechooser');
      await page.keyboard.press('Control+k');
      await page.keyboard.insertText(word('Recognise files …').replace(' …', ''));
      await expect(page.getByRole('option').first()).toBeVisible();
      await page.keyboard.press('Enter');
      await (await chooser).setFiles([files.clip, files.otherLibrary]);
      const found = page.getByRole('dialog').getByRole('list', { name: word('Found in the library') });
      await expect(found.getByRole('listitem').first()).toBeVisible();
      await page.waitForLoadState('networkidle');
    },
  },
  {
    name: 'submissions',
    async show(page, { open, word }) {
      await open(page, '/?view=activity');
      await page.getByText(word('Submissions to AcoustID')).evaluate((row) => row.scrollIntoView({ block: 'center' }));
    },
  },
  {
    name: 'import-report',
    async show(page, { open, word, files }) {
      await open(page, '/?view=settings');
      await page.getByRole('textbox', { name: word('Library of another program') }).fill(files.otherLibrary);
      await page.getByRole('button', { name: word('See what it has') }).click();
      const report = page.getByRole('heading', { name: word('Every record') });
      await report.scrollIntoViewIfNeeded();
      await report.evaluate((heading) => heading.scrollIntoView({ block: 'center' }));
    },
  },
  {
    name: 'dumps',
    async show(page, { open, word, files }) {
      await open(page, '/?view=settings');
      await page.getByRole('textbox', { name: word('Published dumps') }).fill(files.dumps);
      await page.getByRole('button', { name: word('See what it takes') }).click();
      const read = page.getByRole('button', { name: word('Read them') });
      await expect(read).toBeVisible();
      await read.evaluate((button) => button.scrollIntoView({ block: 'center' }));
    },
  },
  ...PAGES.flatMap(({ id }): ShownState[] => [
    {
      // What is slow to come: its answers never do.
      name: `${id}-loading`,
      async show(page) {
        await page.route(isSlow, () => {});
        await page.goto(new URL(`/?view=${id}`, page.url()).href);
        await expect(page.getByRole('main')).toBeVisible();
      },
    },
    {
      name: `${id}-error`,
      async show(page) {
        await page.route(isSlow, (route) => route.abort());
        await page.goto(new URL(`/?view=${id}`, page.url()).href);
        await expect(page.getByRole('main').getByRole('alert').filter({ hasText: /\S/u }).first()).toBeVisible();
      },
    },
  ]),
];

/** What a library without tracks shows. */
export const EMPTY_STATES: readonly ShownState[] = PAGES.filter(({ id }) => id !== HOME_PAGE).map(({ id }) => ({
  name: `${id}-empty`,
  show: (page, { open }) => open(page, `/?view=${id}`),
}));
