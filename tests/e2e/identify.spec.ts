/** Tracks are identified from the library, and what that proposes is decided in Review. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { makeAudio } from '../support/audio.ts';
import { descantJson } from '../support/descant.ts';
import { FakeMusicServices } from '../support/fake-music-services.ts';
import { knowInventedAlbums, MACHINES, SALT, tracksOf } from '../support/invented-albums.ts';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';

let library: OpenedLibrary;
let services: FakeMusicServices;

/** Two albums, all of whose tags somebody got wrong; of the second a track is missing. */
function makeMusic(folder: string): void {
  const [salt, machines] = [tracksOf(SALT), tracksOf(MACHINES)];
  for (const [at, title] of ['last fery', 'track 2', 'Harbor Lights'].entries()) {
    const { seconds } = salt[at]!;
    const tags = { title, artist: 'N. Harbour', album: 'Salt & Coper', track: String(3 - at) };
    makeAudio(join(folder, 'salt', `${at}.flac`), { seconds, pitch: 110 * 2 ** (seconds / 12), tags });
  }
  for (const at of [1, 3]) {
    const { seconds } = machines[at]!;
    const tags = { title: 'loom?', artist: 'I. Wren', album: 'Quiet Machine' };
    makeAudio(join(folder, 'machines', `${at}.flac`), { seconds, pitch: 110 * 2 ** (seconds / 12), tags });
  }
}

test.beforeAll(async () => {
  services = await FakeMusicServices.start();
  knowInventedAlbums(services);
  library = await openLibrary(makeMusic);
  await library.command('scan', '--wait', 'analysis');
  const settings = {
    'identify.library': 'false',
    'identify.musicbrainz': 'true',
    'identify.musicbrainz-url': services.musicBrainz,
    'identify.contact': 'tester@example.org',
    'identify.acoustid': 'true',
    'identify.acoustid-url': services.acoustid,
    'identify.acoustid-key': 'testkey',
    'identify.cover-art': 'true',
    'identify.cover-art-url': services.coverArt,
  };
  for (const [name, value] of Object.entries(settings)) await library.command('config', name, value);
});

test.afterAll(async () => {
  await library.close();
  await services.close();
});

async function openProposals(page: Page): Promise<void> {
  await page.goto(library.service.url);
  await page.goto(new URL('/?view=review&item=identify', library.service.url).href);
  await expect(page.getByRole('navigation', { name: 'Checks' })).toBeVisible();
}
const titlesOf = async (query: string): Promise<string[]> => {
  const found = await descantJson<{ tracks: { title: string }[] }>(
    library.service.library,
    'tracks',
    query,
    '--sort',
    'track',
  );
  return found.tracks.map(({ title }) => title);
};

test('an album of mistagged files is identified and accepted in three steps, and undone', async ({ page }) => {
  await library.open(page, '/?q=album:salt');
  const { grid, toast } = partsOf(page);
  // 1 select, 2 Identify, 3 Accept.
  await grid.getByRole('row', { name: 'track 2' }).click();
  await page.keyboard.press('Control+a');
  await grid.getByRole('row', { name: 'track 2' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Identify' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Salt and Copper' })).toBeVisible();
  const table = page.getByRole('table').first();
  await expect(table.getByRole('row')).toHaveText([
    /As the file is/u,
    /last fery.*Harbour Lights.*by sound/u,
    /track 2.*Nattsvømmer/u,
    /Harbor Lights.*Last Ferry/u,
  ]);
  await expect(page.getByRole('figure').filter({ hasText: '600 × 600' }).locator('img')).toHaveJSProperty(
    'naturalWidth',
    600,
  );
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole('button', { name: 'Accept', exact: false }).first().click();
  await expect(toast).toContainText('Identified: 3 tracks changed');
  // The message stays while the pointer is on it, however long the rest takes.
  await toast.hover();
  expect(await titlesOf('albumartist:="North Harbour"')).toEqual(['Harbour Lights', 'Nattsvømmer', 'Last Ferry']);
  expect(await library.command('history', '--limit', '1')).toMatch(
    /MusicBrainz\s+3 tracks.*identified Salt and Copper/u,
  );
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('list', { name: 'Albums to identify' }).getByRole('link')).toHaveText([
    /Salt and Copper/u,
  ]);
  expect(await titlesOf('album:salt')).toContain('last fery');
});

test('keys accept, put aside and choose, and what is missing is told', async ({ page }) => {
  await openProposals(page);
  await page.getByRole('button', { name: 'Identify the whole library' }).click();
  const list = page.getByRole('list', { name: 'Albums to identify' }).getByRole('link');
  await expect(list).toHaveCount(2);
  await list.filter({ hasText: 'Quiet Machines' }).click();
  const heading = page.getByRole('heading', { level: 2, name: 'Quiet Machines' });
  await expect(heading).toBeVisible();
  await expect(page.getByText('Missing: no file for this track')).toBeVisible();
  await heading.focus();
  await page.keyboard.press('c');
  await expect(page.getByRole('radio', { name: /Ida Wren – Quiet Machines/u })).toBeChecked();
  await page.getByText('Show all fields that change').click();
  await expect(page.getByRole('row', { name: /Label.*Breakwater.*MusicBrainz/u }).first()).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await heading.focus();
  await page.keyboard.press('n');
  const { toast } = partsOf(page);
  await expect(toast).toContainText('These tracks are not identified any more.');
  await expect(list).toHaveCount(1);
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(list).toHaveCount(2);
});
