/** The browse columns: values that look the same, more values than a column lists, and queries of unknown fields. */
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeAudio } from '../support/audio.ts';
import { descant } from '../support/descant.ts';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';

/** More genres than a column lists. */
const MANY = 205;
/** The genre of each track. */
const GENRES = ['Hip Hop', 'Hip Hop', 'hip hop', 'Hip Hop '];

let library: OpenedLibrary;

test.beforeAll(async () => {
  library = await openLibrary((music) => {
    for (const [index, genre] of GENRES.entries()) {
      makeAudio(join(music, `${index}.flac`), {
        seconds: 1,
        pitch: 200 + 10 * index,
        tags: { title: `Track ${index}`, artist: 'Ember Quartet', genre },
      });
    }
  });
});

test.afterAll(async () => {
  await library.close();
});

test('lists each spelling of a genre, and shows white space that is not seen', async ({ page }) => {
  await library.open(page);
  const { grid, search } = partsOf(page);
  const genres = page.getByRole('listbox', { name: 'Genre' });
  await expect(genres.getByRole('option')).toHaveText([
    'All4',
    'Hip Hop≈ (one of 3 spellings) 2',
    'Hip Hop␣≈ (one of 3 spellings) 1',
    'hip hop≈ (one of 3 spellings) 1',
  ]);
  await genres.getByRole('option').nth(3).click();
  await expect(search).toHaveValue('genre:=="hip hop"');
  await expect(grid).toHaveAttribute('aria-rowcount', '2');
  await expect(genres.getByRole('option').nth(3)).toHaveAttribute('aria-selected', 'true');
});

test('chooses several values of a column with Ctrl, by mouse and by keyboard', async ({ page }) => {
  await library.open(page);
  const { grid, search } = partsOf(page);
  const genres = page.getByRole('listbox', { name: 'Genre' });
  const [first, second] = [genres.getByRole('option').nth(1), genres.getByRole('option').nth(3)];
  await first.click();
  await second.click({ modifiers: ['Control'] });
  await expect(search).toHaveValue('genre:=="Hip Hop"|"hip hop"');
  await expect(grid).toHaveAttribute('aria-rowcount', '4');
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await expect(second).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Control+Enter');
  await expect(search).toHaveValue('genre:=="Hip Hop"');
  await first.click();
  await expect(search).toHaveValue('');
});

test('sorts many genres, finds them, and reaches each of them', async ({ page }) => {
  const genres = Array.from({ length: MANY }, (_, index) => `genre=Genre ${index}`);
  await library.command('edit', 'title:="Track 0"', ...genres);
  await library.open(page);
  const { search } = partsOf(page);
  const browse = page.getByRole('region', { name: 'Browse' });
  await expect(browse).toContainText('208');
  const list = page.getByRole('listbox', { name: 'Genre' });
  const found = list.getByRole('option');
  await browse.getByRole('button', { name: 'A–Z: sort genres by name' }).click();
  await expect(found.nth(1)).toHaveText('Genre 01');
  await found.nth(1).focus();
  await page.keyboard.press('End');
  await expect(list.getByRole('option', { name: 'Genre 204' })).toBeVisible();
  await expect(found.last()).toBeFocused();
  await browse.getByRole('button', { name: 'A–Z: sort genres by name' }).click();
  await browse.getByRole('textbox', { name: 'Find genres' }).fill('genre 204');
  await expect(found).toHaveText(['All', 'Genre 2041']);
  await found.last().click();
  await expect(search).toHaveValue('genre:="Genre 204"');
});

test('explains a field that no track has, in the page and on the command line', async ({ page }) => {
  await library.open(page);
  const { search, row } = partsOf(page);
  await expect(row('Track 1')).toBeVisible();
  await search.fill('artst:ember');
  await expect(page.locator('#search-problem')).toContainText('No track has a field "artst"; did you mean artist:?');
  await expect(row('Track 1')).toBeVisible();
  expect(await descant(library.service.library, 'tracks', 'artst:ember')).toMatchObject({
    code: 1,
    stderr: 'descant: no track has a field "artst"; did you mean artist:?\n  artst:ember\n  ^\n',
  });
});

test('asks for the values of a field that is typed only where tracks are counted by it', async ({ page }) => {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(`${message.location().url} ${message.text()}`);
  });
  await library.open(page);
  const { search } = partsOf(page);
  for (const term of ['path:odd', 'comment:odd']) {
    await search.fill(term);
    await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
    await search.fill('');
    await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeHidden();
  }
  await search.fill('genre:hip');
  await expect(search).toHaveAccessibleDescription('Arrow right completes it to genre:"Hip Hop"');
  expect(refused.filter((text) => text.includes('facets.list'))).toEqual([]);
});
