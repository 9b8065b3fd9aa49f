/**
 * The Mount page as a person uses it: real Chromium, the real service, and a real mount that is looked into. The
 * tests follow one another; each leaves the mount as the next expects it.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type BrowserContext, type Locator, type Page } from '@playwright/test';
import { descant } from '../support/descant.ts';
import { startLibraryService, type LibraryService } from './library-service.ts';
import { makeSmallMusic, TRACKS } from './small-music.ts';

test.describe.configure({ mode: 'serial' });
test.skip(!existsSync('/dev/fuse'), 'there is no /dev/fuse: file systems of programs cannot be mounted here');

const ARTISTS = ['Ember Quartet', 'Juniper Hall', 'North Harbour'];

let folder: string;
let mounted: string;
let service: LibraryService;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

test.beforeAll(async ({ browser }) => {
  folder = mkdtempSync(join(tmpdir(), 'descant-e2e-'));
  mounted = join(folder, 'Mounted');
  makeSmallMusic(join(folder, 'music'));
  writeFileSync(join(folder, 'music', 'Siege', 'booklet.pdf'), '%PDF-1.4');
  service = await startLibraryService(join(folder, 'library'));
  const { code, stderr } = await descant(service.library, 'scan', join(folder, 'music'), '--wait', 'tags');
  expect(stderr).toBe('');
  expect(code).toBe(0);
  context = await browser.newContext({ reducedMotion: 'reduce' });
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // Chromium notes every refusal of the service on the console.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(message.text());
    }
  });
  await openPage();
});

test.afterAll(async () => {
  await context.close();
  await service.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.afterEach(() => {
  expect(complaints, 'nothing is thrown, and nothing is refused by the content security policy').toEqual([]);
});

/** The first visit brings the token. */
async function openPage(): Promise<void> {
  await page.goto(service.url);
  await page.goto(new URL('/?view=mount', service.url).href);
}

const section = (name: string): Locator => page.getByRole('main').getByRole('region', { name, exact: true });
const views = (): Locator => page.getByRole('list', { name: 'Views' }).getByRole('listitem');
const editor = (name = 'A new view'): Locator => page.getByRole('form', { name });
const field = (form: Locator, name: string): Locator => form.getByRole('textbox', { name, exact: true });
const preview = (form: Locator): Locator => form.getByRole('figure', { name: 'Preview' }).getByRole('listitem');
const toast = (): Locator => page.getByRole('status');
const shown = async (path = ''): Promise<string[]> => (await readdir(join(mounted, path))).toSorted();

test('says why the mount failed, and mounts elsewhere', async () => {
  const full = join(folder, 'music');
  await page.getByRole('textbox', { name: 'Folder' }).fill(full);
  await page.getByRole('button', { name: 'Mount', exact: true }).click();
  await expect(section('State').getByRole('alert')).toContainText('Mounting failed');
  await page.getByRole('textbox', { name: 'Folder' }).fill(mounted);
  await page.getByRole('button', { name: 'Mount', exact: true }).click();
  await expect(section('State').getByText(`Mounted at ${mounted}`)).toBeVisible();
  expect(await shown()).toEqual(ARTISTS);
});

test('teaches what views are where there is only one, and shows real paths of what would be added', async () => {
  await expect(views()).toHaveCount(1);
  await expect(views()).toContainText('The mount itself');
  await expect(section('Views')).toContainText('A view is a folder of the mount');
  await page.getByRole('button', { name: 'By genre' }).click();
  await expect(field(editor(), 'Name')).toHaveValue('Genres');
  await expect(preview(editor())).toHaveCount(8);
  await expect(
    preview(editor()).filter({
      hasText: 'Genres/Folk/Juniper Hall - Northern Mountains/04 - Legends of the North.mp3',
    }),
  ).toBeVisible();
});

test('adds a view, which stands in the mount at once, as the preview said', async () => {
  await editor().getByRole('button', { name: 'Add this view' }).click();
  await expect(toast()).toContainText('Genres is in the mount');
  expect(await shown()).toEqual(['Ember Quartet', 'Genres', 'Juniper Hall', 'North Harbour']);
  expect(await shown('Genres')).toEqual(['Ambient', 'Folk', 'Soundtrack']);
  expect(await shown('Genres/Folk/Juniper Hall - Northern Mountains')).toContain('04 - Legends of the North.mp3');
  await expect(page.getByRole('button', { name: 'Edit Genres' })).toBeFocused();
});

test('takes a view away, and brings it back when that is undone', async () => {
  await page.getByRole('button', { name: 'Remove Genres' }).click();
  await expect(toast()).toContainText('Genres was removed');
  await expect(page.getByRole('button', { name: 'Edit The mount itself' })).toBeFocused();
  expect(await shown()).toEqual(ARTISTS);
  await toast().getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Edit Genres' })).toBeVisible();
  await expect.poll(() => shown()).toContain('Genres');
});

test('says under the names what is wrong with them and where, and keeps the last good preview', async () => {
  await page.getByRole('button', { name: 'Edit Genres' }).click();
  const form = editor('Genres');
  await expect(preview(form)).toHaveCount(8);
  const names = field(form, 'Names');
  await names.fill('$genre/%nothing{$title}');
  await expect(names).toHaveAccessibleDescription(
    'There is no function "%nothing{}" (at character 8 of the template).',
  );
  await expect(names).toHaveAttribute('aria-invalid', 'true');
  await expect(form.getByRole('figure', { name: 'Last valid preview' }).getByRole('listitem')).toHaveCount(8);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(names).toBeFocused();
  await expect(names).toHaveAccessibleDescription(
    'There is no function "%nothing{}" (at character 8 of the template).',
  );
  await names.fill('$genre/$title');
  await expect(preview(form).filter({ hasText: 'Genres/Folk/Legends of the North.mp3' })).toBeVisible();
  await expect(names).toHaveAttribute('aria-invalid', 'false');
});

test('says under the search and under the name what is wrong with those', async () => {
  const form = editor('Genres');
  await field(form, 'Shows').fill('"open');
  await expect(field(form, 'Shows')).toHaveAccessibleDescription('This quotation mark is never closed.');
  await field(form, 'Shows').fill('genre:nothing');
  await expect(form).toContainText('No track of the library matches.');
  await field(form, 'Shows').fill('genre:folk');
  await expect(preview(form)).toHaveCount(TRACKS.filter(({ genre }) => genre === 'Folk').length);
  await field(form, 'Name').fill('');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(field(form, 'Name')).toHaveAccessibleDescription('There is a view at the root already.');
  await expect(field(form, 'Name')).toBeFocused();
});

test('is used by keyboard alone: Enter keeps a view, Escape leaves it as it was', async () => {
  await page.keyboard.type('Kinds');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Edit Kinds' })).toBeFocused();
  await expect(views().filter({ hasText: 'Kinds' })).toContainText('genre:folk');
  expect(await shown('Kinds')).toEqual(['Folk']);
  await page.keyboard.press('Enter');
  await expect(field(editor('Kinds'), 'Name')).toBeFocused();
  await page.keyboard.type('Something');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Edit Kinds' })).toBeFocused();
  await page.getByRole('button', { name: 'By year' }).focus();
  await page.keyboard.press('Enter');
  await expect(field(editor(), 'Name')).toHaveValue('Years');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'By year' })).toBeFocused();
});

test('makes a playlist of what is searched for in the library', async () => {
  await page.goto(new URL('/?view=mount&q=artist%3A%22north+harbour%22+title-', service.url).href);
  await page.getByRole('button', { name: 'A playlist of your search' }).click();
  await expect(field(editor(), 'Shows')).toHaveValue('artist:"north harbour" title-');
  await field(editor(), 'Name').fill('Playlists/Harbour');
  await expect(editor().getByRole('checkbox', { name: 'Playlist' })).toBeChecked();
  await field(editor(), 'Name').press('Enter');
  await expect(views().filter({ hasText: 'Playlists/Harbour' })).toContainText('with a playlist');
  // The list follows the setting, the message the mount.
  await expect(toast()).toContainText('Playlists/Harbour is in the mount');
  expect(await shown('Playlists')).toEqual(['Harbour', 'Harbour.m3u8']);
  const lines = (await readFile(join(mounted, 'Playlists', 'Harbour.m3u8'), 'utf8'))
    .split('\n')
    .filter((line) => line.startsWith('Harbour/'));
  expect(lines[0]).toBe('Harbour/North Harbour - The Deep Path.aiff');
  expect(lines).toHaveLength(TRACKS.filter(({ artist }) => artist === 'North Harbour').length);
});

test('shows views that were set by the command line, without reload', async () => {
  const { code } = await descant(service.library, 'views', 'add', 'From the shell', '--best-copies');
  expect(code).toBe(0);
  await expect(views().filter({ hasText: 'From the shell' })).toContainText('best copies');
});

test('keeps the names of the mount: they hold at once, after a restart, and back to the default', async () => {
  const names = section('Usual names').getByRole('textbox', { name: 'Names' });
  const usual = await names.inputValue();
  await names.fill('$albumartist/$title[');
  await expect(names).toHaveAccessibleDescription(/"\[" is not closed/u);
  await names.fill('$albumartist/$title');
  await expect(
    preview(section('Usual names')).filter({ hasText: 'Juniper Hall/Legends of the North.mp3' }),
  ).toBeVisible();
  await section('Usual names').getByRole('button', { name: 'Save these names' }).click();
  await expect(toast()).toContainText('The names are saved');
  expect(await shown('Juniper Hall')).toContain('Legends of the North.mp3');

  await service.stop();
  service = await startLibraryService(join(folder, 'library'));
  await openPage();
  await expect(names).toHaveValue('$albumartist/$title');
  await page.getByRole('textbox', { name: 'Folder' }).fill(mounted);
  await page.getByRole('button', { name: 'Mount', exact: true }).click();
  await expect(section('State').getByText(`Mounted at ${mounted}`)).toBeVisible();
  expect(await shown('Juniper Hall')).toContain('Legends of the North.mp3');

  await section('Usual names').getByRole('button', { name: 'Back to the default' }).click();
  await expect(names).toHaveValue(usual);
  await expect(toast()).toContainText('The default names are restored');
  expect(await shown('Juniper Hall')).toEqual(['Northern Mountains (2008) [MP3]']);
  await toast().getByRole('button', { name: 'Undo' }).click();
  await expect(names).toHaveValue('$albumartist/$title');
});

test('makes names for the system that is chosen', async () => {
  await page.getByRole('button', { name: 'Something else' }).click();
  await field(editor(), 'Name').fill('Questions');
  await field(editor(), 'Names').fill('$title?');
  await editor().getByRole('button', { name: 'Add this view' }).click();
  await expect(toast()).toContainText('Questions is in the mount');
  expect(await shown('Questions')).toContain('Knolls?.ogg');
  await page.getByRole('radio', { name: 'FAT disks and Samba' }).check();
  await expect(toast()).toContainText('Names are now made for FAT disks and Samba');
  expect(await shown('Questions')).toContain('Knolls_.ogg');
  await toast().getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('radio', { name: 'Linux and macOS' })).toBeChecked();
  await expect.poll(() => shown('Questions')).toContain('Knolls?.ogg');
});

test('shows the files beside the originals or leaves them out, and lets others read or not', async () => {
  expect(await shown('North Harbour')).toContain('booklet.pdf');
  const beside = page.getByRole('switch', { name: 'Files beside the originals' });
  await expect(beside).toBeChecked();
  await beside.press(' ');
  await expect(toast()).toContainText('Only tracks are shown');
  await expect(beside).not.toBeChecked();
  expect(await shown('North Harbour')).not.toContain('booklet.pdf');
  await page.getByRole('switch', { name: 'Other users of this machine' }).check();
  await expect(toast()).toContainText('From the next mount on, others may read it');
  await toast().getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('switch', { name: 'Other users of this machine' })).not.toBeChecked();
});

test('changes that follow one another at once all arrive', async () => {
  const windows = page.getByRole('radio', { name: 'Windows' });
  let stored = 0;
  page.on('response', (response) => {
    if (response.url().includes('settings.set')) stored += 1;
  });
  await page.getByRole('radio', { name: 'Linux and macOS' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(windows).toBeChecked();
  await expect.poll(() => stored).toBe(3);
  expect(await shown('Questions')).toContain('Knolls_.ogg');
  await expect(toast()).toContainText('made for Windows');
});

test('leads to what was not accepted', async () => {
  await expect(section('State').getByRole('link')).toBeHidden();
  await writeFile(join(mounted, 'Questions', 'Legends of the North_.mp3'), 'this is not music').catch(() => {});
  const link = section('State').getByRole('link', { name: 'See which, and why' });
  await expect(section('State')).toContainText('1 change in the mount was not accepted.');
  await link.click();
  await expect(page.getByRole('region', { name: 'Saves and renames that were not accepted' })).toContainText(
    'Legends of the North.mp3',
  );
  await page.goBack();
});

test('says that views will be shown where nothing is mounted', async () => {
  await section('State').getByRole('button', { name: 'Unmount' }).click();
  await expect(section('State')).toContainText('Not mounted');
  await page.getByRole('button', { name: 'By year' }).click();
  await editor().getByRole('button', { name: 'Add this view' }).click();
  await expect(toast()).toContainText('Years will be in the mount');
  mkdirSync(mounted, { recursive: true });
  await page.getByRole('textbox', { name: 'Folder' }).fill(mounted);
  await page.getByRole('button', { name: 'Mount', exact: true }).click();
  await expect(section('State').getByText(`Mounted at ${mounted}`)).toBeVisible();
  expect(await shown('Years')).toEqual(['2005', '2008', '2010']);
});

test('drags tracks to other programs as files of the mount, with their edits', async () => {
  const { code } = await descant(service.library, 'edit', 'title:knolls', 'title=Knolls, edited');
  expect(code).toBe(0);
  await page.goto(new URL('/?q=edited', service.url).href);
  const row = page.getByRole('grid', { name: 'Tracks' }).getByRole('row', { name: 'Knolls, edited' });
  await page.evaluate(() => {
    document.addEventListener('dragstart', ({ dataTransfer }) => {
      const carried = ['DownloadURL', 'text/uri-list', 'text/plain'].map((type) => dataTransfer?.getData(type) ?? '');
      Object.assign(window, { carried });
    });
  });
  const button = page.getByRole('region', { name: 'Player' }).getByRole('button', { name: 'Queue' });
  let carried: readonly string[] = [];
  // A drag that begins before the service has answered carries no file.
  await expect
    .poll(async () => {
      await row.dragTo(button);
      carried = await page.evaluate(() => (window as unknown as { carried?: string[] }).carried ?? []);
      return carried[0];
    })
    .toContain('/mounted/');
  const [download = '', list, text] = carried;
  expect(text).toBe('North Harbour - Knolls, edited');
  const [, name, address] = /^application\/octet-stream:([^:]+):(http.+)$/u.exec(download) ?? [];
  expect(name).toContain('Knolls, edited');
  expect(list).toBe(address);
  const file = await page.evaluate(async (from) => {
    const answer = await fetch(from);
    const body = new TextDecoder('latin1').decode(await answer.arrayBuffer());
    return { name: answer.headers.get('Content-Disposition'), isEdited: body.includes('Knolls, edited') };
  }, address!);
  expect(file).toEqual({ name: `attachment; filename*=UTF-8''${encodeURIComponent(name!)}`, isEdited: true });
  expect(await page.evaluate(async () => (await fetch('/mounted/999999')).status)).toBe(404);
  await page.goBack();
});

test('names the programs that use the mount, and takes it away from them when told to', async () => {
  const file = await open(
    join(mounted, 'Years', '2008', 'Juniper Hall - Northern Mountains', '04 - Legends of the North.mp3'),
  );
  await section('State').getByRole('button', { name: 'Unmount' }).click();
  await expect(toast()).toContainText(`is in use by`);
  await expect(toast()).toContainText(`(${process.pid}). Close them first.`);
  await expect(section('State').getByText(`Mounted at ${mounted}`)).toBeVisible();
  await toast().getByRole('button', { name: 'Unmount anyway' }).click();
  await expect(section('State')).toContainText('Not mounted');
  await file.close().catch(() => {});
});
