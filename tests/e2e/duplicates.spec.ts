/** The duplicates of a library are decided about: one by one, then all at once, and everything can be taken back. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';

const RECORDINGS = 20;
const SECONDS = 24;

let library: OpenedLibrary;

/** Each recording as FLAC and as MP3, with a genre in the MP3 alone: one run of ffmpeg makes all of them. */
function makeRecordings(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const seeds = Array.from({ length: RECORDINGS }, (_, i) => i + 1);
  const note = (seed: number): string =>
    `sin(2*PI*t*220*pow(2\\,mod(floor(t*3)*${1 + seed}+floor(t)*${seed}+floor(t*t/7)*${seed}\\,25)/12))`;
  const inputs = seeds.flatMap((seed) => [
    '-f',
    'lavfi',
    '-i',
    `aevalsrc=0.2*(${note(seed + 4)}+${note(seed * 3 + 11)}+${note(seed * 7 + 3)}):s=22050:d=${SECONDS}`,
  ]);
  const outputs = seeds.flatMap((seed, i) => {
    const tags = ['-metadata', `title=Piece ${seed}`, '-metadata', 'artist=Ash'];
    const map = ['-map', `${i}:a`, ...tags];
    const lossy = [...map, '-metadata', 'genre=Folk', '-b:a', '96k', join(folder, `${seed}.mp3`)];
    return [...map, join(folder, `${seed}.flac`), ...lossy];
  });
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...inputs, ...outputs]);
}

test.beforeAll(async () => {
  library = await openLibrary(makeRecordings);
  await library.command('config', 'scan.watch', 'false');
  await library.command('scan', '--wait', 'analysis');
});

test.afterAll(async () => {
  await library.close();
});

const listOf = (page: Page) => page.getByRole('list', { name: 'Duplicates' }).getByRole('link');
const counted = async (query: string): Promise<number> =>
  (JSON.parse(await library.command('tracks', query, '--limit', '1', '--json')) as { total: number }).total;

async function openDuplicates(page: Page): Promise<void> {
  await page.goto(library.service.url);
  await page.goto(new URL('/?view=review&item=duplicates', library.service.url).href);
  await expect(page.getByText(`${RECORDINGS} recordings in several copies, or with parts`)).toBeVisible();
}

async function expectNoViolations(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
}

test('decides about twenty recordings, one by one and all at once, by keyboard, and takes it back', async ({
  page,
}) => {
  await openDuplicates(page);
  const { toast } = partsOf(page);
  await listOf(page).first().press('Enter');
  const heading = page.getByRole('heading', { level: 2, name: /^Piece/u });
  await expect(page.getByText('Keep the FLAC')).toBeVisible();
  await expectNoViolations(page);
  const first = await heading.innerText();

  await page.getByRole('button', { name: 'Hide the others' }).press('Enter');
  await expect(toast).toContainText('1 copy hidden');
  await expect(page.getByText(`1 of ${RECORDINGS - 1}`)).toBeVisible();
  await expect(heading).toBeFocused();
  expect(await heading.innerText()).not.toBe(first);
  expect(await counted('hidden:yes')).toBe(1);

  await page.getByRole('button', { name: 'Keep all' }).press('Enter');
  await expect(toast).toContainText('2 tracks told apart');
  await expect(page.getByText(`1 of ${RECORDINGS - 2}`)).toBeVisible();
  await page.getByRole('button', { name: 'Move the others to the trash' }).press('Enter');
  await expect(toast).toContainText('1 copy moved to the trash');
  await expect(page.getByText(`1 of ${RECORDINGS - 3}`)).toBeVisible();
  await toast.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(page.getByText(`1 of ${RECORDINGS - 2}`)).toBeVisible();

  await page.goto(new URL('/?view=review&item=duplicates', library.service.url).href);
  await page.getByRole('button', { name: 'Decide about all …' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: `The copies of ${RECORDINGS - 2} recordings` });
  await expect(dialog.getByText('36 tracks would change.')).toBeVisible();
  await expect(dialog.getByRole('listitem').first()).toContainText('Genre: Folk');
  await expectNoViolations(page);
  await dialog.getByRole('radio', { name: 'Leave them' }).check();
  await expect(dialog.getByRole('button', { name: 'Change 18 tracks' })).toBeVisible();
  await dialog.getByRole('radio', { name: 'Move them to the trash' }).check();
  await dialog.getByRole('button', { name: 'Change 36 tracks' }).press('Enter');
  await expect(page.getByText(/^No recording is there twice/u)).toBeVisible();
  expect(await counted('')).toBe(RECORDINGS + 1);
  expect(await counted('trashed:yes')).toBe(RECORDINGS - 2);
  expect(await counted('genre:folk')).toBe(RECORDINGS - 1);
  await expectNoViolations(page);

  await page.getByRole('button', { name: 'Show the trash' }).click();
  const { grid } = partsOf(page);
  await expect(grid.getByRole('row', { name: /In the trash\./u }).first()).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(toast).toContainText('Undone');
  expect(await counted('trashed:yes')).toBe(0);
  expect(await library.command('duplicates')).toContain(`${RECORDINGS - 2} recordings with several copies`);
});

test('hides a track and moves it to the trash from its menu, and takes either back', async ({ page }) => {
  await library.open(page, '/?q=kind%3Aflac');
  const { row, toast, grid } = partsOf(page);
  const piece = row('Piece 20');
  for (const [command, sign, query] of [
    ['Hide or show again', 'Hidden.', 'hidden:yes "Piece 20"'],
    ['Move to the trash, or restore', 'In the trash.', 'trashed:yes'],
  ] as const) {
    await page.goto(new URL('/?q=kind%3Aflac', library.service.url).href);
    await piece.click({ button: 'right' });
    await page.getByRole('menuitem', { name: command }).click();
    await expect(toast).toContainText('changed on 1 track');
    await expect(piece).toBeHidden();
    await page.goto(new URL(`/?q=${encodeURIComponent(query)}`, library.service.url).href);
    await grid.getByRole('row', { name: sign }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: command }).click();
    await expect(grid.getByRole('row', { name: sign })).toBeHidden();
  }
  expect(await counted('kind:flac "Piece 20"')).toBe(1);
});
