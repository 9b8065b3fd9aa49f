import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inWords, saidBySystem, wordsOf } from './system-errors.ts';

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('errors of the system in words', () => {
  const missing = thrownBy(() => statSync("/no/such/Journey's End, or not.m3u8"));

  it('say which file it is, why, and what helps', () => {
    const folder = mkdtempSync(join(tmpdir(), 'descant-'));
    try {
      const file = join(folder, 'file');
      writeFileSync(file, '');
      expect(wordsOf(missing)).toBe(
        "/no/such/Journey's End, or not.m3u8 cannot be read: there is no such file or folder; check the path",
      );
      expect(wordsOf(thrownBy(() => readFileSync('/no/such')))).toMatch(/^\/no\/such cannot be opened: there is no/);
      expect(wordsOf(thrownBy(() => mkdirSync(file)))).toMatch(/\/file cannot be written: .* there already/);
      expect(wordsOf(thrownBy(() => readFileSync(folder)))).toBe('it is a folder; name a file');
      expect(wordsOf(thrownBy(() => statSync(join(file, 'x'))))).toMatch(/x cannot be read: a part of the path is a/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('say why an address cannot be used', async () => {
    const [one, other] = [createServer(), createServer()];
    one.listen(0, '127.0.0.1');
    await once(one, 'listening');
    const { port } = one.address() as { port: number };
    other.listen(port, '127.0.0.1');
    const [error] = (await once(other, 'error').catch((thrown: unknown) => [thrown])) as [unknown];
    one.close();
    expect(wordsOf(error)).toBe(`127.0.0.1:${port} cannot be opened: another program uses that port; choose another`);
    expect(inWords('connect ECONNREFUSED 127.0.0.1:1')).toMatch(/^127\.0\.0\.1:1 cannot be opened: nothing answers/);
    expect(inWords('getaddrinfo ENOTFOUND nowhere')).toMatch(/^nowhere cannot be opened: there is no computer/);
    expect(inWords('spawn ffmpeg ENOENT')).toBe('spawn ffmpeg ENOENT');
  });

  it('stand in the place of the system’s own words inside a longer text', () => {
    expect(inWords(`the list cannot be kept: ${(missing as Error).message}; try again`)).toBe(
      'the list cannot be kept: there is no such file or folder; check the path; try again',
    );
    expect(inWords('it cannot be read: EIO: i/o error, read.')).toMatch(/^it cannot be read: its disk failed .*\.$/);
    expect(inWords("a: EPROTO: protocol error, open '/x'")).toBe('a: the system refuses it (EPROTO)');
    expect(inWords("x: EACCES: permission denied, open '/a' and EIO: i/o error, read")).not.toMatch(/\bE[A-Z]{2}/);
  });

  it('leave other texts alone', () => {
    for (const text of ['there is no track 7', 'EP: the best of, vol 1', 'EXTRA: 1, open', '']) {
      expect(inWords(text)).toBe(text);
    }
  });

  it('come in parts, for pages in another language', () => {
    expect(saidBySystem((missing as Error).message)).toMatchObject({
      code: 'system-read',
      values: { path: "/no/such/Journey's End, or not.m3u8" },
      why: { code: 'system-ENOENT' },
    });
    expect(saidBySystem('there is no track 7')).toBeNull();
  });
});
