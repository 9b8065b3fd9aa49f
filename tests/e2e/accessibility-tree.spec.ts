/** The main flows as screen readers meet them: roles, names and states of the accessibility tree, step by step. */
import { expect, test, type Page } from '@playwright/test';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';

let library: OpenedLibrary;

test.beforeAll(async () => {
  library = await openLibrary();
  await library.command('edit', 'Sad', 'title=Sorrow');
  await library.command('playlists', 'create', 'Long ones', '--query', 'length:0:01..', '--sort', 'title');
});

test.afterAll(async () => {
  await library.close();
});

/** Follows a link of the rail. */
const goTo = (page: Page, name: string): Promise<void> =>
  page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: new RegExp(`^${name}`, 'u') })
    .click();

test('a track is found, selected, read and edited', async ({ page }) => {
  await library.open(page, '/?q=album:shadows&sort=title');
  const { grid, details, row } = partsOf(page);
  await row('Sorrow').click();
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - heading "Library" [level=1]
      - search:
        - textbox "Search the library":
          - text: album:shadows
        - button "What the search means"
        - button "Clear the search"
      - region "Browse":
        - heading "Genre" [level=2]
        - listbox "Genre":
          - option "All 3" [selected]
          - option "Ambient 3"
      - button "Columns"
      - grid "Tracks":
        - rowgroup:
          - row /^Number Title Artist/:
            - columnheader "Title":
              - button "Title"
        - rowgroup:
          - row /^1 Into the Shadows Ember Quartet/
          - row /^3 Sorrow \\(edited\\) Ember Quartet/ [selected]:
            - gridcell "3"
            - gridcell "Sorrow (edited)"
            - gridcell "Ember Quartet"
  `);
  await expect(details).toMatchAriaSnapshot(`
    - complementary "Details":
      - heading "Sorrow" [level=2]
      - toolbar "With the selection":
        - button "Play more like this"
        - button "Actions …"
      - term: Title
      - definition:
        - 'button "Edit Title: Sorrow"'
        - 'button "Restore the value of the file: Title"'
        - text: /was Sad · by .+/
      - term: Artist
      - definition:
        - 'button "Edit Artist: Ember Quartet"'
      - region "Similar tracks":
        - heading "Similar tracks" [level=3]
      - region "History":
        - list:
          - listitem:
            - deletion: Sad
            - insertion: Sorrow
            - button /^Undo. Title/
  `);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F2');
  await expect(grid.getByRole('row', { selected: true })).toMatchAriaSnapshot(`
    - row [selected]:
      - gridcell "3"
      - gridcell:
        - textbox "Title": Sorrow
  `);
});

test('what can be done with a track is in its menu, and every command in the palette', async ({ page }) => {
  await library.open(page, '/?q=album:shadows&sort=title');
  await partsOf(page).row('Sorrow').click({ button: 'right' });
  await expect(page.getByRole('menu').first()).toMatchAriaSnapshot(`
    - menu "1 track":
      - group:
        - menuitem "Play"
        - menuitem "Play next"
        - menuitem "Add to queue"
      - group:
        - menuitem "Edit"
        - menuitem "Rating"
      - group:
        - menuitem "Find similar"
        - menuitem "Compare sounds" [disabled]
        - menuitem "Add to playlist …"
  `);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('undo');
  await expect(page.getByRole('dialog')).toMatchAriaSnapshot(`
    - dialog "All commands":
      - combobox "All commands" [expanded]: undo
      - listbox "All commands":
        - group "Commands":
          - option /^Undo/ [selected]
        - group "Changes of the library":
          - 'option /^Undo: Title: Sad → Sorrow/'
  `);
});

test('a track plays, with what comes next', async ({ page }) => {
  await library.open(page, '/?q=album:shadows&sort=title');
  await partsOf(page).row('Journey’s End').dblclick();
  await page.keyboard.press('q');
  await expect(page.getByRole('region', { name: 'Player' })).toMatchAriaSnapshot(`
    - region "Player":
      - button "Journey’s End Ember Quartet"
      - button "Previous track"
      - button "Pause"
      - button "Next track"
      - slider "Position in the track"
      - button "Shuffle"
      - 'button "Repeat: off"'
      - button "Mute"
      - slider "Volume"
      - button "Queue" [pressed]
  `);
  await expect(page.getByRole('complementary', { name: 'Queue' })).toMatchAriaSnapshot(`
    - complementary "Queue":
      - heading "Queue" [level=2]
      - button "Close the queue"
      - heading "Journey’s End" [level=3]
      - region "Up next":
        - heading "Up next" [level=3]
        - button "Save as playlist …"
        - button "Clear"
  `);
});

test('albums are a grid of links, and a playlist is a rule with its tracks', async ({ page }) => {
  await library.open(page);
  await goTo(page, 'Albums');
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - heading "Albums" [level=1]
      - search:
        - textbox "Search albums"
      - region "Albums":
        - navigation "Which albums":
          - link "All 3"
          - link "No cover 1"
        - combobox "Order of the albums"
        - slider "Size of the covers"
        - grid "Albums":
          - rowgroup:
            - row:
              - gridcell /^Into the Shadows/:
                - link /^Into the Shadows Ember Quartet 2005 · 3 tracks/
                - button "Play Into the Shadows"
  `);
  await goTo(page, 'Playlists');
  await page.getByRole('main').getByRole('link', { name: 'Long ones' }).click();
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - heading "Playlists" [level=1]
      - search:
        - textbox "Find playlists"
      - region "Playlists":
        - link "All playlists"
        - article:
          - heading "Long ones" [level=2]
          - button "Play"
          - button "Shuffle"
          - button "More actions for Long ones"
          - form "Rule":
            - text: Tracks for which
            - button "Length is at least 0:01"
            - button "Add a condition"
            - combobox "Order of the tracks"
            - textbox "Limit"
          - grid "Tracks of Long ones":
            - rowgroup:
              - row /^Number Title/:
                - columnheader "Title":
                  - button "Title"
  `);
});

test('what the library finds in itself, and every change with its undo, are lists under headings', async ({ page }) => {
  await library.open(page);
  await goTo(page, 'Review');
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - heading "Review" [level=1]
      - region "Review":
        - navigation "Checks":
          - link "Overview"
          - link /^Duplicates/
          - region "Errors":
            - link "Unreadable files 1 finding"
        - region "What the library finds in itself":
          - heading "What the library finds in itself" [level=2]
          - 'region "What the library finds in itself: details"':
            - heading "Errors" [level=3]
            - list:
              - listitem:
                - link "file cannot be read"
  `);
  await goTo(page, 'Activity');
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - heading "Activity" [level=1]
      - region "Jobs":
        - heading "Jobs" [level=2]
        - list:
          - listitem:
            - button "Scan the folders again"
      - region "Changes":
        - heading "Changes" [level=2]
        - search:
          - textbox "Find changes"
        - radiogroup "Changes by":
          - radio "All" [checked]
        - heading "Today" [level=3]
        - list:
          - listitem:
            - 'button "Title: Sad → Sorrow · 1 track"'
            - button /^Undo. Title. Sad → Sorrow/
      - region "Files with errors":
        - heading "Files with errors" [level=2]
        - list:
          - listitem:
            - button /^Try again/
  `);
});
