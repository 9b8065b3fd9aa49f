/**
 * Kills a writing process repeatedly and checks the index that it leaves: every acknowledged batch, and only complete
 * batches. Then damages every file of an index.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../index-engine/engine/engine.ts';
import { packChanges } from '../../index-engine/log/change-batch.ts';
import { openIndex } from '../../index-engine/index.ts';
import type { FingerprintIndex } from '../../index-engine/index.ts';
import { SegmentBuilder } from '../../index-engine/jobs/segment-builder.ts';
import { unpackResults } from '../../index-engine/engine/packed-results.ts';
import { batchOfVersion, CRASH_OPTIONS } from './crash-workload.ts';
import { PlainIndex } from './plain-index.ts';
import { SeededRandom } from './seeded-random.ts';
import { temporaryPaths } from './temporary-directory.ts';

const ROUNDS = Number(process.env['INDEX_CRASH_ROUNDS'] ?? 12);
const newPath = temporaryPaths();

/** Kills the writer after `acknowledgements` versions; returns the last version that it acknowledged. */
async function writeAndKill(directory: string, acknowledgements: number): Promise<number> {
  const writer = spawn(process.execPath, [fileURLToPath(new URL('./crash-writer.ts', import.meta.url)), directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(writer, 'close');
  let output = '';
  writer.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output.split('\n').length > acknowledgements) writer.kill('SIGKILL');
  });
  await closed;
  expect(writer.signalCode).toBe('SIGKILL');
  return Number(output.split('\n').at(-2));
}

/** Compares everything with a plain index that has had the same batches. */
async function expectSame(index: FingerprintIndex, plain: PlainIndex, random: SeededRandom): Promise<void> {
  expect((await index.info()).documents).toBe(plain.documents.size);
  const documents = [...plain.documents];
  for (let i = 0; i < 40; i++) {
    const [, hashes] = random.pick(documents);
    const query = Uint32Array.from([...hashes, random.below(5000) * 16]);
    expect(await index.search(query, { minScore: 2 })).toEqual(plain.search(query, { minScore: 2 }));
    const id = 1 + random.below(3000);
    expect(await index.has(id)).toBe(plain.documents.has(id));
  }
}

describe('an index whose process is killed', () => {
  it('has every acknowledged batch and no half of one', { timeout: 300_000 }, async () => {
    const random = new SeededRandom(21);
    const directory = newPath();
    const plain = new PlainIndex();
    for (let round = 0; round < ROUNDS; round++) {
      const acknowledged = await writeAndKill(directory, 5 + random.below(300));
      const index = await openIndex(directory, CRASH_OPTIONS);
      const { version } = await index.info();
      expect(version).toBeGreaterThanOrEqual(acknowledged);
      while (plain.version < version) plain.apply(batchOfVersion(plain.version + 1));
      await expectSame(index, plain, random);
      await index.close();
    }
    expect(plain.version).toBeGreaterThan(ROUNDS * 5);
  });
});

describe('an index of which a file is damaged', () => {
  const options = { memoryPostings: CRASH_OPTIONS.memoryPostings, sync: false };

  async function build(directory: string): Promise<PlainIndex> {
    mkdirSync(directory);
    const engine = await Engine.open(directory, { ...options, jobRunner: new SegmentBuilder() });
    const plain = new PlainIndex();
    for (let version = 1; version <= 60; version++) {
      await engine.update({ batch: packChanges(batchOfVersion(version)), metadata: {}, expectedVersion: undefined });
      plain.apply(batchOfVersion(version));
      if (version === 40) await engine.settle();
    }
    await engine.close();
    return plain;
  }

  /** Opens the index and finds every document, or says what was wrong. */
  async function readAll(directory: string, plain: PlainIndex): Promise<unknown> {
    const problems: unknown[] = [];
    let engine: Engine | undefined;
    try {
      engine = await Engine.open(directory, {
        ...options,
        jobRunner: new SegmentBuilder(),
        onProblem: (error) => problems.push(error),
      });
      for (const [, hashes] of plain.documents) {
        expect(unpackResults(await engine.search(hashes, { minScore: 2 }, { cancelled: false }))).toEqual(
          plain.search(hashes, { minScore: 2 }),
        );
      }
      return undefined;
    } catch (error) {
      return error;
    } finally {
      await engine?.close();
    }
  }

  it('names the file, or answers as if nothing had happened', { timeout: 300_000 }, async () => {
    const random = new SeededRandom(5);
    const directory = newPath();
    const plain = await build(directory);
    const contents = new Map(readdirSync(directory).map((name) => [name, readFileSync(join(directory, name))]));
    expect([...contents.keys()].map((name) => name.replace(/\d+/, '')).toSorted()).toEqual(
      expect.arrayContaining(['log-', 'manifest', 'segment-']),
    );
    const restore = (): void => {
      for (const [name, content] of contents) writeFileSync(join(directory, name), content);
    };
    let noticed = 0;
    for (let i = 0; i < 60; i++) {
      const name = random.pick([...contents.keys()]);
      const content = contents.get(name)!;
      if (content.length === 0) continue;
      const path = join(directory, name);
      const damaged = Buffer.from(content);
      damaged[random.below(content.length)]! ^= 1 << random.below(8);
      writeFileSync(path, damaged);
      const error = await readAll(directory, plain);
      if (error !== undefined) {
        expect(error).toMatchObject({ code: 'CorruptFile', path });
        expect(String(error)).toContain(path);
        noticed++;
      }
      restore();
    }
    expect(noticed).toBeGreaterThan(30);
    expect(await readAll(directory, plain)).toBeUndefined();
  });
});
