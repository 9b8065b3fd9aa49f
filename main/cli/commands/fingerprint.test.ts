import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { noise, toInt16, wavFile } from '../../../app/audio/test-signals.ts';
import { temporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { run } from './fingerprint.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

it('descant fingerprint prints to the outputs of the program, and returns the exit code of fpcalc', async () => {
  const path = join(temporaryFolder(), 'a.wav');
  writeFileSync(path, wavFile(8000, toInt16(noise(4, 8000, 1))));
  const [stdout, stderr] = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockReturnValue(true),
  );
  expect(await run(['-plain', path])).toBe(0);
  expect(stdout?.mock.calls.map(([text]) => String(text)).join('')).toMatch(/^AQ[\w-]+\n$/);
  expect(stderr).not.toHaveBeenCalled();
  stdout?.mockClear();
  expect(await run([])).toBe(2);
  expect(stdout).not.toHaveBeenCalled();
  expect(stderr?.mock.calls.map(([text]) => String(text)).join('')).toContain('No input files');
});
