import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import { BlockCache } from '../blocks/block-cache.ts';
import type { Change } from '../contract/fingerprint-index.ts';
import { SegmentBuilder } from '../jobs/segment-builder.ts';
import type { JobRunner, SegmentJob } from '../jobs/segment-job.ts';
import { packChanges } from '../log/change-batch.ts';
import { FileSegment } from '../segments/file-segment.ts';
import { FileRemover } from '../storage/file-remover.ts';
import { logPath, segmentPath } from '../storage/index-files.ts';
import { IndexState } from './index-state.ts';
import { EMPTY_MANIFEST, readManifest } from './manifest.ts';
import { ManifestWriter } from './manifest-writer.ts';
import { SegmentReplacer } from './segment-replacer.ts';

const newPath = temporaryPaths();

const insert = (id: number, ...hashes: number[]): Change => ({ type: 'insert', id, hashes: Uint32Array.from(hashes) });
const remove = (id: number): Change => ({ type: 'delete', id });

/** An index of which the test decides what is flushed and merged. */
class TestIndex {
  readonly directory = newPath();
  readonly state = new IndexState(0, {}, []);
  readonly jobs: SegmentJob[] = [];
  readonly remover = new FileRemover();
  readonly replacer: SegmentReplacer;
  /** Acts while a job runs, after its file is written. */
  meanwhile: () => void = () => undefined;
  #nextNumber = 10;

  constructor() {
    mkdirSync(this.directory);
    const builder = new SegmentBuilder();
    const runner: JobRunner = {
      run: async (job) => {
        this.jobs.push(job);
        const result = await builder.run(job);
        this.meanwhile();
        return result;
      },
      close: () => builder.close(),
    };
    this.replacer = new SegmentReplacer({
      directory: this.directory,
      state: this.state,
      cache: new BlockCache(0),
      usage: { used: 0, read: 0 },
      runner,
      manifest: new ManifestWriter(this.directory, EMPTY_MANIFEST, this.remover),
      remover: this.remover,
      newNumber: () => this.#nextNumber++,
    });
  }

  apply(...changes: Change[]): void {
    const { version } = this.state;
    this.state.apply({ version: version + 1, batch: packChanges(changes), metadata: { last: String(version + 1) } });
  }

  /** Freezes and flushes the active segment, whose log has this number. */
  async flush(log: number): Promise<void> {
    writeFileSync(logPath(this.directory, log), '');
    const { version, metadata } = this.state;
    await this.replacer.flush(this.state.freeze(), { number: log, version, metadata });
    await this.remover.finished();
  }

  async merge(start: number, end: number): Promise<void> {
    await this.replacer.merge(this.state.files.slice(start, end));
    await this.remover.finished();
  }

  get manifest(): unknown {
    return readManifest(this.directory);
  }

  /** The live ids up to 9. */
  get ids(): number[] {
    return [1, 2, 3, 4, 5, 6, 7, 8, 9].filter((id) => this.state.has(id));
  }
}

describe('a flush', () => {
  it('writes the segment, then the manifest, then swaps the segment for its file and removes its log', async () => {
    const index = new TestIndex();
    index.apply(insert(2, 5), insert(1, 6));
    index.apply(insert(2, 7));
    await index.flush(4);
    expect(index.jobs).toMatchObject([{ kind: 'flush', path: segmentPath(index.directory, 10) }]);
    expect(index.manifest).toEqual({ version: 2, metadata: { last: '2' }, segments: [10], firstLog: 5 });
    expect(index.state.files.map(({ number, documentCount }) => [number, documentCount])).toEqual([[10, 2]]);
    expect([index.state.frozen, index.ids, existsSync(logPath(index.directory, 4))]).toEqual([[], [1, 2], false]);
    index.apply(insert(3, 8));
    await index.flush(6);
    expect(index.manifest).toEqual({ version: 3, metadata: { last: '3' }, segments: [10, 11], firstLog: 7 });
  });

  it('marks what died while the file was written', async () => {
    const index = new TestIndex();
    index.apply(insert(1, 5), insert(2, 5));
    index.meanwhile = () => index.apply(remove(1));
    await index.flush(4);
    const [file] = index.state.files;
    expect([index.ids, file!.documentCount, file!.dead.count]).toEqual([[2], 2, 1]);
  });

  it('writes the tombstones that older files need', async () => {
    const index = new TestIndex();
    index.apply(insert(1, 5), insert(2, 5));
    await index.flush(4);
    index.apply(insert(3, 5), remove(2));
    await index.flush(5);
    expect([...index.state.files[1]!.tombstones]).toEqual([2]);
    // Tombstones alone are a file, too.
    index.apply(remove(1));
    await index.flush(6);
    const last = index.state.files[2]!;
    expect([last.documentCount, ...last.tombstones]).toEqual([0, 1]);
    expect(index.ids).toEqual([3]);
  });

  it('writes no file where nothing is left, but the manifest', async () => {
    const index = new TestIndex();
    index.apply(insert(1, 5));
    await index.flush(4);
    index.apply(insert(2, 5), remove(2));
    await index.flush(5);
    expect(index.jobs).toHaveLength(1);
    expect(index.manifest).toEqual({ version: 2, metadata: { last: '2' }, segments: [10], firstLog: 6 });
    expect([index.state.files.length, index.state.frozen, existsSync(logPath(index.directory, 5))]).toEqual([
      1,
      [],
      false,
    ]);
  });
});

describe('a merge', () => {
  /** Three files: documents 1 and 2; 3 and a new 2; 4 and 1 deleted. */
  async function threeFiles(): Promise<TestIndex> {
    const index = new TestIndex();
    index.apply(insert(1, 5), insert(2, 5));
    await index.flush(1);
    index.apply(insert(3, 5), insert(2, 6));
    await index.flush(2);
    index.apply(insert(4, 5), remove(1));
    await index.flush(3);
    index.jobs.length = 0;
    return index;
  }

  it('replaces the files of its range by one with their live documents', async () => {
    const index = await threeFiles();
    const paths = index.state.files.map(({ path }) => path);
    const dead = index.state.files.map((file) => file.dead.view());
    await index.merge(0, 2);
    expect(index.jobs).toEqual([
      {
        kind: 'merge',
        path: segmentPath(index.directory, 13),
        postings: 4,
        inputs: [
          { path: paths[0], dead: dead[0] },
          { path: paths[1], dead: dead[1] },
        ],
        tombstones: new Uint32Array(),
      },
    ]);
    expect(index.state.files.map(({ number, documentCount }) => [number, documentCount])).toEqual([
      [13, 2],
      [12, 1],
    ]);
    expect(index.manifest).toEqual({ version: 3, metadata: { last: '3' }, segments: [13, 12], firstLog: 4 });
    expect([index.ids, paths.map((path) => existsSync(path))]).toEqual([
      [2, 3, 4],
      [false, false, true],
    ]);
  });

  it('keeps the tombstones that a file older than its range needs', async () => {
    const index = await threeFiles();
    await index.merge(1, 3);
    expect(index.state.files.map(({ number }) => number)).toEqual([10, 13]);
    expect([...index.state.files[1]!.tombstones]).toEqual([1]);
    await index.merge(0, 2);
    expect(index.state.files.map(({ number, documentCount }) => [number, documentCount])).toEqual([[14, 3]]);
    expect([...index.state.files[0]!.tombstones]).toEqual([]);
  });

  it('marks what died while the file was written', async () => {
    const index = await threeFiles();
    index.meanwhile = () => index.apply(remove(3));
    await index.merge(0, 3);
    const [file] = index.state.files;
    expect([index.ids, file!.documentCount, file!.dead.count]).toEqual([[2, 4], 3, 1]);
  });

  it('leaves no file where nothing is left', async () => {
    const index = await threeFiles();
    index.apply(remove(2), remove(3));
    await index.merge(0, 2);
    expect(index.jobs).toEqual([]);
    expect(index.manifest).toMatchObject({ segments: [12] });
    expect([index.state.files.map(({ number }) => number), index.ids]).toEqual([[12], [4]]);
  });

  it('keeps a file whose documents are all dead, for its tombstones', async () => {
    const index = await threeFiles();
    index.apply(remove(4));
    await index.merge(2, 3);
    const last = index.state.files[2]!;
    expect([last.number, last.documentCount, ...last.tombstones]).toEqual([13, 0, 1]);
  });

  it('goes on while another merge moves its place among the files', async () => {
    const index = await threeFiles();
    index.apply(insert(5, 5));
    await index.flush(4);
    const newest = index.state.files.slice(2);
    index.meanwhile = () => {
      index.meanwhile = () => undefined;
      older = index.replacer.merge(index.state.files.slice(0, 2));
    };
    let older: Promise<void> | undefined;
    await index.replacer.merge(newest);
    await older;
    expect(index.state.files.map(({ number, documentCount }) => [number, documentCount])).toEqual([
      [15, 2],
      [14, 2],
    ]);
    expect(index.manifest).toMatchObject({ segments: [15, 14] });
    // The tombstone of 1 is kept, for the file that had it when the merge began.
    expect([index.ids, [...index.state.files[1]!.tombstones]]).toEqual([[2, 3, 4, 5], [1]]);
  });

  it('takes the place of its inputs when older ones were merged before', async () => {
    const index = await threeFiles();
    index.apply(insert(5, 5));
    await index.flush(4);
    const newest = index.state.files.slice(2);
    let begun: Promise<void> | undefined;
    index.meanwhile = () => {
      index.meanwhile = () => undefined;
      begun = index.replacer.merge(newest);
    };
    await index.merge(0, 2);
    await begun;
    expect(index.manifest).toMatchObject({ segments: [14, 15] });
    expect(index.state.files.map(({ number }) => number)).toEqual([14, 15]);
    expect(index.ids).toEqual([2, 3, 4, 5]);
  });
});

describe('a new file', () => {
  it('is read ahead of searches, if there were any since the last one', async () => {
    const readAhead = vi.spyOn(FileSegment.prototype, 'readAhead');
    onTestFinished(() => readAhead.mockRestore());
    const index = new TestIndex();
    const calls: number[] = [];
    for (const searches of [0, 1, 0, 2]) {
      index.state.searchContext.searches += searches;
      index.apply(insert(index.state.version + 1, 5));
      await index.flush(index.state.version);
      calls.push(readAhead.mock.calls.length);
    }
    index.state.searchContext.searches++;
    await index.merge(0, 4);
    expect([...calls, readAhead.mock.calls.length]).toEqual([0, 1, 1, 2, 3]);
  });

  it('takes its place though a part of it cannot be read ahead', async () => {
    const readAhead = vi.spyOn(FileSegment.prototype, 'readAhead').mockImplementation(() => {
      throw new Error('damaged');
    });
    onTestFinished(() => readAhead.mockRestore());
    const index = new TestIndex();
    index.state.searchContext.searches++;
    index.apply(insert(1, 5));
    await index.flush(1);
    expect([readAhead.mock.calls.length, index.ids, index.state.files.length]).toEqual([1, [1], 1]);
  });
});
