/** The page Activity: what changes did, opened row by row, and the jobs of the service. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { descant } from '../support/descant.ts';
import { makeAudio } from '../support/audio.ts';
import { FakeMusicServices } from '../support/fake-music-services.ts';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';

let library: OpenedLibrary;

/** Sixty short tracks of two spellings of a genre, and two that can be recognised. */
function makeMusic(folder: string): void {
  for (let at = 0; at < 60; at += 1) {
    const tags = { title: `Tide ${at}`, artist: 'North Harbour', genre: at < 40 ? 'Hip Hop' : 'hip hop' };
    makeAudio(join(folder, `${at}.flac`), { seconds: 1, tags });
  }
  for (const at of [1, 2]) {
    const tags = { title: `Long Tide ${at}`, artist: 'North Harbour' };
    const named = at === 1 ? { ...tags, musicbrainz_trackid: '0a1b2c3d-0000-4000-8000-000000000001' } : tags;
    makeAudio(join(folder, 'long', `${at}.flac`), { seconds: 20, pitch: 110 * at, tags: named });
  }
}

test.beforeAll(async () => {
  library = await openLibrary(makeMusic);
  await library.command('scan', '--wait', 'analysis');
  await library.command('edit', 'genre:hip', 'genre=Hip-Hop', 'mood=calm');
});

test.afterAll(() => library.close());

test('a change opens to what it did, by keys, on a page of any width', async ({ page }) => {
  await page.goto(library.service.url);
  await page.goto(new URL('/?view=activity', library.service.url).href);
  const row = page.getByRole('button', { name: /^Genre: several values → Hip-Hop · Mood: none → calm · 60 tracks/u });
  await row.focus();
  await page.keyboard.press('Enter');
  await expect(row).toHaveAttribute('aria-expanded', 'true');
  const shared = page.getByRole('list', { name: 'Changes that tracks share' }).getByRole('listitem');
  await expect(shared).toHaveText([
    /^Mood: none → calm\s*60 tracks$/u,
    /^Genre: Hip Hop → Hip-Hop\s*40 tracks$/u,
    /^Genre: hip hop → Hip-Hop\s*20 tracks$/u,
  ]);
  const tracks = page.getByRole('list', { name: 'Tracks', exact: true }).getByRole('listitem');
  await expect(tracks).toHaveCount(50);
  await expect(tracks.first()).toHaveText(/^Tide \d+North HarbourGenre: Hip Hop → Hip-Hop$/u);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole('button', { name: 'Show more of 60 tracks' }).press('Enter');
  await expect(tracks).toHaveCount(60);
  await expect(tracks.nth(50).getByRole('link')).toBeFocused();

  await shared.nth(2).getByRole('button', { name: '20 tracks' }).press('Space');
  await expect(tracks).toHaveCount(20);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await row.press('Space');
  await expect(tracks).toHaveCount(0);
  await page.setViewportSize({ width: 1280, height: 800 });

  await row.click();
  const title = (await tracks.first().getByRole('link').textContent()) ?? '';
  await tracks.first().getByRole('link').click();
  await expect(page.getByRole('grid', { name: 'Tracks' }).getByRole('row', { name: title })).toBeVisible();
});

test('lists the changes of a day together, and those of one kind of maker', async ({ page }) => {
  await library.open(page);
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Activity' }).click();
  const changes = page.getByRole('region', { name: 'Changes' });
  await expect(changes.getByRole('heading', { name: 'Today' })).toBeVisible();
  await changes.getByRole('radio', { name: 'Other programs' }).check();
  await expect(changes).toContainText('None of these.');
  await expect(changes.getByRole('radio', { name: 'Other programs' })).toBeFocused();
  await expect(page).toHaveURL(/[?&]filter=program/u);
  await page.reload();
  await expect(changes.getByRole('radio', { name: 'Other programs' })).toBeChecked();
  await changes.getByRole('radio', { name: 'You' }).check();
  await expect(changes.getByRole('button', { name: /^Genre: several values/u })).toBeVisible();
});

test('finds changes by words while one types, by keys alone, and keeps the words over a reload', async ({ page }) => {
  await library.command('edit', 'title:"Tide 7"', 'composer=Ada Ström');
  await page.goto(library.service.url);
  await page.goto(new URL('/?view=activity', library.service.url).href);
  const changes = page.getByRole('region', { name: 'Changes' });
  const rows = changes.locator('ol').getByRole('listitem');
  await expect(rows).not.toHaveCount(1);
  const field = changes.getByRole('textbox', { name: 'Find changes' });
  await field.focus();
  await page.keyboard.type('strom tide compo');
  await expect(rows).toHaveText([/^Composer: none → Ada Ström · 1 track/u]);
  await expect(page).toHaveURL(/[?&]find=strom\+tide\+compo(?:&|$)/u);
  await page.reload();
  await expect(rows).toHaveCount(1);
  await expect(field).toHaveValue('strom tide compo');
  await field.press('ArrowDown');
  await expect(rows.getByRole('button').first()).toBeFocused();

  await changes.getByRole('radio', { name: 'Other programs' }).check();
  await expect(changes.getByRole('status')).toContainText('No change has all of these words.');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await changes.getByRole('button', { name: 'Look through the changes of all' }).click();
  await expect(rows).toHaveCount(1);
  await field.press('Escape');
  await expect(rows).not.toHaveCount(1);
  await expect(page).not.toHaveURL(/find=/u);

  const listed = JSON.parse(await library.command('history', '--find', 'ada tide', '--json'));
  expect(listed.batches.map(({ fields }: { fields: string[] }) => fields)).toEqual([['composer']]);
});

test('a change of a playlist opens to its tracks, and its name before and after', async ({ page }) => {
  await library.command('playlists', 'create', 'Evening');
  await library.command('playlists', 'add', 'Evening', 'path:long');
  await library.command('playlists', 'rename', 'Evening', 'Night');
  await page.goto(library.service.url);
  await page.goto(new URL('/?view=activity&find=evening', library.service.url).href);
  const changes = page.getByRole('region', { name: 'Changes' });
  const [renamed, added] = [0, 1].map((at) =>
    changes.getByRole('button', { name: 'Playlist Night', expanded: false }).nth(at),
  );
  await added!.press('Enter');
  const tracks = changes.getByRole('list', { name: 'Tracks of Night' }).getByRole('listitem');
  await expect(tracks).toHaveText([/^Long Tide 1North Harbouradded$/u, /^Long Tide 2North Harbouradded$/u]);
  await renamed!.press('Enter');
  await expect(changes).toContainText('Name: Evening → Night');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await tracks.first().getByRole('link').click();
  await expect(page.getByRole('grid', { name: 'Tracks' }).getByRole('row', { name: 'Long Tide 1' })).toBeVisible();
});

test('a job is paused and goes on by keys, is said to rest, and is cancelled while it rests', async ({ page }) => {
  const jobs = page.getByRole('region', { name: 'Jobs' });
  const pause = jobs.getByRole('button', { name: 'Pause: Copying tracks to a folder' });
  const resume = jobs.getByRole('button', { name: 'Resume: Copying tracks to a folder' });
  await library.open(page);
  const { grid } = partsOf(page);
  await grid.getByRole('row').nth(1).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Copy 62 tracks to a folder' });
  await dialog.getByRole('combobox', { name: 'Folder' }).fill(join(library.folder, 'device'));
  // Every file is converted, which takes longer than a person needs for a key.
  await dialog.getByRole('combobox', { name: 'Format' }).selectOption('opus');
  await dialog.getByRole('button', { name: 'Copy the tracks' }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Activity' }).click();
  await pause.press('Enter');
  await expect(resume).toBeFocused();
  await expect(page.locator('[aria-live="polite"]')).toHaveText('Copying tracks to a folder is paused');
  await expect(jobs).toContainText(/Paused · \d+ of 62/u);
  await expect(page.getByRole('status')).toContainText('Paused · Copying');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.reload();
  await expect(jobs).toContainText(/Paused · \d+ of 62/u);
  await resume.press('Space');
  await expect(page.locator('[aria-live="polite"]')).toHaveText('Copying tracks to a folder goes on');
  await expect(pause).toBeFocused();
  await pause.press('Space');
  await jobs.getByRole('button', { name: 'Cancel: Copying tracks to a folder' }).press('Enter');
  await expect(jobs).toContainText('Cancelled');
  await jobs.getByRole('button', { name: 'Try again: Copying tracks to a folder' }).press('Enter');
  await pause.press('Enter');
  await expect(resume).toBeFocused();
  await jobs.getByRole('button', { name: 'Cancel: Copying tracks to a folder' }).press('Enter');
  await expect(resume).toHaveCount(0);
});

test('a copy that left files out says so, and tries these alone once more', async ({ page }) => {
  const jobs = page.getByRole('region', { name: 'Jobs' });
  const device = join(library.folder, 'another device');
  const copy = ['copy', 'path:long', device, '--template', '$title.$format'];
  mkdirSync(device);
  writeFileSync(join(device, 'Long Tide 1.flac'), 'somebody else has put this here');
  expect((await descant(library.service.library, ...copy)).code).toBe(1);
  await page.goto(library.service.url);
  await page.goto(new URL('/?view=activity', library.service.url).href);
  await expect(jobs).toContainText(/1 file failed · .*another device/u);
  rmSync(join(device, 'Long Tide 1.flac'));
  await jobs.getByRole('button', { name: 'Try again: Copying tracks to a folder' }).press('Enter');
  await expect(jobs.getByText('Copying tracks to a folder')).toHaveCount(0);
  expect(readdirSync(device).filter((name) => name.endsWith('.flac'))).toEqual([
    'Long Tide 1.flac',
    'Long Tide 2.flac',
  ]);
});

test('tracks are submitted to AcoustID from their menu, and what it refuses is sent again', async ({ page }) => {
  const services = await FakeMusicServices.start();
  try {
    await library.command('config', 'identify.acoustid-url', services.acoustid);
    await library.open(page, '/?q=path:long');
    const { grid, toast } = partsOf(page);
    const submit = async (): Promise<void> => {
      await grid.getByRole('row', { name: 'Long Tide 1' }).click();
      await page.keyboard.press('Control+a');
      await grid.getByRole('row', { name: 'Long Tide 1' }).click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Submit to AcoustID' }).click();
    };
    await submit();
    const dialog = page.getByRole('dialog', { name: 'Submit 2 tracks to AcoustID' });
    await expect(dialog.getByRole('list', { name: 'What is sent' }).getByRole('listitem')).toHaveText([
      '2 tracks are sent',
      '1 of them with a MusicBrainz recording id',
    ]);
    await expect(dialog).toContainText('AcoustID takes submissions with two keys');
    await expect(dialog.getByRole('button', { name: 'Submit' })).toHaveCount(0);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await dialog.getByRole('button', { name: 'Open Settings' }).click();
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();

    await library.command('config', 'identify.acoustid-key', 'app');
    await library.command('config', 'identify.acoustid-user-key', 'me');
    services.badTitles.add('Long Tide 2');
    await library.open(page, '/?q=path:long');
    await submit();
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await expect(toast).toContainText('2 tracks queued for AcoustID');
    await toast.getByRole('button', { name: 'Show' }).click();
    const row = page.getByRole('list').getByText('Submissions to AcoustID').locator('../..');
    await expect(row.getByRole('list', { name: 'Tracks that AcoustID has not taken' })).toContainText(
      /^North Harbour – Long Tide 2: .*invalid fingerprint/u,
    );
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    services.badTitles.clear();
    await row.getByRole('button', { name: 'Send again: North Harbour – Long Tide 2' }).click();
    await expect(row).toContainText(/2 (?:waiting at|known to) AcoustID/u);
    expect(services.submissions.map(({ track }) => track)).toEqual(['Long Tide 1', 'Long Tide 2']);
  } finally {
    await services.close();
  }
});

test('files with errors are shown by their cause, which opens by keys and is copied', async ({ page }) => {
  mkdirSync(join(library.folder, 'music', 'broken'));
  for (let at = 0; at < 60; at += 1) writeFileSync(join(library.folder, 'music', 'broken', `${at}.mp3`), '');
  writeFileSync(join(library.folder, 'music', 'broken', 'text.flac'), 'no music at all');
  await descant(library.service.library, 'scan');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(library.service.url);
  await page.goto(new URL('/?view=activity', library.service.url).href);
  const causes = page.getByRole('region', { name: 'Files with errors' });
  await expect(causes).toContainText('61 files · 2 causes');
  await expect(causes).toContainText('The file is empty · 60 files');
  const files = causes.getByRole('list', { name: 'The file is empty' }).getByRole('listitem');
  await causes.getByRole('button', { name: 'Show the files: The file is empty' }).press('Enter');
  await expect(files).toHaveCount(50);
  await causes.getByRole('button', { name: 'Show more of 60 files' }).press('Enter');
  await expect(files).toHaveCount(60);
  // The button is gone: the first of the files that it has shown is read on from.
  await expect(files.nth(50)).toBeFocused();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await causes.getByRole('button', { name: 'Copy the files: The file is empty' }).press('Enter');
  await expect(page.getByRole('status')).toContainText('60 files copied');
  expect((await page.evaluate(() => navigator.clipboard.readText())).split('\n')).toHaveLength(60);
});
