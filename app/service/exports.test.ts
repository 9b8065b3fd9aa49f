import { describe, expect, it } from 'vitest';
import type { ExportRequest, ExportSelection } from '../library/export.ts';
import type { ExportedTrack, ExportPage, ExportWish } from '../model/export.ts';
import { Exports, ExportRunningError } from './exports.ts';

const trackOf = (id: number): ExportedTrack => ({ id }) as unknown as ExportedTrack;
const ALL: ExportWish = { where: 'all', format: 'jsonl', history: false };

/** Exports over tracks 1 … `tracks`, with what was asked of the library. */
function exportsOver(tracks: number, fails: (request: ExportRequest) => void = () => undefined) {
  const asked: { at: number | undefined; selection?: ExportSelection; request?: ExportRequest }[] = [];
  const known = Array.from({ length: tracks }, (_, i) => i + 1);
  const exports = new Exports((at) => ({
    countExported: async (selection) => {
      asked.push({ at, selection });
      return tracks;
    },
    exportPage: async (request): Promise<ExportPage> => {
      asked.push({ at, request });
      fails(request);
      const { after, limit, ids } = request;
      const found = (ids ?? known).filter((id) => id > after).slice(0, limit);
      return { tracks: found.map(trackOf), next: found.length < limit ? null : found.at(-1)! };
    },
  }));
  return { exports, asked };
}

async function textOf(texts: AsyncIterable<string>): Promise<string> {
  let whole = '';
  for await (const text of texts) whole += text;
  return whole;
}
const idsIn = (text: string): number[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { id: number }).id);

describe('an export as a stream', () => {
  it('has every track once, page by page, and tells how far it is', async () => {
    const { exports, asked } = exportsOver(600);
    expect(exports.progress.state).toBe('idle');
    const { ticket, total } = await exports.begin({ ...ALL, asOf: 5 });
    expect(total).toBe(600);
    expect(exports.progress).toEqual({
      state: 'waiting',
      isPaused: false,
      done: 0,
      total: 600,
      message: null,
      code: null,
    });
    const seen: number[] = [];
    let text = '';
    for await (const piece of exports.stream(ticket)) {
      text += piece;
      seen.push(exports.progress.done);
    }
    expect(idsIn(text)).toEqual(Array.from({ length: 600 }, (_, i) => i + 1));
    expect(seen).toEqual([0, 0, 250, 500, 600]);
    expect(exports.progress).toMatchObject({ state: 'done', done: 600 });
    expect(asked.map(({ at }) => at)).toEqual([5, 5, 5, 5]);
    expect(asked.at(-1)?.request).toEqual({ query: '', after: 500, limit: 250, history: false });
  });

  it('of a query has what a list shows for it, also for an empty one', async () => {
    const { exports, asked } = exportsOver(1);
    const { ticket } = await exports.begin({ ...ALL, where: { query: '' }, history: true });
    await textOf(exports.stream(ticket));
    expect(asked[0]?.selection).toEqual({ query: '', listed: true });
    expect(asked[1]?.request).toEqual({ query: '', listed: true, after: 0, limit: 250, history: true });
  });

  it('of a selection asks for the tracks of each page alone, each once', async () => {
    const { exports, asked } = exportsOver(1000);
    const ids = Array.from({ length: 300 }, (_, i) => 600 - i * 2);
    const { ticket, total } = await exports.begin({ ...ALL, where: { ids: [...ids, 600] } });
    expect(total).toBe(300);
    expect(idsIn(await textOf(exports.stream(ticket)))).toEqual(ids.toReversed());
    expect(asked.map(({ request }) => request?.ids?.length)).toEqual([250, 50]);
  });

  it('can be fetched once, by its own ticket', async () => {
    const { exports } = exportsOver(2);
    const { ticket } = await exports.begin(ALL);
    expect(exports.wishOf('other')).toBeNull();
    expect(await textOf(exports.stream('other'))).toBe('');
    expect(exports.wishOf(ticket)).toBe(ALL);
    expect(idsIn(await textOf(exports.stream(ticket)))).toEqual([1, 2]);
    expect(exports.wishOf(ticket)).toBeNull();
    expect(await textOf(exports.stream(ticket))).toBe('');
  });

  it('that nobody fetched is replaced; one that is being fetched is not', async () => {
    const { exports } = exportsOver(2);
    const first = await exports.begin(ALL);
    const waits = exports.settled();
    const second = await exports.begin(ALL);
    await waits;
    expect(exports.wishOf(first.ticket)).toBeNull();
    const reading = exports.stream(second.ticket);
    await reading.next();
    await expect(exports.begin(ALL)).rejects.toThrow(ExportRunningError);
    await textOf(reading);
    await exports.begin(ALL);
  });

  it('that is cancelled breaks off instead of ending', async () => {
    const { exports } = exportsOver(600);
    const { ticket } = await exports.begin(ALL);
    const reading = exports.stream(ticket);
    await reading.next();
    await reading.next();
    exports.cancel();
    await expect(reading.next()).rejects.toThrow('the export was cancelled');
    await exports.settled();
    expect(exports.progress).toMatchObject({ state: 'cancelled', done: 250, message: null });
  });

  it('can be cancelled before it is fetched', async () => {
    const { exports } = exportsOver(1);
    const { ticket } = await exports.begin(ALL);
    exports.cancel();
    expect(exports.progress.state).toBe('cancelled');
    expect(exports.wishOf(ticket)).toBeNull();
    await exports.settled();
  });

  it('whose reader goes away is cancelled', async () => {
    const { exports } = exportsOver(600);
    const { ticket } = await exports.begin(ALL);
    const reading = exports.stream(ticket);
    await reading.next();
    await reading.return();
    await exports.settled();
    expect(exports.progress.state).toBe('cancelled');
  });

  it('rests between two pages while it is paused, and goes on, is cancelled, or ends with its reader', async () => {
    for (const end of ['go on', 'cancel', 'leave']) {
      const { exports } = exportsOver(600);
      expect(() => exports.setPaused(true)).toThrow(expect.objectContaining({ code: 'NOTHING_TO_PAUSE' }));
      const { ticket } = await exports.begin(ALL);
      const reading = exports.stream(ticket);
      await reading.next();
      await reading.next();
      exports.setPaused(true);
      expect(exports.progress).toMatchObject({ state: 'running', isPaused: true, done: 0 });
      let hasCome = false;
      const next = reading.next().finally(() => (hasCome = true));
      await new Promise(setImmediate);
      expect(hasCome).toBe(false);
      if (end === 'go on') {
        exports.setPaused(false);
        await next;
        expect(exports.progress).toMatchObject({ isPaused: false, done: 250 });
        await textOf(reading);
        expect(exports.progress).toMatchObject({ state: 'done', done: 600 });
        continue;
      }
      if (end === 'cancel') exports.cancel();
      else exports.left(ticket);
      await expect(next).rejects.toThrow('the export was cancelled');
      expect(exports.progress).toMatchObject({ state: 'cancelled', isPaused: false });
    }
  });

  it('that fails breaks off and says why', async () => {
    const { exports } = exportsOver(600, ({ after }) => {
      if (after === 250) throw Object.assign(new Error('the disk is gone'), { code: 'EIO' });
    });
    const { ticket } = await exports.begin(ALL);
    await expect(textOf(exports.stream(ticket))).rejects.toThrow('the disk is gone');
    expect(exports.progress).toMatchObject({ state: 'failed', done: 250, message: 'the disk is gone', code: 'EIO' });
  });
});
