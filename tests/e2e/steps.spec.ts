/**
 * How many steps a day's tasks take, by mouse and by keyboard alone, beside the best other program: real Chromium, the
 * real service, real audio, and a real mount that is looked into. `person.ts` says what a step is and counts them;
 * `docs/steps.md` has the table, each row of which is compared with what was counted.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';
import { Person, type Device } from './person.ts';
import { makeRecordings } from './recordings-music.ts';
import { makePicture, makeStepsMusic } from './steps-music.ts';

const DOCS = readFileSync(fileURLToPath(new URL('../../docs/steps.md', import.meta.url)), 'utf8');
const DEVICES: readonly Device[] = ['mouse', 'keyboard'];
const CAN_MOUNT = existsSync('/dev/fuse');

let library: OpenedLibrary;
let page: Page;
let mounted: string;
const rows: string[] = [];

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000);
  library = await openLibrary(makeStepsMusic);
  await library.command('scan', '--wait', 'analysis');
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  page = await context.newPage();
  await library.open(page);
  mounted = join(library.folder, 'Mounted');
  if (CAN_MOUNT) await call('mount.start', { directory: mounted });
});

test.afterAll(async () => {
  if (CAN_MOUNT) await call('mount.stop', { force: true });
  await page.context().close();
  await library.close();
  process.stdout.write(`\n${rows.join('\n')}\n`);
});

/** A change through the API, between two tasks. */
async function call(procedure: string, input: unknown): Promise<void> {
  const answer = await page.evaluate(
    async ([route, body]) => {
      const headers = { 'Content-Type': 'application/json' };
      const response = await fetch(`/trpc/${route}`, { method: 'POST', headers, body });
      return [response.status, await response.text()];
    },
    [procedure, JSON.stringify(input)] as const,
  );
  expect(answer[0], String(answer[1])).toBe(200);
}

/** What programs read of a field in the mount, of the first and the last song; nothing where nothing can be mounted. */
function tagsInMount(field: string): string[] {
  const files = readdirSync(mounted, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /Song (?:01|12)/u.test(name),
  );
  const shown = ['-v', 'error', '-show_entries', `format_tags=${field}`, '-of', 'csv=p=0'];
  return files
    .map((name) =>
      execFileSync('ffprobe', [...shown, join(mounted, name)])
        .toString()
        .trim(),
    )
    .toSorted();
}

interface Task {
  readonly name: string;
  /** Steps of the best other program; `null` where none can do it. */
  readonly peer: number | null;
  /** Where the person begins. */
  readonly start: (device: Device) => Promise<void>;
  readonly by: Readonly<Record<Device, (person: Person) => Promise<void>>>;
  /** Looks whether it was done. */
  readonly done: (device: Device) => Promise<void>;
  /** Makes it undone for the other device. */
  readonly after?: () => Promise<void>;
}

function task({ name, peer, start, by, done, after }: Task): void {
  test(name, async () => {
    const counts: number[] = [];
    for (const device of DEVICES) {
      await start(device);
      const person = new Person(page, device);
      await by[device](person);
      await done(device);
      counts.push(person.steps);
      if (peer !== null) expect(person.steps, `steps by ${device}`).toBeLessThanOrEqual(peer);
      if (device === 'mouse') await after?.();
    }
    const row = `| ${name} | ${counts.join(' | ')} | ${peer ?? '–'} |`;
    rows.push(row);
    expect(DOCS).toContain(`${row}\n`);
  });
}

const parts = () => partsOf(page);
const tool = (name: string): Locator =>
  page.getByRole('toolbar', { name: 'With the selection' }).getByRole('button', { name });
const selectAll = (): Locator => page.getByRole('button', { name: 'Select all' });
const player = (): Locator => page.getByRole('region', { name: 'Player' });
const undoLast = (): Promise<void> => call('history.undo', {});

/** The page anew at an address, as it is after a start. */
async function open(address: string): Promise<void> {
  await page.goto(new URL(address, library.service.url).href);
}

/** A list of the library, with the focus on its first row and nothing selected but that. */
async function openList(query: string, tracks: number): Promise<void> {
  await open(`/?q=${encodeURIComponent(query)}`);
  await expect(parts().grid).toHaveAttribute('aria-rowcount', String(tracks + 1));
  await parts().grid.locator('[data-index="0"]').focus();
}

/** The same with all of its tracks selected. */
async function openSelected(query: string, tracks: number): Promise<void> {
  await openList(query, tracks);
  await page.keyboard.press('Control+a');
  await expect(parts().details.getByRole('heading', { name: `${tracks} tracks` })).toBeVisible();
}

/** The same with one of them selected. */
async function openTrack(query: string): Promise<void> {
  await open(`/?q=${encodeURIComponent(query)}&sort=title`);
  await parts().grid.locator('[data-index="0"]').click();
  await expect(parts().details.getByRole('heading', { level: 2 })).toBeVisible();
}

async function openWall(): Promise<void> {
  await open('/?view=albums');
  const tile = page.getByRole('link', { name: /Northern Mountains/u });
  await expect(tile).toBeVisible();
  await page.getByRole('grid', { name: 'Albums' }).locator('a[tabindex="0"]').focus();
  if ((await tile.getAttribute('tabindex')) !== '0') await page.keyboard.press('ArrowRight');
  await expect(tile).toBeFocused();
}

async function expectToast(text: string | RegExp): Promise<void> {
  await expect(parts().toast).toContainText(text);
}

task({
  name: 'Set the artist of 12 tracks',
  peer: 3,
  start: () => openList('song', 12),
  by: {
    mouse: async (person) => {
      await person.click(selectAll());
      await person.type('Ida Wren', parts().field('Artist'));
    },
    keyboard: async (person) => {
      await person.press('Control+a');
      await person.press('Control+k');
      await person.type('artist=I. Wren');
    },
  },
  done: async (device) => {
    await expectToast('Artist changed on 12 tracks');
    const artist = device === 'mouse' ? 'Ida Wren' : 'I. Wren';
    if (CAN_MOUNT) await expect.poll(() => tagsInMount('artist')).toEqual([artist, artist]);
  },
});

task({
  name: 'Number tracks from 1 to n',
  peer: 3,
  start: () => openList('song', 12),
  by: {
    mouse: async (person) => {
      await person.click(selectAll());
      await person.click(tool('Number the tracks …'));
      await person.click(page.getByRole('button', { name: 'Apply as one batch' }));
    },
    keyboard: async (person) => {
      await person.press('Control+a');
      await person.press('n');
      await expect(page.getByRole('button', { name: 'Apply as one batch' })).toBeEnabled();
      await person.press('Control+Enter');
    },
  },
  done: async () => {
    await expectToast(/changed on 12 tracks/u);
    if (CAN_MOUNT) await expect.poll(() => tagsInMount('track')).toEqual(['1/12', '12/12']);
  },
  after: undoLast,
});

task({
  name: 'Give 12 tracks a cover',
  peer: 3,
  start: () => openList('song', 12),
  by: {
    mouse: async (person) => {
      const picture = makePicture(join(library.folder, 'one.jpg'), 1);
      await person.click(selectAll());
      await person.choose(picture, () => person.click(parts().details.getByRole('button', { name: 'Add a picture' })));
    },
    keyboard: async (person) => {
      const picture = makePicture(join(library.folder, 'two.jpg'), 2);
      await person.press('Control+a');
      await person.choose(picture, () => person.press('i'));
    },
  },
  done: () => expectToast('Picture changed on 12 tracks'),
  after: undoLast,
});

task({
  name: 'Show the tracks without a year',
  peer: 1,
  start: () => openList('', 15),
  by: {
    mouse: (person) => person.type('missing:year', parts().search),
    keyboard: (person) => person.type('missing:year', '/'),
  },
  done: () => expect(parts().grid).toHaveAttribute('aria-rowcount', '13'),
});

task({
  name: 'Merge spellings of a genre',
  peer: 4,
  start: () => openList('', 15),
  by: {
    mouse: async (person) => {
      await person.click(page.getByRole('link', { name: 'Merge the spellings of genres' }));
      await person.click(page.getByRole('button', { name: 'Fix 4 tracks' }));
    },
    keyboard: async (person) => {
      await person.press('Control+k');
      await person.type('genres in several', null, page.getByRole('option', { name: /^Genres in several/u }));
      await expect(page.getByRole('button', { name: 'Fix 4 tracks' })).toBeFocused();
      await person.press('Enter');
    },
  },
  done: () => expectToast(/fixed on 4 tracks/u),
  after: undoLast,
});

task({
  name: 'Rename an album',
  peer: 3,
  start: () => openList('song', 12),
  by: {
    mouse: async (person) => {
      await person.click(selectAll());
      await person.type('Loud Machines', parts().field('Album'));
    },
    keyboard: async (person) => {
      await person.press('Control+a');
      await person.press('Control+k');
      await person.type('album=Quiet Machines');
    },
  },
  done: async (device) => {
    await expectToast('Album changed on 12 tracks');
    const album = device === 'mouse' ? 'Loud Machines' : 'Quiet Machines';
    if (CAN_MOUNT) await expect.poll(() => tagsInMount('album')).toEqual([album, album]);
  },
});

task({
  name: 'Undo the third-last change',
  peer: 2,
  start: async () => {
    await openList('song', 12);
    for (const field of ['composer', 'mood', 'label']) {
      await call('tracks.editMatching', { query: 'song', changes: { [field]: [`A ${field}`] }, naming: 'exact' });
    }
  },
  by: {
    mouse: async (person) => {
      await person.click(page.getByRole('link', { name: /^Activity/u }));
      await person.click(page.getByRole('button', { name: /^Undo: Composer/u }).first());
    },
    keyboard: async (person) => {
      await person.press('Control+k');
      await person.type('undo composer', null, page.getByRole('option', { name: /^Undo: Composer/u }));
    },
  },
  done: () => expectToast(/^Undone: 12 fields restored/u),
  after: () => call('tracks.editMatching', { query: 'song', changes: { mood: null, label: null }, naming: 'exact' }),
});

task({
  name: 'See the history of a field',
  peer: 1,
  start: async () => {
    await openTrack('song');
    await expect(parts().details.getByRole('region', { name: 'History' })).toBeVisible();
  },
  by: {
    mouse: (person) => person.click(tool('Show the history')),
    keyboard: (person) => person.press('h'),
  },
  done: async () => {
    await expect(page.getByRole('heading', { name: 'History' })).toBeFocused();
    await expect(parts().details.getByRole('region', { name: 'History' })).toContainText('Ida Wren → I. Wren');
  },
});

task({
  name: 'Play an album in its order, without gaps',
  peer: 2,
  start: openWall,
  by: {
    mouse: (person) => person.click(page.getByRole('button', { name: 'Play Northern Mountains' })),
    keyboard: async (person) => {
      await person.press('Enter');
      await expect(page.getByRole('button', { name: 'Play', exact: true }).and(page.locator(':focus'))).toBeVisible();
      await person.press('Enter');
    },
  },
  done: () => expect(player()).toContainText('Legends of the North'),
});

task({
  name: 'Queue an album behind what plays',
  peer: 2,
  start: openWall,
  by: {
    mouse: async (person) => {
      await person.click(page.getByRole('link', { name: /Northern Mountains/u }));
      await person.click(page.getByRole('button', { name: 'Add to queue' }));
    },
    keyboard: (person) => person.press('Control+Enter'),
  },
  done: () => expectToast('3 tracks added to the queue'),
});

task({
  name: 'Shuffle what plays',
  peer: 2,
  start: openWall,
  by: {
    mouse: (person) => person.click(player().getByRole('button', { name: /Shuffle/u })),
    keyboard: (person) => person.press('s'),
  },
  done: (device) =>
    expect(player().getByRole('button', { name: /Shuffle/u })).toHaveAttribute(
      'aria-pressed',
      String(device === 'mouse'),
    ),
});

task({
  name: 'Rate a track',
  peer: 1,
  start: () => openTrack('song'),
  by: {
    mouse: async (person) => {
      const stars = parts().grid.locator('[data-index="0"] [data-column="rating"]').getByRole('img');
      await person.click(stars);
    },
    keyboard: (person) => person.press('4'),
  },
  done: () => expectToast('Rating changed on 1 track'),
  after: undoLast,
});

task({
  name: 'Put tracks into a playlist by hand',
  peer: 2,
  start: () => openSelected('song', 12),
  by: {
    mouse: async (person) => {
      await person.click(tool('Add to playlist …'));
      await person.type('By mouse');
    },
    keyboard: async (person) => {
      await person.press('p');
      await person.type('By keys');
    },
  },
  done: () => expectToast(/^12 tracks added to By/u),
});

task({
  name: 'Play more like this',
  peer: 1,
  start: () => openTrack('song'),
  by: {
    mouse: (person) => person.click(tool('Play more like this')),
    keyboard: (person) => person.press('m'),
  },
  done: async () => {
    await expect(player()).toContainText('Song 01');
    await page.keyboard.press('q');
    const queue = page.getByRole('complementary', { name: 'Queue' });
    await expect(queue.getByRole('button', { name: 'Without end' })).toHaveAttribute('aria-pressed', 'true');
    await expect(queue.getByRole('grid', { name: 'Up next' }).getByRole('row').first()).toBeVisible();
    await page.keyboard.press('q');
  },
});

task({
  name: 'Fill missing covers from folders',
  peer: null,
  start: () => openList('', 15),
  by: {
    mouse: async (person) => {
      await person.click(page.getByRole('link', { name: /^Review/u }));
      await person.click(page.getByRole('link', { name: /^Albums without a cover/u }));
      await person.click(page.getByRole('button', { name: 'Give 3 tracks their cover' }));
    },
    keyboard: async (person) => {
      await person.press('Control+k');
      await person.type('albums without', null, page.getByRole('option', { name: /^Albums without a cover/u }));
      await expect(page.getByRole('button', { name: 'Give 3 tracks their cover' })).toBeFocused();
      await person.press('Enter');
    },
  },
  done: () => expectToast('3 tracks have a cover now.'),
  after: undoLast,
});

task({
  name: 'Go to the wall of albums',
  peer: 1,
  start: () => openList('', 15),
  by: {
    mouse: (person) => person.click(page.getByRole('link', { name: 'Albums', exact: true })),
    keyboard: (person) => person.press('Shift+a'),
  },
  done: () => expect(page.getByRole('grid', { name: 'Albums' })).toBeVisible(),
});

task({
  name: 'Copy a selection to a folder',
  peer: 2,
  start: () => openSelected('song', 12),
  by: {
    mouse: async (person) => {
      await person.click(tool('Copy to a folder …'));
      await person.type(join(library.folder, 'mouse'));
    },
    keyboard: async (person) => {
      await person.press('c');
      await person.type(join(library.folder, 'keyboard'));
    },
  },
  done: async (device) => {
    await expectToast(/^12 files copied to /u);
    const copies = readdirSync(join(library.folder, device), { recursive: true, encoding: 'utf8' });
    const songs = copies.filter((name) => name.endsWith('.mp3'));
    expect(songs).toHaveLength(12);
    const artist = ['-v', 'error', '-show_entries', 'format_tags=artist', '-of', 'csv=p=0'];
    const path = join(library.folder, device, songs[0]!);
    expect(
      execFileSync('ffprobe', [...artist, path])
        .toString()
        .trim(),
    ).toBe('I. Wren');
  },
});

task({
  name: 'Choose a column',
  peer: 2,
  start: () => openList('', 15),
  by: {
    mouse: async (person) => {
      await person.rightClick(page.locator('[data-heading="artist"]'));
      await person.click(page.getByRole('menuitemcheckbox', { name: 'Bit rate' }));
    },
    keyboard: async (person) => {
      await person.press('Control+k');
      await person.type('column file name');
    },
  },
  done: (device) => expect(page.locator(`[data-heading="${device === 'mouse' ? 'bitrate' : 'file'}"]`)).toBeVisible(),
});

task({
  name: 'Sort by two columns',
  peer: 2,
  start: () => openList('', 15),
  by: {
    mouse: async (person) => {
      const heading = (name: string): Locator => page.locator(`[data-heading="${name}"] > button`);
      await person.click(heading('year'));
      await person.click(heading('title'), { with: 'Shift' });
    },
    keyboard: async (person) => {
      await person.press('Control+k');
      await person.type('sort year, title');
    },
  },
  done: (device) => expect(page).toHaveURL(device === 'mouse' ? /sort=year/u : /sort=year(?:%2C|,)title/u),
});

task({
  name: 'Decide about all duplicates',
  peer: null,
  start: async () => {
    const recordings = join(library.folder, 'music', 'Twice');
    if (!existsSync(recordings)) {
      makeRecordings(recordings, 3);
      await library.command('scan', '--wait', 'analysis');
    }
    await openList('', 21);
  },
  by: {
    mouse: async (person) => {
      await person.click(page.getByRole('link', { name: /^Review/u }));
      await person.click(page.getByRole('link', { name: 'recordings are there more than once' }));
      await person.click(page.getByRole('button', { name: 'Decide about all …' }));
      await person.click(page.getByRole('button', { name: 'Change 6 tracks' }));
    },
    keyboard: async (person) => {
      await person.press('Control+k');
      await person.type('duplicates', null, page.getByRole('option', { name: /^Duplicates/u }));
      await expect(page.getByRole('button', { name: 'Decide about all …' })).toBeFocused();
      await person.press('Enter');
      await expect(page.getByRole('button', { name: 'Change 6 tracks' })).toBeEnabled();
      await person.press('Control+Enter');
    },
  },
  done: async () => {
    await expectToast('6 tracks changed');
    await expect(page.getByText(/^No recording is there twice/u)).toBeVisible();
    await openList('', 18);
  },
  after: undoLast,
});
