/** The queue: filled, ordered by drag and by keys, shuffled, repeated, and there again after a reload. */
import { expect, test, type Page } from '@playwright/test';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';
import { makeSmallMusic } from './small-music.ts';

/** Longer than a test takes, on a busy machine too: no track ends by itself. */
const SECONDS = 60;

let library: OpenedLibrary;

test.beforeAll(async () => {
  library = await openLibrary((music) => makeSmallMusic(music, SECONDS));
});

test.afterAll(async () => {
  await library.close();
});

const playerOf = (page: Page) => page.getByRole('region', { name: 'Player' });
const queueOf = (page: Page) => page.getByRole('complementary', { name: 'Queue' });
const titlesOf = (page: Page): Promise<string[]> =>
  queueOf(page)
    .getByRole('grid', { name: 'Up next' })
    .getByRole('row')
    .evaluateAll((rows) =>
      rows
        .toSorted((a, b) => Number(a.getAttribute('data-index')) - Number(b.getAttribute('data-index')))
        .map((row) => row.querySelectorAll('[role="gridcell"]')[1]?.textContent ?? ''),
    );
const expectTitles = (page: Page, titles: readonly string[]) => expect.poll(() => titlesOf(page)).toEqual(titles);

/** Plays the first of four tracks, with the queue shown. */
async function playSiege(page: Page): Promise<void> {
  await library.open(page, '/?q=album%3Asiege&sort=title');
  await partsOf(page).row('Knolls').dblclick();
  await page.keyboard.press('q');
  await expectTitles(page, ['Revelation', 'Siege of Laurelmor', 'The City Falls', 'The Deep Path']);
}

test('is ordered by keys alone, and keeps the focus', async ({ page }) => {
  await playSiege(page);
  await expect(queueOf(page).getByRole('row', { name: 'Revelation' })).toBeFocused();
  await page.keyboard.press('Alt+ArrowDown');
  await expectTitles(page, ['Siege of Laurelmor', 'Revelation', 'The City Falls', 'The Deep Path']);
  await expect(queueOf(page).getByRole('row', { name: 'Revelation' })).toBeFocused();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Alt+ArrowDown');
  await expectTitles(page, ['Siege of Laurelmor', 'The Deep Path', 'Revelation', 'The City Falls']);
  await page.keyboard.press('Delete');
  await expectTitles(page, ['Siege of Laurelmor', 'The Deep Path']);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expectTitles(page, ['Siege of Laurelmor', 'The Deep Path', 'Revelation', 'The City Falls']);
  await queueOf(page).getByRole('row', { name: 'Siege of Laurelmor' }).focus();
  await page.keyboard.press('Enter');
  await expect(playerOf(page)).toContainText('Siege of Laurelmor');
  await expectTitles(page, ['The Deep Path', 'Revelation', 'The City Falls']);
});

test('is selected as a whole from everywhere in its panel', async ({ page }) => {
  await playSiege(page);
  await queueOf(page).getByRole('button', { name: 'Close the queue' }).focus();
  await page.keyboard.press('Control+a');
  const rows = queueOf(page).getByRole('grid', { name: 'Up next' }).getByRole('row');
  await expect(rows.and(page.locator('[aria-selected="true"]'))).toHaveCount(4);
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('');
  await rows.first().focus();
  await page.keyboard.press('Delete');
  await expect(queueOf(page)).toContainText('nothing to come');
});

test('is ordered by dragging, and cleared', async ({ page }) => {
  await playSiege(page);
  const row = (name: string) => queueOf(page).getByRole('row', { name });
  await row('The Deep Path').dragTo(row('Revelation'), { targetPosition: { x: 80, y: 4 } });
  await expectTitles(page, ['The Deep Path', 'Revelation', 'Siege of Laurelmor', 'The City Falls']);
  await queueOf(page).getByRole('button', { name: 'Clear' }).click();
  await expect(queueOf(page)).toContainText('nothing to come');
  await expect(playerOf(page)).toContainText('Knolls');
});

test('takes tracks that are dragged from the list, and so do its button, an empty queue and playlists', async ({
  page,
}) => {
  await playSiege(page);
  const { row, toast } = partsOf(page);
  const inQueue = (name: string) => queueOf(page).getByRole('row', { name });
  await row('Knolls').dragTo(inQueue('Siege of Laurelmor'), { targetPosition: { x: 80, y: 4 } });
  await expectTitles(page, ['Revelation', 'Knolls', 'Siege of Laurelmor', 'The City Falls', 'The Deep Path']);
  await row('Revelation').click();
  await row('The City Falls').click({ modifiers: ['Shift'] });
  await row('Siege of Laurelmor').dragTo(playerOf(page).getByRole('button', { name: 'Queue' }));
  await expect(toast).toContainText('3 tracks added to the queue');
  await queueOf(page).getByRole('button', { name: 'Clear' }).click();
  await row('Revelation').click();
  await page.keyboard.press('Control+a');
  await row('Revelation').dragTo(queueOf(page).getByText('Play an album'));
  await expectTitles(page, ['Knolls', 'Revelation', 'Siege of Laurelmor', 'The City Falls', 'The Deep Path']);
  await row('Knolls').click();
  await row('Knolls').dragTo(page.getByRole('link', { name: 'Playlists' }));
  await expect(page.getByRole('dialog')).toContainText('1 track');
});

test('is for tracks, and a cover for files alone', async ({ page }) => {
  await library.open(page);
  const { details, row } = partsOf(page);
  await row('Knolls').click();
  const place = details.getByText('drop one here');
  const over = details.locator('[data-over]');
  const [tracks, picture] = await Promise.all(
    ['application/x-descant-tracks', null].map((type) =>
      page.evaluateHandle((kind) => {
        const transfer = new DataTransfer();
        if (kind === null) transfer.items.add(new File([''], 'cover.png', { type: 'image/png' }));
        else transfer.setData(kind, '{}');
        return transfer;
      }, type),
    ),
  );
  await place.dispatchEvent('dragover', { dataTransfer: picture });
  await expect(over).toHaveCount(1);
  await place.dispatchEvent('dragleave', { dataTransfer: picture });
  await expect(over).toHaveCount(0);
  await place.dispatchEvent('dragover', { dataTransfer: tracks });
  await expect(details.getByRole('button', { name: 'Add a picture' })).toBeVisible();
  await expect(over).toHaveCount(0);
});

test('is shuffled and back in order, and repeats one track or all', async ({ page }) => {
  await playSiege(page);
  const player = playerOf(page);
  const inOrder = await titlesOf(page);
  await page.keyboard.press('s');
  await expect(player.getByRole('button', { name: 'Shuffle' })).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(async () => (await titlesOf(page)).toSorted()).toEqual(inOrder.toSorted());
  await page.keyboard.press('s');
  await expectTitles(page, inOrder);
  await player.getByRole('button', { name: 'Repeat: off' }).click();
  await queueOf(page).getByRole('row', { name: 'The Deep Path' }).dblclick();
  await expect(player).toContainText('The Deep Path');
  await player.getByRole('button', { name: 'Next track' }).click();
  await expect(player).toContainText('Knolls');
  await player.getByRole('button', { name: 'Repeat: the queue' }).click();
  const place = player.getByRole('slider', { name: 'Position in the track' });
  await place.fill(String(SECONDS - 1));
  await expect.poll(async () => Number(await place.inputValue())).toBeLessThan(SECONDS / 2);
  await expect(player).toContainText('Knolls');
});

test('is there again after a reload, with its order and modes', async ({ page }) => {
  await playSiege(page);
  const player = playerOf(page);
  await page.keyboard.press('Alt+ArrowDown');
  await player.getByRole('button', { name: 'Repeat: off' }).click();
  // The loudness is a setting of the library: a page that is left before it is stored takes it along.
  const stored = page.waitForResponse((response) => response.url().includes('settings.set'));
  await player.getByRole('button', { name: 'Loudness' }).click();
  await stored;
  await page.reload();
  await expectTitles(page, ['Siege of Laurelmor', 'Revelation', 'The City Falls', 'The Deep Path']);
  await expect(player).toContainText('Knolls');
  await expect(player.getByRole('button', { name: 'Repeat: the queue' })).toBeVisible();
  await expect(player.getByRole('button', { name: 'Loudness' })).toContainText('No gain');
});
