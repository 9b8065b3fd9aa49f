/** The page in small windows, with names in scripts that run from the right, and in the colours that a system forces. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { PAGES } from '../../renderer/catalog/pages.ts';
import { wordsOf } from './shown-states.ts';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';

let library: OpenedLibrary;

test.beforeAll(async () => {
  library = await openLibrary();
  await library.command('edit', 'album:siege', 'artist=The North Harbour Players');
});

test.afterAll(async () => {
  await library.close();
});

/** Whether the text of an element is cut off. */
const isCut = (element: Locator): Promise<boolean> =>
  element.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);

/** Whether the first letter of what an element says lies inside it. */
const showsFirstLetter = (element: Locator): Promise<boolean> =>
  element.evaluate((box) => {
    const letter = document.createRange();
    letter.setStart(document.createTreeWalker(box, NodeFilter.SHOW_TEXT).nextNode()!, 0);
    letter.setEnd(letter.startContainer, 1);
    const [inner, outer] = [letter.getBoundingClientRect(), box.getBoundingClientRect()];
    return inner.left >= outer.left && inner.right <= outer.right;
  });

test('cuts no artist at 1280 pixels while titles have room', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await library.open(page);
  const { row } = partsOf(page);
  for (const column of ['title', 'artist']) {
    const cell = row('Siege of Laurelmor').locator(`[data-column="${column}"]`);
    // The columns are fitted once the rows are there.
    await expect.poll(() => isCut(cell), column).toBe(false);
  }
});

test.describe('in German, whose words are longer', () => {
  test.use({ locale: 'de-DE', viewport: { width: 1280, height: 800 } });

  test('cuts no heading of a column', async ({ page }) => {
    await page.goto(library.service.url);
    const headings = page.getByRole('columnheader').getByRole('button');
    await expect(headings.filter({ hasText: 'Bewertung' })).toBeVisible();
    for (const heading of await headings.all()) {
      await expect.poll(() => isCut(heading.locator('span')), await heading.innerText()).toBe(false);
    }
  });

  for (const { id } of PAGES) {
    test(`keeps the page ${id} as high as the window`, async ({ page }) => {
      await page.goto(library.service.url);
      await page.goto(new URL(`/?view=${id}`, library.service.url).href);
      await page.waitForLoadState('networkidle');
      const { scrollHeight, clientHeight } = await page.evaluate(() => {
        const { scrollHeight, clientHeight } = document.documentElement;
        return { scrollHeight, clientHeight };
      });
      expect(scrollHeight).toBe(clientHeight);
    });
  }
});

test('shows the whole of a text that is cut off while the pointer is on it', async ({ page }) => {
  await library.command(
    'edit',
    'title:="Revelation"',
    'title=The very long name of a piece that no column of this window can hold',
  );
  await page.setViewportSize({ width: 1280, height: 800 });
  await library.open(page);
  const { row } = partsOf(page);
  const title = row('The very long name').locator('[data-column="title"]');
  await expect.poll(() => isCut(title)).toBe(true);
  await title.hover();
  await expect(title).toHaveAttribute('title', 'The very long name of a piece that no column of this window can hold');
  const time = row('The very long name').locator('[data-column="time"]');
  await time.hover();
  await expect(title).not.toHaveAttribute('title');
  await expect(time).not.toHaveAttribute('title');
  await library.command('undo');
});

test('shows the beginning of names that run from the right, at the side where other names begin', async ({ page }) => {
  const title = 'שלום לכולם בתוך הבית הגדול שעל ההר הרחוק מאוד מאוד (Live)';
  const album = 'موسيقى طويلة الاسم من بلاد بعيدة جدا جدا جدا وراء البحر';
  await library.command('edit', 'title:="Revelation"', `title=${title}`, `album=${album}`, 'albumartist=שיר');
  await page.setViewportSize({ width: 1100, height: 800 });
  await library.open(page);
  const { row, details } = partsOf(page);
  const cell = row('שלום').locator('[data-column="title"]');
  await expect.poll(() => isCut(cell)).toBe(true);
  expect(await showsFirstLetter(cell)).toBe(true);
  await cell.locator('xpath=../*[@data-column="time"]').click();
  const heading = details.getByRole('heading', { level: 2 });
  await expect(heading).toHaveText(title);
  expect(await heading.evaluate((one) => getComputedStyle(one).textAlign)).toBe('left');
  await page.goto(new URL('/?view=albums', library.service.url).href);
  const caption = page.getByText(album);
  await expect.poll(() => isCut(caption)).toBe(true);
  expect(await showsFirstLetter(caption)).toBe(true);
  await library.command('undo');
});

test('leaves the search of a page all of its room in a narrow window', async ({ page }) => {
  await library.open(page);
  for (const view of ['library', 'albums']) {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(new URL(`/?view=${view}`, library.service.url).href);
    const key = page.getByRole('search').getByText('/', { exact: true });
    await expect(key).toBeVisible();
    await page.setViewportSize({ width: 390, height: 800 });
    await expect(key).toBeHidden();
  }
});

test('leaves room for the fields of a track whose names are very long', async ({ page }) => {
  await library.command(
    'edit',
    'title:="The City Falls"',
    `title=Falls${'x'.repeat(900)}`,
    `artist=${'y '.repeat(400)}`,
  );
  await page.setViewportSize({ width: 1280, height: 800 });
  await library.open(page);
  const { row, details, field } = partsOf(page);
  await row('Fallsxxx').locator('[data-column="time"]').click();
  await expect(details.getByRole('heading', { level: 2 })).toContainText('Fallsxxx');
  await expect(field('Title')).toBeInViewport();
  await expect(field('Album')).toBeInViewport();
  await library.command('undo');
});

test('leaves room for the tracks of an album, and of a change, whose names are very long', async ({ page }) => {
  const album = 'Nightfall '.repeat(200).trim();
  const artist = 'Somebody Else '.repeat(200).trim();
  const title = 'Interlude '.repeat(200).trim();
  await library.command(
    'edit',
    'title:="Sad"',
    `album=${album}`,
    `album_artist=${artist}`,
    `artist=${artist}`,
    `title=${title}`,
  );
  await library.open(page);
  await page.getByRole('link', { name: 'Albums' }).click();
  await page.getByRole('main').getByRole('link', { name: 'Nightfall' }).first().click();
  const open = page.getByRole('region', { name: 'Nightfall' });
  for (const name of [open.getByRole('heading'), open.getByRole('link', { name: 'Somebody Else' })]) {
    expect((await name.boundingBox())!.height).toBeLessThan(110);
  }
  await expect(open.getByText(/WAV · 6 s$/u)).toBeVisible();
  // Neither does what is there for screen readers make it wider.
  expect(await isCut(open)).toBe(false);
  await open.getByRole('link', { name: 'Somebody Else' }).hover();
  await expect(open.getByRole('link', { name: 'Somebody Else' })).toHaveAttribute('title', artist);

  await page.getByRole('link', { name: 'Activity' }).click();
  await page.locator('[aria-expanded="false"]').first().click();
  const row = page.getByRole('list', { name: 'Tracks', exact: true }).getByRole('listitem').first();
  await expect(row).toContainText('Interlude');
  expect((await row.boundingBox())!.height).toBeLessThan(110);
  await library.command('undo');
});

test('leaves ten rows where a window of 1280×800 is enlarged to 200 %', async ({ page }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  await library.open(page);
  const rows = partsOf(page).grid.getByRole('rowgroup').last();
  await expect.poll(async () => (await rows.boundingBox())?.height).toBeGreaterThanOrEqual(300);
});

test('shows many rows at 720×450, and the browse columns when they are asked for', async ({ page }) => {
  await page.setViewportSize({ width: 720, height: 450 });
  await library.open(page);
  const { grid } = partsOf(page);
  const rowsInView = async (): Promise<number> => {
    const { height } = (await grid.getByRole('rowgroup').last().boundingBox()) ?? { height: 0 };
    return height / 30;
  };
  // What is loaded later, such as fonts and the counts of the list, may move the first layout by some pixels.
  await expect.poll(rowsInView).toBeGreaterThan(10);
  await page.getByRole('button', { name: 'Show the browse columns' }).click();
  await expect(page.getByRole('region', { name: 'Browse' })).toBeVisible();
  expect(await rowsInView()).toBeGreaterThan(4);
});

for (const [width, height] of [
  [390, 780],
  [640, 360],
] as const) {
  test(`has a seek bar at ${width}×${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await library.open(page);
    const { row } = partsOf(page);
    await row('Knolls').dblclick();
    const player = page.getByRole('region', { name: 'Player' });
    await expect(player.getByRole('slider', { name: 'Position in the track' })).toBeInViewport({ ratio: 1 });
    await expect(player.getByRole('button', { name: 'Next track' })).toBeInViewport({ ratio: 1 });
  });
}

for (const [width, height] of [
  [390, 780],
  [640, 400],
] as const) {
  test(`keeps the buttons of the player apart where nothing plays, at ${width}×${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await library.open(page);
    const buttons = await page.getByRole('region', { name: 'Player' }).getByRole('button').all();
    const boxes = (await Promise.all(buttons.map((button) => button.boundingBox()))).filter((box) => box !== null);
    expect(boxes.length).toBeGreaterThan(3);
    const edges = boxes.toSorted((one, other) => one.x - other.x);
    for (const [at, { x, width: wide }] of edges.slice(0, -1).entries()) {
      expect(x + wide).toBeLessThanOrEqual(edges[at + 1]!.x);
    }
  });
}

test('gives the list of a phone the room of the seek bar while nothing plays', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await library.open(page);
  const player = page.getByRole('region', { name: 'Player' });
  const height = async (): Promise<number> => (await player.boundingBox())?.height ?? 0;
  expect(await height()).toBeLessThanOrEqual(60);
  await partsOf(page).row('Knolls').dblclick();
  await expect(player.getByRole('slider', { name: 'Position in the track' })).toBeInViewport({ ratio: 1 });
  expect(await height()).toBeGreaterThan(100);
});

/** What can be scrolled to the side. */
const scrolledSideways = (page: Page): Promise<string[]> =>
  page
    .locator('html, body *')
    .filter({ visible: true })
    .evaluateAll((all) =>
      all
        .filter((one) => one === document.documentElement || /auto|scroll/u.test(getComputedStyle(one).overflowX))
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
        .map((one) => one.className),
    );

test.describe('under a finger', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  /** What is lower than a finger needs, of what is pressed by itself: not links within a text, nor boxes with a label. */
  const tooLow = (page: Page): Promise<string[]> =>
    page
      .locator('button, select, [role="row"][data-index], nav a, input:not([type="checkbox"], [type="radio"])')
      .filter({ visible: true })
      .evaluateAll((pressed) =>
        pressed
          .filter((one) => one.getBoundingClientRect().height < 37.5)
          .map((one) => `${one.outerHTML.slice(0, 120)}: ${one.getBoundingClientRect().height}`),
      );

  test.describe('in German, whose words are longer', () => {
    test.use({ locale: 'de-DE' });
    for (const { id } of PAGES) {
      test(`nothing is too low to press, nor wider than the screen, on the page ${id}`, async ({ page }) => {
        await page.goto(library.service.url);
        await page.goto(new URL(`/?view=${id}`, library.service.url).href);
        await page.waitForLoadState('networkidle');
        expect(await tooLow(page)).toEqual([]);
        expect(await scrolledSideways(page)).toEqual([]);
      });
    }
  });

  for (const locale of ['en', 'de-DE']) {
    test.describe(`in ${locale}`, () => {
      test.use({ locale });

      test('shows the buttons of an open album in one line', async ({ page }) => {
        const word = wordsOf(locale);
        await page.goto(library.service.url);
        await page.goto(new URL('/?view=albums', library.service.url).href);
        await page.getByRole('main').getByRole('link', { name: 'Siege' }).first().click();
        const lines = async (): Promise<ReadonlySet<number | undefined>> => {
          const buttons = ['Play', 'Shuffle', 'Play next', 'Add to queue', 'Edit all'].map((name) =>
            page
              .getByRole('main')
              .getByRole('button', { name: word(name), exact: true })
              .last()
              .boundingBox(),
          );
          return new Set((await Promise.all(buttons)).map((box) => box?.y));
        };
        await expect.poll(async () => (await lines()).size).toBe(1);
      });
    });
  }

  test('takes a track out of a playlist', async ({ page }) => {
    await library.command('playlists', 'create', 'Sunday');
    await library.command('playlists', 'add', 'Sunday', 'album:siege');
    await library.open(page);
    await page.goto(new URL('/?view=playlists', library.service.url).href);
    await page.getByRole('main').getByRole('link', { name: 'Sunday' }).click();
    const rows = page.getByRole('grid', { name: 'Sunday' }).locator('[data-index]');
    const out = rows.getByRole('button', { name: 'Take out' });
    // The line under the row takes a pixel of it.
    await expect(out.first()).toBeInViewport({ ratio: 0.95 });
    await expect(rows.first().locator('span:has(> button)')).toHaveCSS('opacity', '1');
    const before = await out.count();
    await out.first().tap();
    await expect(out).toHaveCount(before - 1);
    await library.command('playlists', 'delete', 'Sunday');
  });

  test('opens a menu of tracks whose items a finger can press', async ({ page }) => {
    await library.open(page);
    await partsOf(page).row('Knolls').click({ button: 'right' });
    await expect(page.getByRole('menuitem').first()).toBeVisible();
    expect(await tooLow(page)).toEqual([]);
  });
});

test.describe('in forced colours', () => {
  test.use({ contextOptions: { forcedColors: 'active', reducedMotion: 'reduce' } });

  test('shows which rows and facets are selected', async ({ page }) => {
    await library.open(page);
    const { row } = partsOf(page);
    const background = (element: Locator): Promise<string> =>
      element.evaluate((found) => getComputedStyle(found).backgroundColor);
    await row('Knolls').click();
    const genre = page.getByRole('listbox', { name: 'Genre' }).getByRole('option', { name: 'Soundtrack' });
    await genre.click();
    await expect(genre).toHaveAttribute('aria-selected', 'true');
    const other = await background(row('Revelation'));
    expect(await background(row('Knolls'))).not.toBe(other);
    expect(await background(genre)).not.toBe(
      await background(page.getByRole('listbox', { name: 'Kind' }).getByRole('option').nth(1)),
    );
  });

  test('shows the letters of a command that match what is searched', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await library.open(page);
    await page.keyboard.press('Control+k');
    await page.keyboard.insertText('a');
    const other = page.getByRole('option', { selected: false }).filter({ has: page.locator('mark') });
    const letters = other.first().locator('mark').first();
    // The colour that is painted is none of the computed ones.
    const shown = await letters.screenshot();
    await letters.evaluate((found) => found.style.setProperty('opacity', '0'));
    expect(shown.equals(await letters.screenshot())).toBe(false);
  });
});
