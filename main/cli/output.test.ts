import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTRPCClient, httpLink } from '@trpc/client';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { AppRouter } from '../../app/api/router.ts';
import {
  countOf,
  describeError,
  formatBytes,
  formatDuration,
  formatTime,
  printError,
  printJson,
  printLines,
  table,
} from './output.ts';

it('counts things in the singular and the plural', () => {
  expect([0, 1, 2].map((count) => countOf(count, 'track'))).toEqual(['0 tracks', '1 track', '2 tracks']);
});

describe('what is printed of an error', () => {
  it('is its code, message and path', () => {
    expect(describeError(Object.assign(new Error('no'), { code: 'BUSY', path: '/mnt' }))).toEqual({
      code: 'BUSY',
      message: 'no',
      path: '/mnt',
    });
  });

  it('is that the service has ended, where it breaks off', async () => {
    const server = createServer((request) => void request.socket.destroy());
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const api = createTRPCClient<AppRouter>({ links: [httpLink({ url: `http://127.0.0.1:${port}` })] });
    const ask = (): Promise<unknown> => api.mount.state.query().catch(describeError);
    expect(await ask()).toMatchObject({ code: 'SERVICE_ENDED' });
    await new Promise((resolve) => void server.close(resolve));
    expect(await ask()).toMatchObject({ code: 'SERVICE_ENDED' });
  });

  it('is what the service said of it, where it came over HTTP', () => {
    const error = Object.assign(new Error('no'), { code: -32_000, data: { reason: 'BAD_QUERY', path: null } });
    expect(describeError(error)).toEqual({ code: 'BAD_QUERY', message: 'no' });
    expect(describeError({ message: 'no', data: { reason: 'BUSY', path: '/mnt' } })).toMatchObject({ path: '/mnt' });
  });

  it('is where in a query the mistake is', () => {
    const place = { position: 4, query: 'abc (' };
    const data = { reason: 'BAD_QUERY', path: null, ...place };
    expect(describeError({ message: 'no', data })).toEqual({ code: 'BAD_QUERY', message: 'no', ...place });
    expect(describeError(Object.assign(new Error('no'), { code: 'BAD_QUERY', ...place }))).toMatchObject(place);
    expect(describeError({ message: 'no', data: { ...data, query: null } })).toEqual({
      code: 'BAD_QUERY',
      message: 'no',
    });
  });

  it('is its cause where it has no code of its own', () => {
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    expect(describeError(new Error('fetch failed', { cause }))).toEqual({ code: 'ECONNREFUSED', message: 'refused' });
    expect(describeError(Object.assign(new Error('own', { cause }), { code: 'OWN' })).code).toBe('OWN');
  });

  it('is that it is internal where nothing else is known', () => {
    expect(describeError(new Error('odd'))).toEqual({ code: 'INTERNAL', message: 'odd' });
    expect(describeError('text')).toEqual({ code: 'INTERNAL', message: 'text' });
    expect(describeError(null)).toEqual({ code: 'INTERNAL', message: 'null' });
  });
});

it('aligns the columns of a table, and leaves no spaces at the ends', () => {
  expect(
    table([
      ['1', 'Lantern', 'x'],
      ['22', 'Ash', ''],
    ]),
  ).toEqual(['1   Lantern  x', '22  Ash']);
  expect(table([])).toEqual([]);
});

describe('text that contains control characters', () => {
  const hostile = '\u001b]0;x\u0007a\nb';
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('is printed with signs for them, each text on one line', () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    printLines([hostile, 'c']);
    printLines([]);
    expect(write.mock.calls).toEqual([['␛]0;x␇a␊b\nc\n']]);
    expect(table([[hostile, hostile, 'x']])).toEqual(['␛]0;x␇a␊b  ␛]0;x␇a␊b  x']);
  });

  it('is printed so in errors, and whole in JSON', () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const error = Object.assign(new Error(hostile), { code: 'BUSY' });
    printError(error, false);
    printError(error, true);
    expect(write.mock.calls[0]).toEqual(['descant: ␛]0;x␇a␊b\n']);
    expect(JSON.parse(String(write.mock.calls[1]![0]))).toEqual({ error: { code: 'BUSY', message: hostile } });
    const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    printJson({ title: hostile });
    expect(out.mock.calls).toEqual([[`${JSON.stringify({ title: hostile })}\n`]]);
  });
});

describe('a long cell of a table', () => {
  const long = 'x'.repeat(10_000);

  it('makes its own row wider, and no other, where the output is no terminal', () => {
    expect(
      table(
        [
          [long, 'a'],
          ['1', 'b'],
          ['1', long],
        ],
        false,
      ),
    ).toEqual([`${long}  a`, `1${' '.repeat(59)}  b`, `1${' '.repeat(59)}  ${long}`]);
  });

  it('is cut on a terminal, the last one of a row later', () => {
    expect(
      table(
        [
          [long, long],
          ['1', 'b'],
        ],
        true,
      ),
    ).toEqual([`${'x'.repeat(59)}…  ${'x'.repeat(499)}…`, `1${' '.repeat(59)}  b`]);
    const [full, last] = ['x'.repeat(60), 'x'.repeat(500)];
    expect(table([[full, last]], true)).toEqual([`${full}  ${last}`]);
  });

  it('is not cut within a character', () => {
    expect(table([[`${'x'.repeat(58)}👩yy`, '']], true)).toEqual([`${'x'.repeat(58)}…`]);
    expect(table([[`${'x'.repeat(57)}👩yy`, '']], true)).toEqual([`${'x'.repeat(57)}👩…`]);
  });

  it('is cut where standard output is a terminal', () => {
    const { isTTY } = process.stdout;
    onTestFinished(() => {
      process.stdout.isTTY = isTTY;
    });
    process.stdout.isTTY = true;
    expect(table([[long, '']])).toEqual([`${'x'.repeat(59)}…`]);
    process.stdout.isTTY = false;
    expect(table([[long, '']])).toEqual([long]);
  });
});

it.each([
  [0, '0:00'],
  [59.4, '0:59'],
  [59.5, '1:00'],
  [247, '4:07'],
  [3599, '59:59'],
  [3600, '1:00:00'],
  [3727, '1:02:07'],
])('%d seconds are %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [1_549_000, '1.5 MB'],
  [3_200_000_000, '3.2 GB'],
  [5e12, '5.0 TB'],
  [5e15, '5000.0 TB'],
])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

it('gives a time to the minute', () => {
  const at = new Date(2024, 4, 6, 7, 8, 59);
  expect(formatTime(at.getTime())).toBe('2024-05-06 07:08');
});

it('points at the mistake in a query', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => write.mockRestore());
  const show = (query: string, position: number): string => {
    printError(Object.assign(new Error('no'), { code: 'BAD_QUERY', query, position }), false);
    return String(write.mock.lastCall?.[0]);
  };
  expect(show('ab (c', 3)).toBe('descant: no\n  ab (c\n     ^\n');
  expect(show(`${'x'.repeat(500)}(`, 500)).toBe(`descant: no\n  ${'x'.repeat(60)}(\n  ${' '.repeat(60)}^\n`);
});
