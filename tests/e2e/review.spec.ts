/** What the library finds in itself: checks with previewed fixes, duplicates side by side, verification. */
import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { descant, descantJson } from '../support/descant.ts';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';
import { makeReviewMusic } from './review-music.ts';

let library: OpenedLibrary;

test.beforeAll(async () => {
  library = await openLibrary(makeReviewMusic);
  await library.command('config', 'scan.watch', 'false');
  await library.command('scan', '--wait', 'analysis');
});

test.afterAll(async () => {
  await library.close();
});

const checksOf = (page: Page) => page.getByRole('navigation', { name: 'Checks' });
const listOf = (page: Page, name: string) => page.getByRole('list', { name }).getByRole('link');

async function openReview(page: Page, address = '/?view=review'): Promise<void> {
  await page.goto(library.service.url);
  await page.goto(new URL(address, library.service.url).href);
  await expect(checksOf(page)).toBeVisible();
}

/** What the command line says of a fix. */
function dryRun(check: string): Promise<{ readonly tracks: number; readonly digest: string }> {
  return descantJson(library.service.library, 'health', 'fix', check, '--dry-run');
}

test('merges the spellings of a genre in four steps, exactly as the dry run says, and undoes it', async ({ page }) => {
  await library.open(page);
  const expected = await dryRun('genre-variants');
  expect(expected.tracks).toBe(1);
  // 1 Review, 2 the check, 3 the genre, 4 Fix.
  await page.getByRole('link', { name: 'Review' }).click();
  await checksOf(page)
    .getByRole('link', { name: /^Genres in several spellings/u })
    .click();
  await listOf(page, 'Genres in several spellings').filter({ hasText: 'Hip-Hop' }).click();
  const preview = page.getByRole('region', { name: 'What would change' });
  await expect(preview.getByRole('row')).toHaveText(['Before becomes After'.replaceAll(' ', ''), /hip-hopHip-Hop/u]);
  await expect(preview.locator('ins').first()).toHaveText('H');
  await page.getByRole('button', { name: 'Fix 1 track' }).click();
  const { toast } = partsOf(page);
  await expect(toast).toContainText('Hip-Hop: fixed on 1 track');
  // The message stays while the pointer is on it, however long the rest takes.
  await toast.hover();
  await expect(page.getByRole('heading', { level: 2, name: 'Genres in several spellings' })).toBeVisible();
  await expect(page.getByText('Nothing needs attention here.')).toBeVisible();
  expect(await library.command('tracks', 'genre:==Hip-Hop', '--json')).toContain('Song 3');
  expect(await library.command('history')).toContain('health fix genre-variants');
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(listOf(page, 'Genres in several spellings')).toHaveCount(1);
  expect(await dryRun('genre-variants')).toMatchObject({ digest: expected.digest });
});

test('leads from the genres of the library to their spellings, and takes another than the most frequent', async ({
  page,
}) => {
  await library.open(page);
  await page.getByRole('link', { name: 'Merge the spellings of genres' }).click();
  await listOf(page, 'Genres in several spellings').click();
  await page.getByRole('radio', { name: 'in another way' }).check();
  await page.getByRole('textbox', { name: 'The right spelling' }).fill('Hip hop');
  await page.getByRole('button', { name: 'Fix 3 tracks' }).click();
  const { toast } = partsOf(page);
  await expect(toast).toContainText('fixed on 3 tracks');
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(toast).toContainText('Undone');
});

test('mends all findings of a check by keyboard alone, and loses no focus', async ({ page }) => {
  await library.open(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('review');
  await page.keyboard.press('Enter');
  await checksOf(page).getByRole('link', { name: 'Overview' }).focus();
  const titles = checksOf(page).getByRole('link', { name: /^Titles that begin with a track number/u });
  for (let step = 0; step < 40 && !(await titles.evaluate((link) => link === document.activeElement)); step += 1) {
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
  const list = listOf(page, 'Titles that begin with a track number');
  await expect(list).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Fix 2 tracks' })).toBeVisible();
  const press = async (key: string, until: ReturnType<Page['getByRole']>): Promise<void> => {
    for (let step = 0; step < 60 && !(await until.evaluate((node) => node === document.activeElement)); step += 1) {
      await page.keyboard.press(key);
    }
    await expect(until).toBeFocused();
  };
  await press('Tab', list.first());
  await page.keyboard.press('ArrowDown');
  await expect(list.first()).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('ArrowDown');
  await expect(list.nth(1)).toBeFocused();
  await expect(page.getByText('2 of 2')).toBeVisible();
  await press('Tab', page.getByRole('button', { name: 'Fix 1 track' }));
  await page.keyboard.press('Enter');
  await expect(list).toHaveCount(1);
  await expect(list).toBeFocused();
  await press('Tab', page.getByRole('button', { name: 'Fix 1 track' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: 'Titles that begin with a track number' })).toBeFocused();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(list).toHaveCount(2);
});

test('is a URL with back and forward, and leads to the library by a query', async ({ page }) => {
  await openReview(page);
  await page.getByRole('link', { name: 'file cannot be read' }).click();
  await expect(page.getByText('Put a good copy of the file in its place')).toBeVisible();
  await expect(listOf(page, 'Unreadable files')).toHaveText(/^broken/u);
  await page.getByRole('button', { name: 'Show all in library' }).click();
  await expect(page.getByRole('textbox', { name: 'Search the library' })).toHaveValue('is:broken');
  await page.goBack();
  await expect(listOf(page, 'Unreadable files')).toHaveCount(1);
  await page.goBack();
  await expect(page.getByRole('heading', { name: 'What the library finds in itself' })).toBeVisible();
  await page.goForward();
  await expect(listOf(page, 'Unreadable files')).toHaveCount(1);
});

test('follows what is changed elsewhere while it is shown', async ({ page }) => {
  await openReview(page, '/?view=review&item=no-year');
  await expect(listOf(page, 'Tracks without year')).toHaveCount(2);
  await library.command('edit', 'title:Past', 'year=1999');
  await expect(listOf(page, 'Tracks without year')).toHaveCount(1);
  await library.command('undo');
  await expect(listOf(page, 'Tracks without year')).toHaveCount(2);
});

test('draws the spectrum of lossy sound in a lossless file', async ({ page }) => {
  await openReview(page);
  await checksOf(page)
    .getByRole('link', { name: /^Lossy sound in lossless files/u })
    .click();
  await listOf(page, 'Lossy sound in lossless files').filter({ hasText: 'Past' }).click();
  await expect(page.getByRole('img', { name: /^The sound ends at \d+\.\d kHz/u })).toBeVisible();
  await expect(page.getByRole('figure')).toContainText('of 22.1 kHz');
});

test('shows the copies of a recording, takes tags into the best, and keeps the place while one listens', async ({
  page,
}) => {
  await openReview(page);
  await checksOf(page)
    .getByRole('link', { name: /^Duplicates/u })
    .click();
  await listOf(page, 'Duplicates').click();
  await expect(page.getByText('Keep the FLAC')).toBeVisible();
  await expect(page.getByText('The MP3 is lossy.')).toBeVisible();
  const table = page.getByRole('table');
  await expect(table.getByRole('row', { name: /^Genre/u })).toHaveText('GenreFolk from BFolk');
  await page.getByRole('button', { name: 'Listen to A' }).click();
  await expect(page.getByRole('button', { name: 'Listen to A' })).toHaveText('Playing');
  await page.getByRole('button', { name: 'Pause' }).click();
  const seek = page.getByRole('slider', { name: 'Position in the track' });
  for (let step = 0; step < 4; step += 1) await seek.press('ArrowRight');
  await expect(seek).toHaveAttribute('aria-valuetext', /^2\d seconds of 30/u);
  await page.getByRole('button', { name: 'Listen to B' }).click();
  await expect(page.getByRole('button', { name: 'Listen to B' })).toHaveText('Playing');
  await expect(seek).toHaveAttribute('aria-valuetext', /^(?:2\d|30) seconds of 30/u);
  await page.getByRole('button', { name: 'Merge 2 fields into the FLAC' }).click();
  const { toast } = partsOf(page);
  await expect(toast).toContainText('Tags merged into 1 track');
  await expect(page.getByRole('button', { name: /^Merge/u })).toBeHidden();
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Merge 2 fields into the FLAC' })).toBeVisible();
  await page.goto(new URL('/?view=review&item=duplicates', library.service.url).href);
  const hides = page.getByRole('button', { name: 'Hide copies in the mount' });
  await hides.press('Enter');
  await expect(page.getByRole('button', { name: 'The mount hides copies' })).toHaveAttribute('aria-pressed', 'true');
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(hides).toBeVisible();
});

test('shows a recording with its files, takes one out and makes them one again', async ({ page }) => {
  const { details, toast, row } = partsOf(page);
  const files = page.getByRole('table', { name: 'Files, the best first' }).getByRole('row');
  const dialog = page.getByRole('dialog');
  await library.open(page, '/?q=path:Copies -title:Past');
  await expect(row('Knolls')).toHaveCount(2);
  await row('Knolls').first().click();
  await details.getByRole('link', { name: /^[\da-f]{8}-/u }).click();
  await expect(files).toHaveCount(2);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  const gid = new URL(page.url()).searchParams.get('item')!.split('/')[1]!;
  await page.getByRole('checkbox', { name: /b\.mp3$/u }).check();
  await page.getByRole('button', { name: 'Take 1 track out …' }).click();
  await expect(dialog).toContainText('1 track becomes a recording of its own.');
  await expect(dialog).toContainText(/“Knolls” and “Knolls” are alike by \d+ %\./u);
  await dialog.getByRole('button', { name: 'Take them out' }).click();
  await expect(files).toHaveCount(1);

  await page.goBack();
  await row('Knolls').first().click();
  await row('Knolls')
    .last()
    .click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+k');
  await page.keyboard.type('say that they');
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText(/1 track becomes part of the recording [\da-f-]{36}\./u);
  await dialog.getByRole('button', { name: 'Make them one' }).click();
  await expect(toast).toContainText('One recording now');
  await openReview(page, '/?view=review&item=recordings');
  await listOf(page, 'Recordings').filter({ hasText: 'Knolls' }).click();
  await expect(files).toHaveCount(2);
  await expect(page.getByRole('region', { name: 'Its ids' })).toContainText(gid);
});

test('verifies the originals, names the file that has lost a bit, and begins where it was paused', async ({ page }) => {
  const path = join(library.folder, 'music', 'Copies', 'b.mp3');
  const { mtimeMs, size } = statSync(path);
  const content = readFileSync(path);
  content[Math.floor(0.7 * size)]! ^= 1;
  writeFileSync(path, content);
  utimesSync(path, 0, mtimeMs / 1000);
  await openReview(page, '/?view=review&item=verify');
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('5 MB/s');
  // The first list of problems, as it was when the run began, comes when the run has ended.
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  await page.route(
    /verify\.problems/u,
    async (route) => {
      const response = await route.fetch();
      await ended;
      // The page may not wait for it any more.
      await route.fulfill({ response }).catch(() => {});
    },
    { times: 1 },
  );
  await page.getByRole('button', { name: 'Start' }).click();
  await expect(page.getByText(/^Verified \d+ files/u)).toBeVisible();
  end();
  const problems = listOf(page, 'Problems');
  await expect(problems.filter({ hasText: /^Knolls.*damaged$/u })).toHaveCount(1);
  await problems.filter({ hasText: /^Knolls.*damaged$/u }).click();
  await expect(page.getByText('Restore the file from a backup, scan the folder again')).toBeVisible();
  await page.getByRole('link', { name: 'Activity' }).click();
  const job = page.getByRole('listitem').filter({ hasText: 'Verification' });
  await expect(job).toContainText(/Verified \d+ files/u);
  await descant(library.service.library, 'config', 'verify.rate', '0.01');
  await job.getByRole('button', { name: 'Verify' }).click();
  await job.getByRole('button', { name: 'Pause' }).click();
  await expect(job).toContainText('Paused');
  await job.getByRole('button', { name: 'Resume' }).click();
  await expect(job).toContainText('Verifying');
  await job.getByRole('button', { name: 'Cancel' }).click();
  await expect(job).toContainText('Cancelled');
});

/** Addresses, and what is there when the page has all that it shows; the overview is one of all pages elsewhere. */
const FIX = ['/?view=review&item=genre-variants&at=0', 'Fix 1 track'] as const;
const COPIES = ['/?view=review&item=duplicates&at=0', 'Listen'] as const;
const SPECTRUM = ['/?view=review&item=lossy&at=0', 'Mean spectrum'] as const;
const EMPTY = ['/?view=review&item=missing', 'Nothing needs attention here.'] as const;
const VERIFICATION = ['/?view=review&item=verify', 'It finds damage'] as const;
const LOOKS = [
  {
    colorScheme: 'light',
    viewport: { width: 1280, height: 800 },
    shown: [FIX, EMPTY, VERIFICATION],
  },
  { colorScheme: 'dark', viewport: { width: 390, height: 844 }, shown: [COPIES, SPECTRUM] },
  { forcedColors: 'active', viewport: { width: 1280, height: 800 }, shown: [FIX] },
] as const;

for (const { viewport, shown, ...look } of LOOKS) {
  test.describe(`with ${Object.values(look).join()} at ${viewport.width}`, () => {
    test.use({ viewport, contextOptions: { reducedMotion: 'reduce', ...look } });

    test('all of it passes axe', async ({ page }) => {
      await page.goto(library.service.url);
      for (const [address, text] of shown) {
        await page.goto(new URL(address, library.service.url).href);
        await expect(page.getByRole('main').getByText(text).first()).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`),
          address,
        ).toEqual([]);
      }
    });
  });
}
