import { describe, expect, it } from 'vitest';
import { openSegment, writeSegment } from '../../tests/index-engine/segment-content.ts';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import type { Change } from '../contract/fingerprint-index.ts';
import { packChanges } from '../log/change-batch.ts';
import type { FileSegment } from '../segments/file-segment.ts';
import { IndexState } from './index-state.ts';

const newPath = temporaryPaths();

function fileOf(ids: readonly number[], tombstones: readonly number[] = []): FileSegment {
  const path = newPath();
  writeSegment(path, { ids: [...ids], tombstones: [...tombstones], postings: ids.map((id, i) => [id * 10, i]) });
  return openSegment(path);
}

const insert = (id: number, ...hashes: number[]): Change => ({ type: 'insert', id, hashes: Uint32Array.from(hashes) });
const remove = (id: number): Change => ({ type: 'delete', id });

function apply(state: IndexState, changes: readonly Change[], metadata = {}): void {
  state.apply({ version: state.version + 1, batch: packChanges(changes), metadata });
}

describe('the state of an index', () => {
  it('begins with the version, metadata and files that it is given', () => {
    const files = [fileOf([3, 4])];
    const state = new IndexState(7, { a: 'b' }, files);
    expect(state.info()).toEqual({
      version: 7,
      metadata: { a: 'b' },
      documents: 2,
      segments: 1,
      minDocumentId: 3,
      maxDocumentId: 4,
    });
    expect([state.files, state.frozen, state.segments.length]).toEqual([files, [], 2]);
  });

  it('applies updates: the newest document of an id is the live one', () => {
    const file = fileOf([3, 4, 5]);
    const state = new IndexState(0, {}, [file]);
    apply(state, [insert(4, 1), remove(5), remove(9)]);
    expect([3, 4, 5, 9].map((id) => state.has(id))).toEqual([true, true, false, false]);
    expect([0, 1, 2].map((ordinal) => file.dead.has(ordinal))).toEqual([false, true, true]);
    expect([...state.active.tombstones]).toEqual([5]);
    expect(state.info()).toMatchObject({ version: 1, documents: 2, minDocumentId: 3, maxDocumentId: 4 });
    apply(state, [remove(4), remove(3)]);
    expect(state.info()).toMatchObject({ version: 2, documents: 0, minDocumentId: 0, maxDocumentId: 0 });
    expect(state.has(4)).toBe(false);
  });

  it('merges metadata by key', () => {
    const state = new IndexState(0, { a: '1', b: '1' }, []);
    apply(state, [], { b: '2', c: '2' });
    expect(state.metadata).toEqual({ a: '1', b: '2', c: '2' });
    const { metadata } = state;
    apply(state, []);
    expect(state.metadata).toBe(metadata);
  });

  it('finds the range of live ids whatever is dead at its ends', () => {
    const file = fileOf([3, 4, 5, 6]);
    const state = new IndexState(0, {}, [file]);
    apply(state, [remove(3), remove(6)]);
    expect(state.info()).toMatchObject({ minDocumentId: 4, maxDocumentId: 5, documents: 2 });
    apply(state, [remove(4)]);
    expect(state.info()).toMatchObject({ minDocumentId: 5, maxDocumentId: 5, documents: 1 });
    apply(state, [insert(9, 1), insert(2, 1), insert(1, 1), remove(1), insert(11, 1), remove(11)]);
    expect(state.info()).toMatchObject({ minDocumentId: 2, maxDocumentId: 9, documents: 3 });
    apply(state, [remove(5)]);
    expect(state.info()).toMatchObject({ minDocumentId: 2, maxDocumentId: 9, documents: 2 });
  });

  it('freezes the active segment, which is searched as before', () => {
    const state = new IndexState(0, {}, []);
    apply(state, [insert(1, 5), insert(2, 5)]);
    const frozen = state.freeze();
    expect([state.frozen, state.active.isEmpty]).toEqual([[frozen], true]);
    apply(state, [insert(2, 6)]);
    expect([frozen.dead.has(0), frozen.dead.has(1)]).toEqual([false, true]);
    const second = state.freeze();
    expect(state.frozen).toEqual([frozen, second]);
    expect(state.info()).toMatchObject({ documents: 2, segments: 2 });
    expect([state.has(1), state.has(2), state.has(3)]).toEqual([true, true, false]);
  });

  it('swaps a frozen segment for its file, with what died meanwhile', () => {
    const state = new IndexState(0, {}, []);
    apply(state, [insert(1, 10), insert(2, 20), insert(3, 30)]);
    const segment = state.freeze();
    apply(state, [insert(4, 40)]);
    const newer = state.freeze();
    const { dead } = segment.content();
    apply(state, [remove(2)]);
    const file = fileOf([1, 2, 3]);
    state.swapFlushed({ segment, dead }, file);
    expect([state.files, state.frozen]).toEqual([[file], [newer]]);
    expect([1, 2, 3, 4].map((id) => state.has(id))).toEqual([true, false, true, true]);
    expect(state.info().documents).toBe(3);
    state.swapFlushed({ segment: newer, dead: newer.content().dead }, undefined);
    expect([state.files, state.frozen]).toEqual([[file], []]);
  });

  it('swaps files for a merged one, with what died meanwhile', () => {
    const files = [fileOf([1]), fileOf([2, 3]), fileOf([4, 5]), fileOf([6])];
    const state = new IndexState(0, {}, files);
    const inputs = files.slice(1, 3).map((segment) => ({ segment, dead: segment.dead.view() }));
    apply(state, [remove(3), insert(4, 1)]);
    const merged = fileOf([2, 3, 4, 5]);
    state.swapMerged(inputs, merged);
    expect(state.files).toEqual([files[0], merged, files[3]]);
    expect([1, 2, 3, 4, 5, 6].map((id) => state.has(id))).toEqual([true, true, false, true, true, true]);
    expect([0, 1, 2, 3].map((ordinal) => merged.dead.has(ordinal))).toEqual([false, true, true, false]);
    state.swapMerged([{ segment: files[0]!, dead: files[0]!.dead.view() }], undefined);
    expect(state.files).toEqual([merged, files[3]]);
  });

  it('gives snapshots that later updates do not change, and that keep files open', () => {
    const file = fileOf([1, 2]);
    const state = new IndexState(0, {}, [file, fileOf([], [9])]);
    apply(state, [insert(3, 30)]);
    const snapshot = state.snapshot();
    apply(state, [remove(1), insert(4, 40)]);
    expect(snapshot.parts.map(({ segment, bound }) => [segment, bound])).toEqual([
      [file, 2],
      [state.active, 1],
    ]);
    expect(snapshot.parts[0]!.dead).not.toEqual(state.snapshot().parts[0]!.dead);
    state.release();
    expect(file.ordinalOf(2)).toBe(1);
    snapshot.release();
  });

  it('describes its segments', () => {
    const file = fileOf([1, 2, 3], [8, 9]);
    const state = new IndexState(0, {}, [file]);
    apply(state, [insert(4, 1, 2), remove(1)]);
    state.freeze();
    expect(state.segmentInfo()).toEqual([
      { kind: 'file', documents: 3, deadDocuments: 1, tombstones: 2, postings: 3, bytes: file.bytes },
      { kind: 'memory', documents: 1, deadDocuments: 0, tombstones: 1, postings: 2, bytes: 0 },
      { kind: 'memory', documents: 0, deadDocuments: 0, tombstones: 0, postings: 0, bytes: 0 },
    ]);
    expect(state.info().segments).toBe(2);
  });
});
