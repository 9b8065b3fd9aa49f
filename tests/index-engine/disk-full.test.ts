/**
 * A disk that is really full: a small file system in a mount namespace of its own.
 */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryPaths } from './temporary-directory.ts';

const newPath = temporaryPaths();

/** How to run a command where it may mount, or undefined where that is not allowed. */
function mountingCommand(): string[] | undefined {
  return [
    ['unshare', '--mount'],
    ['unshare', '--map-root-user', '--mount'],
  ].find(
    ([command, ...args]) =>
      spawnSync(command!, [...args, 'sh', '-c', 'mount -t tmpfs -o size=64k tmpfs /mnt']).status === 0,
  );
}

const mounting = mountingCommand();

describe('an index on a disk that is full', () => {
  it.runIf(mounting !== undefined)(
    'refuses what it cannot write, keeps what it acknowledged, and continues when there is room',
    { timeout: 300_000 },
    () => {
      const disk = newPath();
      mkdirSync(disk);
      const [command, ...args] = mounting!;
      const script = `mount -t tmpfs -o size=6m tmpfs "$1" && exec "$2" "$3" "$1"`;
      const output = execFileSync(
        command!,
        [
          ...args,
          'sh',
          '-c',
          script,
          'sh',
          disk,
          process.execPath,
          fileURLToPath(new URL('./disk-full-writer.ts', import.meta.url)),
        ],
        { encoding: 'utf8' },
      );
      const { refused, version, said } = JSON.parse(output) as {
        refused: number;
        version: number;
        said: Record<string, number>;
      };
      expect(version).toBeGreaterThan(60);
      expect(refused).toBeGreaterThan(30);
      // Every kind of file met the full disk.
      expect(Object.keys(said).toSorted()).toEqual([
        'WriteFailed /index/log-N',
        'WriteFailed /index/manifest',
        'WriteFailed /index/segment-N',
      ]);
    },
  );
});
