/**
 * `npm run bench:ui -- [--files 100000]`: how fast the page is over a library of many files, in the Chromium of this
 * machine and with the real service: first rows, rows after a key, scrolling, an edit of 10 000 tracks and its undo,
 * long tasks, memory of the page and of the service.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { ensureDebianPackages, installCommand } from '../../main/setup/debian-packages.mjs';
import { createTerminal } from '../../main/setup/terminal.mjs';
import { benchArguments, count } from './arguments.ts';
import { startDescant, type RunningDescant } from './library/descant.ts';
import { manyTracks } from './library/many-tracks.ts';
import { memory, percentile } from './library/measures.ts';
import { installProbe } from './page/page-probe.ts';
import { end } from './requirements.ts';

const PAGE = fileURLToPath(new URL('../../dist/renderer/index.html', import.meta.url));
const WORDS = ['ash', 'harbour', 'lantern', 'zephyr', 'night', 'willow'];
const EDITED = 10_000;
const FRAMES = 150;
const NEEDED = [
  { name: 'ffmpeg', program: 'ffmpeg' },
  { name: 'python3', program: 'python3' },
  { name: 'chromium', program: 'chromium' },
];

interface Row {
  readonly name: string;
  readonly value: number;
  readonly digits: number;
  /** At most; `null` where there is no goal. */
  readonly goal: number | null;
}

/** Milliseconds until the first rows, of the page's second visit: the first one brings the session. */
async function firstRows(page: Page, url: string): Promise<number> {
  await page.goto(url);
  await page.waitForFunction(() => window.probe.firstRows !== null);
  await page.goto(new URL('/', url).href);
  await page.waitForFunction(() => window.probe.firstRows !== null);
  return page.evaluate(() => window.probe.firstRows ?? Number.NaN);
}

/** Milliseconds from each key to its rows: words are typed and deleted letter by letter. */
async function keys(page: Page): Promise<number[]> {
  const search = page.getByRole('textbox', { name: 'Search the library' });
  await search.focus();
  for (const word of WORDS) {
    for (const key of [...word, ...Array.from(word, () => 'Backspace')]) {
      await page.keyboard.press(key);
      await page.waitForFunction(() => window.probe.isSettled());
    }
  }
  return page.evaluate(() => window.probe.keys);
}

/** Milliseconds until an edit of many tracks is seen, and until its undo is. */
async function edit(page: Page, url: string): Promise<{ edit: number; undo: number; tracks: number }> {
  await page.goto(new URL(`/?q=${encodeURIComponent(`limit:${EDITED}`)}`, url).href);
  await page.waitForFunction(() => window.probe.firstRows !== null);
  await page.locator('[data-index="0"]').click();
  await page.keyboard.press('Control+a');
  const tracks = Number(await page.getByRole('grid').getAttribute('aria-rowcount')) - 1;
  const stars = (label: string): string => `[data-index="0"] [aria-label="${label}"]`;
  const seen = async (key: string, label: string): Promise<number> => {
    const waiting = page.evaluate((selector) => window.probe.until(selector), stars(label));
    await page.keyboard.press(key);
    return waiting;
  };
  await page.locator('[data-index="0"]').focus();
  return { edit: await seen('4', '4 of 5 stars'), undo: await seen('Control+z', 'No rating'), tracks };
}

async function measure(page: Page, descant: RunningDescant): Promise<Row[]> {
  const session = await page.context().newCDPSession(page);
  const first = await firstRows(page, descant.url);
  const typed = await keys(page);
  const slow = await page.evaluate(([frames]) => window.probe.scroll(400, frames!), [FRAMES]);
  const fast = await page.evaluate(([frames]) => window.probe.scroll(3000, frames!), [FRAMES]);
  const tasks = await page.evaluate(() => window.probe.longTasks);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const changed = await edit(page, descant.url);
  const editTasks = await page.evaluate(() => window.probe.longTasks);
  const longest = Math.max(0, ...tasks, ...editTasks);
  return [
    { name: 'first rows, s', value: first / 1000, digits: 2, goal: 0.8 },
    { name: 'key to rows, p50 ms', value: percentile(typed, 0.5), digits: 0, goal: 50 },
    { name: 'key to rows, p95 ms', value: percentile(typed, 0.95), digits: 0, goal: 100 },
    { name: 'scroll 400 px a frame, blank %', value: slow.blank * 100, digits: 1, goal: 0 },
    { name: 'scroll 3000 px a frame, rows after ms', value: fast.settled, digits: 0, goal: 100 },
    { name: `edit of ${changed.tracks} tracks seen, s`, value: changed.edit / 1000, digits: 2, goal: 1.5 },
    { name: 'its undo seen, s', value: changed.undo / 1000, digits: 2, goal: 1.5 },
    { name: 'longest task, ms', value: longest, digits: 0, goal: 100 },
    { name: 'heap of the page, MB', value: usedSize / 1e6, digits: 1, goal: 60 },
    { name: 'memory of the service, MB', value: memory(descant.pid).now, digits: 0, goal: 400 },
  ];
}

function print(rows: readonly Row[]): void {
  console.log(`${''.padEnd(40)}${'Descant'.padStart(10)}${'goal'.padStart(10)}`);
  for (const { name, value, digits, goal } of rows) {
    const met = goal === null || value <= goal ? '' : '  missed';
    console.log(
      `${name.padEnd(40)}${value.toFixed(digits).padStart(10)}${(goal === null ? '' : `≤ ${goal}`).padStart(10)}${met}`,
    );
  }
}

const USAGE = 'npm run bench:ui -- [--files 100000]';
const { values } = benchArguments(USAGE, { files: { type: 'string', default: '100000' } });
const wanted = count('--files', values.files, USAGE);
if (!existsSync(PAGE)) end('The page has not been built. Run: npm run build');
const missing = await ensureDebianPackages(NEEDED, createTerminal(process.stdout));
if (missing.length > 0) {
  end(
    `The files are made with ffmpeg and python3, and the page needs chromium. To get them: ${installCommand(missing)}`,
  );
}
const music = manyTracks(wanted);
const folder = mkdtempSync(join(tmpdir(), 'descant-bench-'));
const descant = await startDescant(folder);
try {
  console.log(`${wanted} files in ${music} are scanned …\n`);
  await descant.scan([music]);
  // Albums and values are derived behind the scan; what asks for them waits for that.
  await descant.api.facets.list.query({ field: 'genre' });
  const browser = await chromium.launch({
    executablePath: process.env['DESCANT_CHROMIUM'] ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(installProbe);
  print(await measure(page, descant));
  await browser.close();
} finally {
  await descant.stop();
  rmSync(folder, { recursive: true, force: true });
}
