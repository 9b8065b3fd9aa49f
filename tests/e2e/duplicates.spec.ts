/**
 * What the library knows by its sound: files that are dropped on the window are found, whole or as a clip, and duplicates
 * are decided about, one by one, then all at once, and everything can be taken back.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type JSHandle, type Page } from '@playwright/test';
import type { DescantBridge } from '../../renderer/bridge.d.ts';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';
import { makeRecordings } from './recordings-music.ts';

const RECORDINGS = 20;

let library: OpenedLibrary;

test.beforeAll(async () => {
  library = await openLibrary((folder) => makeRecordings(folder, RECORDINGS));
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

/** A part of a recording, as a recorder would have it. @returns its path */
function makeClip(seed: number, from: number, seconds: number): string {
  const path = join(library.folder, `clip of ${seed}.opus`);
  const part = ['-ss', String(from), '-t', String(seconds), '-i', join(library.folder, 'music', `${seed}.flac`)];
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...part, '-b:a', '32k', path]);
  return path;
}

/** Files as a file manager hands them over. */
function draggedFiles(page: Page, paths: readonly string[]): Promise<JSHandle<DataTransfer>> {
  const files = paths.map((path) => ({ name: basename(path), base64: readFileSync(path).toString('base64') }));
  return page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of given) {
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.codePointAt(0) ?? 0);
      transfer.items.add(new File([bytes], name));
    }
    return transfer;
  }, files);
}

test('finds a clip that is dropped on the window, and says of other files why they are not found', async ({ page }) => {
  await library.open(page);
  const { grid, row } = partsOf(page);
  const veil = page.getByText('Drop it to find it in the library');
  const dialog = page.getByRole('dialog', { name: 'Recognise files' });

  const clip = await draggedFiles(page, [makeClip(7, 9, 10)]);
  await grid.dispatchEvent('dragover', { dataTransfer: clip });
  await expect(veil).toBeVisible();
  await grid.dispatchEvent('dragleave', { dataTransfer: clip });
  await expect(veil).toBeHidden();
  await grid.dispatchEvent('dragover', { dataTransfer: clip });
  await grid.dispatchEvent('drop', { dataTransfer: clip });
  await expect(veil).toBeHidden();
  const found = dialog.getByRole('article', { name: 'clip of 7.opus' });
  await expect(found).toContainText('2 tracks found');
  const match = found.getByRole('list', { name: 'Found in the library' }).getByRole('listitem').first();
  await expect(match).toContainText('Piece 7');
  await expect(match).toContainText('The file is a part of it');
  await expect(match).toContainText('at 0:09, 10 s of 0:24');
  await expectNoViolations(page);

  const text = join(library.folder, 'notes.txt');
  writeFileSync(text, 'no sound');
  const silence = join(library.folder, 'silence.wav');
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', 'anullsrc=d=6', silence]);
  const short = makeClip(8, 2, 1);
  const others = await draggedFiles(page, [text, silence, short]);
  await grid.dispatchEvent('drop', { dataTransfer: others });
  for (const [name, words] of [
    ['notes.txt', 'This is not audio'],
    ['silence.wav', 'It is silent'],
    [basename(short), 'too short to be recognised'],
  ] as const) {
    await expect(dialog.getByRole('article', { name })).toContainText(words);
  }
  await expect(dialog).toContainText('4 files');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNoViolations(page);
  // The service keeps nothing of what was sent.
  expect(readdirSync(join(library.service.library, 'uploads'))).toEqual([]);

  await match.getByRole('button', { name: 'Play from 0:09' }).click();
  await expect(match.getByRole('button', { name: 'Pause' })).toBeVisible();
  await match.getByRole('button', { name: 'Show in library' }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(row('Piece 7')).toHaveCount(1);
  const position = page.getByRole('region', { name: 'Player' }).getByRole('slider', { name: 'Position in the track' });
  expect(Number(await position.inputValue())).toBeGreaterThanOrEqual(8.5);
});

test('finds a file that is chosen by keys, and says what finding nothing may mean', async ({ page }) => {
  await library.open(page);
  const other = join(library.folder, 'another tune.wav');
  const tune = `aevalsrc=0.3*sin(2*PI*t*330*pow(2\\,mod(floor(t*5)*11+floor(t*t)\\,19)/12)):s=22050:d=12`;
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-f', 'lavfi', '-i', tune, other]);
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('recognise');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles([other, join(library.folder, 'music', '3.mp3')]);
  const dialog = page.getByRole('dialog', { name: 'Recognise files' });
  const nothing = dialog.getByRole('article', { name: 'another tune.wav' });
  await expect(nothing).toContainText('No track of the library has this sound.');
  await expect(nothing.getByRole('listitem')).toHaveCount(3);
  await expect(dialog.getByRole('article', { name: '3.mp3' })).toContainText('The same recording');
  await nothing.getByRole('button', { name: 'Find what sounds like it' }).press('Enter');
  const similar = nothing.getByRole('region', { name: 'Sounds like it' });
  await expect(similar.getByRole('button', { name: 'Play' }).first()).toBeVisible();
  await expectNoViolations(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('has the service read a file where it lies, where the desktop tells its path', async ({ page }) => {
  const sent: string[] = [];
  page.on('request', (request) => sent.push(new URL(request.url()).pathname));
  // The desktop's part of the page, which a browser does not have.
  await page.addInitScript((folder) => {
    const bridge: DescantBridge = {
      chooseFolder: () => Promise.resolve(null),
      pathForDroppedFile: ({ name }) => `${folder}/${name}`,
      onMenu: () => () => {},
      onOpen: () => () => {},
      showProgress: () => {},
      dragFiles: () => {},
    };
    Object.assign(window, { descant: bridge });
  }, library.folder);
  await library.open(page);
  const clip = await draggedFiles(page, [makeClip(5, 6, 12)]);
  await partsOf(page).grid.dispatchEvent('drop', { dataTransfer: clip });
  const dialog = page.getByRole('dialog', { name: 'Recognise files' });
  await expect(dialog.getByRole('article', { name: 'clip of 5.opus' })).toContainText('at 0:06, 12 s of 0:24');
  expect(sent.filter((path) => path.startsWith('/uploaded'))).toEqual([]);
  const gone = await draggedFiles(page, [makeClip(4, 6, 12)]);
  rmSync(join(library.folder, 'clip of 4.opus'));
  await partsOf(page).grid.dispatchEvent('drop', { dataTransfer: gone });
  await expect(dialog.getByRole('article', { name: 'clip of 4.opus' })).toContainText('This is not audio');
});

test('compares the sounds of tracks that are selected, by keys', async ({ page }) => {
  await library.open(page, `/?q=${encodeURIComponent('title:="Piece 7" , title:="Piece 8" kind:flac')}`);
  const { grid } = partsOf(page);
  await expect(grid).toHaveAttribute('aria-rowcount', '4');
  await grid.locator('[data-index="0"]').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('compare sounds');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Compare sounds' });
  const tracks = dialog.getByRole('region', { name: 'Compared tracks' }).getByRole('list').first();
  await expect(tracks.getByRole('listitem')).toHaveCount(3);
  await expect(tracks).toContainText('The others are compared with it.');
  await expect(tracks).toContainText('The same recording');
  await expect(tracks).toContainText('Two recordings without a common part');
  await expect(tracks).toContainText(/A 0:00–0:24 is [BC] 0:00–0:24, [\d.]+ % of the bits differ/u);
  await expect(dialog.getByRole('region', { name: 'Listen' })).toContainText('begins together with A');
  await expectNoViolations(page);
});

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
  // The list is shorter before the copies of what follows are there.
  await expect(heading).toBeFocused();
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

test('draws copies on one clock with what they share, and keeps the place when another one is listened to', async ({
  page,
}) => {
  await library.open(page);
  await page.goto(new URL('/?view=review&item=duplicates', library.service.url).href);
  await expect(listOf(page).first()).toContainText(/Piece \d+/u);
  const [, seed = ''] = /Piece (\d+)/u.exec(await listOf(page).first().innerText()) ?? [];
  const music = join(library.folder, 'music');
  const cropped = ['-ss', '3', '-i', join(music, `${seed}.flac`), '-b:a', '64k', join(music, 'cropped.opus')];
  execFileSync('ffmpeg', ['-nostdin', '-v', 'error', ...cropped]);
  await library.command('scan', '--wait', 'analysis');
  await page.getByRole('button', { name: 'Compare again' }).click();
  await listOf(page).filter({ hasText: '3 copies' }).click();
  await expect(page.getByRole('row', { name: /^Resolution/u })).toContainText('24 bit, 22.05 kHz22.05 kHz48 kHz');

  const listen = page.getByRole('region', { name: 'Listen' });
  await expect(listen).toContainText(/The same sound: 0:2[01] of 0:24, from 0:03 to 0:24/u);
  await expect(listen.getByRole('listitem')).toHaveText([
    'B begins together with A',
    /^C begins (?:2\.9|3|3\.1) s into A$/u,
  ]);
  // Bars go up and down; what is not known yet, or cannot be drawn, is one level line.
  const drawn = (): Promise<number> =>
    listen
      .locator('svg path')
      .evaluateAll((paths) => paths.filter((path) => (path.getAttribute('d') ?? '').split('v').length > 50).length);
  await expect.poll(drawn).toBe(3);
  await expectNoViolations(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNoViolations(page);

  const place = listen.getByRole('slider', { name: 'Place in the music' });
  const position = page.getByRole('region', { name: 'Player' }).getByRole('slider', { name: 'Position in the track' });
  // It is checked once it plays.
  await listen.getByRole('radio', { name: 'A FLAC' }).click();
  await expect(listen.getByRole('radio', { name: 'A FLAC' })).toBeChecked();
  await place.fill('10');
  await expect.poll(async () => Number(await position.inputValue())).toBeGreaterThanOrEqual(10);
  await page.keyboard.press('Tab');
  await listen.getByRole('radio', { name: 'A FLAC' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(listen.getByRole('radio', { name: 'C OPUS' })).toBeChecked();
  const both = async (): Promise<number[]> =>
    page
      .getByRole('slider')
      .evaluateAll((sliders) =>
        sliders
          .filter((slider) => ['Place in the music', 'Position in the track'].includes(slider.ariaLabel ?? ''))
          .map((slider) => Number((slider as HTMLInputElement).value)),
      );
  await expect.poll(async () => (await both())[1]).toBeGreaterThan(6.5);
  const [onClock = 0, inCopy = 0] = await both();
  expect(onClock).toBeGreaterThanOrEqual(9.9);
  expect(Math.abs(onClock - inCopy - 3)).toBeLessThan(0.3);
});
