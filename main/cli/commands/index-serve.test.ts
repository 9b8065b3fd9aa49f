import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { UsageError } from '../command-line.ts';
import * as indexServe from './index-serve.ts';

const printed = { stdout: '', stderr: '' };
afterEach(() => {
  vi.restoreAllMocks();
});

/** Begins to serve the index; resolves with the first line that it prints. */
async function begin(...argv: string[]): Promise<{ line: string; code: Promise<number> }> {
  printed.stderr = '';
  const line = Promise.withResolvers<string>();
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    line.resolve(String(chunk));
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    printed.stderr += String(chunk);
    return true;
  });
  const code = indexServe.run(argv);
  return { line: await Promise.race([line.promise, code.then(String)]), code };
}

const isAlive = async (url: string): Promise<boolean> =>
  fetch(`${url}/_health`).then(
    ({ ok }) => ok,
    () => false,
  );

describe('descant index serve', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('serves an index until %s', async (signal) => {
    const directory = temporaryFolder();
    const { line, code } = await begin('--dir', directory, '--port', '0');
    const [, url = ''] = /^Serving the index in .* at (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(line) ?? [];
    expect(line).toContain(directory);
    expect(await isAlive(url)).toBe(true);
    process.emit(signal);
    expect(await code).toBe(0);
    expect(await isAlive(url)).toBe(false);
    expect(printed.stderr).toBe('');
  });

  it('tells its address as JSON, and that the line protocol is not there', async () => {
    const options = ['--host', 'localhost', '--port', '0', '--legacy-port', '7', '--json'];
    const { line, code } = await begin('--dir', temporaryFolder(), ...options);
    expect(JSON.parse(line)).toEqual({
      event: 'listening',
      url: expect.stringMatching(/^http:\/\/localhost:[1-9]\d*$/),
    });
    expect(printed.stderr).toBe('descant: the line protocol of --legacy-port is not supported; use HTTP\n');
    process.emit('SIGTERM');
    expect(await code).toBe(0);
  });

  it.each([
    [[], 'name the folder of the index: --dir D'],
    [['--dir', 'd', '--port', '-1'], '--port takes a whole number from 0 to 65535, not "-1"'],
  ])('refuses %j', async (words, message) => {
    await expect(indexServe.run(words)).rejects.toMatchObject({ code: 'ERR_PARSE_ARGS', message });
  });

  it('makes no folder for a command that it refuses', async () => {
    const dir = join(temporaryFolder(), 'new');
    await expect(indexServe.run(['--dir', dir, '--port', '-1'])).rejects.toBeInstanceOf(UsageError);
    expect(existsSync(dir)).toBe(false);
  });
});
