/**
 * Tracks of one album without a gap: two halves of one FLAC, read and put on an audio graph by the code of the page,
 * are the whole again to the last sample; and the player goes from one to the other without stopping. Gains above 1 play
 * louder than the file.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import type * as ElementOutputs from '../../renderer/playback/element-output.ts';
import type * as PcmStreams from '../../renderer/playback/pcm-stream.ts';
import type * as RaisedLevels from '../../renderer/playback/raised-level.ts';
import type * as SampleLines from '../../renderer/playback/sample-line.ts';
import { openLibrary, partsOf, type OpenedLibrary } from './opened-library.ts';

const RATE = 44_100;
/** The second half is longer than it takes to look at the player while it plays. */
const SECONDS = 12;
/** Where the whole is cut: at no multiple of the pieces that are read, nor of the blocks of the graph. */
const CUT = 97_531;

let library: OpenedLibrary;

test.beforeAll(async () => {
  library = await openLibrary((music) => {
    mkdirSync(music, { recursive: true });
    const whole = join(music, 'whole.flac');
    const noise = `anoisesrc=seed=7:sample_rate=${RATE}:duration=${SECONDS}:amplitude=0.4,aformat=sample_fmts=s16:channel_layouts=stereo`;
    ffmpeg('-f', 'lavfi', '-i', noise, '-metadata', 'title=Whole', whole);
    for (const [number, trim] of [
      [1, `end_sample=${CUT}`],
      [2, `start_sample=${CUT}`],
    ] as const) {
      const tags = { title: `Half ${number}`, artist: 'Noise', album: 'Halves', track: `${number}/2` };
      const metadata = Object.entries(tags).flatMap(([name, value]) => ['-metadata', `${name}=${value}`]);
      ffmpeg('-i', whole, '-map_metadata', '-1', '-af', `atrim=${trim}`, ...metadata, join(music, `${number}.flac`));
    }
  });
});

test.afterAll(async () => {
  await library.close();
});

function ffmpeg(...words: readonly string[]): void {
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...words]);
}

/** Opens a page that can import the page's own modules of playback, one by one, beside its bundle. */
async function openModules(page: Page): Promise<void> {
  await page.route('**/playback/*.ts', (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
    const source = readFileSync(new URL(`../../renderer/playback/${name}`, import.meta.url), 'utf8');
    return route.fulfill({ contentType: 'text/javascript', body: stripTypeScriptTypes(source) });
  });
  await library.open(page);
}

async function idsByTitle(): Promise<(title: string) => number> {
  const list = await library.command('tracks', '--json');
  const { tracks } = JSON.parse(list) as { tracks: { id: number; title: string }[] };
  return (title) => tracks.find((track) => track.title === title)!.id;
}

test('two halves of a FLAC are the whole again, to the last sample', async ({ page }) => {
  await openModules(page);
  const idOf = await idsByTitle();
  const ids = { whole: idOf('Whole'), halves: [idOf('Half 1'), idOf('Half 2')] };
  const result = await page.evaluate(
    async ({ ids: { whole, halves }, total, rate }) => {
      const [streams, lines] = ['/playback/pcm-stream.ts', '/playback/sample-line.ts'];
      const { openPcmStream } = (await import(streams)) as typeof PcmStreams;
      const { SampleLine } = (await import(lines)) as typeof SampleLines;
      async function render(tracks: readonly number[], piece: number): Promise<AudioBuffer> {
        const context = new OfflineAudioContext(2, total, rate);
        const line = new SampleLine(context, context.destination, 0);
        for (const track of tracks) {
          const stream = await openPcmStream(track, 0);
          for (let samples = await stream.read(piece); samples !== null; samples = await stream.read(piece)) {
            line.add(samples, 1);
          }
        }
        return context.startRendering();
      }
      const one = await render([whole], total);
      const joined = await render(halves, 10_007);
      const differences = [0, 1].map((channel) => {
        const [a, b] = [one.getChannelData(channel), joined.getChannelData(channel)];
        // The graph computes with 32-bit floats: a lost sample of noise is thousands of times as far off.
        return [...a.keys()].filter((at) => Math.abs(a[at]! - b[at]!) > 1e-6);
      });
      const sounds = one.getChannelData(0).reduce((count, sample) => count + Number(sample !== 0), 0);
      const from = await openPcmStream(whole, 2);
      const [left = new Float32Array()] = (await from.read(5)) ?? [];
      from.close();
      return {
        differences,
        sounds,
        sought: [...left],
        there: Array.from(one.getChannelData(0).subarray(2 * rate, 2 * rate + 5)),
      };
    },
    { ids, total: RATE * SECONDS, rate: RATE },
  );
  expect(result.differences).toEqual([[], []]);
  expect(result.sounds).toBeGreaterThan(RATE * SECONDS * 0.99);
  expect(result.sought).toEqual(result.there);
});

test('a level above 1 raises all samples, and turns peaks down that would be cut off', async ({ page }) => {
  await openModules(page);
  const peaks = await page.evaluate(async (rate) => {
    const levels = '/playback/raised-level.ts';
    const { raisedLevel } = (await import(levels)) as typeof RaisedLevels;
    /** @returns the greatest sample of a tone that has been played at a level for a while */
    async function peakOf(amplitude: number, level: number): Promise<number> {
      const context = new OfflineAudioContext(1, rate, rate);
      const raised = raisedLevel(context);
      const tone = new OscillatorNode(context, { frequency: 441 });
      tone.connect(new GainNode(context, { gain: amplitude })).connect(raised.input);
      raised.setLevel(4);
      raised.setLevel(level);
      tone.start();
      const samples = (await context.startRendering()).getChannelData(0).subarray(rate / 2);
      return Math.max(...samples);
    }
    return { soft: await peakOf(0.3, 2), loud: await peakOf(0.8, 4), usual: await peakOf(0.95, 1) };
  }, RATE);
  expect(peaks.soft).toBeCloseTo(0.6, 2);
  expect(peaks.loud).toBeGreaterThan(0.8);
  expect(peaks.loud).toBeLessThanOrEqual(1);
  expect(peaks.usual).toBeCloseTo(0.95, 3);
});

test('a track that is streamed plays louder than its file where its gain says so', async ({ page }) => {
  await openModules(page);
  const whole = (await idsByTitle())('Whole');
  const heard = await page.evaluate(async (track) => {
    const outputs = '/playback/element-output.ts';
    const { elementOutput } = (await import(outputs)) as typeof ElementOutputs;
    const meters: AnalyserNode[] = [];
    const connect: (this: AudioNode, target: AudioNode) => AudioNode = AudioNode.prototype.connect;
    Object.assign(AudioNode.prototype, {
      connect(this: AudioNode, target: AudioNode): AudioNode {
        if (target instanceof AudioDestinationNode) {
          const meter = new AnalyserNode(this.context, { fftSize: 16_384 });
          meters.push(meter);
          connect.call(this, meter);
        }
        return connect.call(this, target);
      },
    });
    const ignore = (): void => {};
    const reached = Promise.withResolvers<void>();
    const output = elementOutput({
      playing: ignore,
      reached: (position) => (position > 1 ? reached.resolve() : undefined),
      duration: ignore,
      ended: ignore,
      joined: ignore,
      failed: () => reached.reject(new Error('it cannot be played')),
    });
    output.load(track, 0, 0.5);
    const atHalf = meters.length;
    output.load(track, 0, 2);
    output.setVolume(0.9);
    output.play();
    await reached.promise;
    output.pause();
    const samples = new Float32Array(16_384);
    const peaks = meters.map((meter) => {
      meter.getFloatTimeDomainData(samples);
      return Math.max(...samples);
    });
    return { atHalf, peak: Math.max(...peaks) };
  }, whole);
  expect(heard.atHalf).toBe(0);
  // Noise of 0.4, which two channels share as 0.283 each, at 1.8 times its level.
  expect(heard.peak).toBeGreaterThan(0.45);
  expect(heard.peak).toBeLessThanOrEqual(0.52);
});

test('the player goes from one half to the other without stopping', async ({ page }) => {
  await library.open(page, '/?q=album%3Ahalves&sort=track');
  const { row } = partsOf(page);
  const player = page.getByRole('region', { name: 'Player' });
  await row('Half 1').dblclick();
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.evaluate(() => {
    const stops: string[] = [];
    const button = document.querySelector('[aria-label="Player"] [aria-label="Pause"]')!;
    new MutationObserver(() => stops.push(button.getAttribute('aria-label') ?? '')).observe(button, {
      attributeFilter: ['aria-label'],
    });
    Object.assign(window, { stops });
  });
  await expect(player).toContainText('Half 2');
  expect(await page.evaluate(() => (window as unknown as { stops: string[] }).stops)).toEqual([]);
  const place = player.getByRole('slider', { name: 'Position in the track' });
  await expect.poll(async () => Number(await place.inputValue())).toBeGreaterThan(0.3);
  // Later than three seconds after the begin of a track, the key leads to the begin.
  await place.press('Home');
  await page.keyboard.press('Control+ArrowLeft');
  await expect(player).toContainText('Half 1');
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
});
