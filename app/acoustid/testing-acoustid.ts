/** AcoustID's API over a library in memory and an index in memory, for tests: all parts but threads and network. */
import { openMemoryIndex, type FingerprintIndex } from '../../index-engine/index.ts';
import { SeededRandom } from '../../tests/index-engine/seeded-random.ts';
import { compress, compressToBytes } from '../audio/chromaprint/compression.ts';
import { memoryLibrary, type MemoryLibrary } from '../library/testing-library.ts';
import { TrackReader } from '../library/track-reader.ts';
import { documentHashes } from '../recognition/index-hashes.ts';
import { waitForIndex } from '../recognition/index-server.ts';
import { gidOfFingerprint } from '../recordings/recording-gid.ts';
import { RecordingWriter } from '../recordings/recording-writer.ts';
import { Acoustid } from './acoustid.ts';
import type { AccessSettings } from './client-access.ts';
import { importSubmission } from './import-submission.ts';
import { compareDocuments, compareRecordings, type CompareRequest } from './known-fingerprints.ts';
import { recordingFacts, recordingsOfGids, recordingsOfMbids, taggedRecordings } from './known-recordings.ts';
import { addSubmissions, pendingSubmissions, submissionStates, submittedFingerprint } from './stored-submissions.ts';
import {
  SubmissionQueue,
  type SubmissionIndex,
  type SubmissionReads,
  type SubmissionWrites,
} from './submission-queue.ts';

type Parameters = Readonly<Record<string, string>>;

export interface TestAcoustid {
  readonly library: MemoryLibrary;
  readonly index: FingerprintIndex;
  readonly acoustid: Acoustid;
  readonly queue: SubmissionQueue;
  readonly read: SubmissionReads;
  readonly write: SubmissionWrites;
  /** In force for the next request. */
  readonly settings: { -readonly [Name in keyof AccessSettings]: AccessSettings[Name] };
  readonly problems: Error[];
  /** Milliseconds, for the rate of requests. */
  clock: number;
  /** Adds a file with its recording. @returns the gid */
  addFile(file: {
    items: Uint32Array;
    duration?: number;
    tags?: Readonly<Record<string, readonly string[]>>;
  }): Promise<string>;
  /** The answer to a request with these parameters, as JSON; `client` and `user` are there unless they are given. */
  ask(method: string, parameters?: Parameters): Promise<{ status: number; body: Record<string, unknown> }>;
  /** Submits, and waits until that is imported. */
  submit(parameters: Parameters): Promise<Record<string, unknown>[]>;
}

const random = new SeededRandom(11);

/** A fingerprint like no other. */
export function music(items = 900): Uint32Array {
  return Uint32Array.from({ length: items }, () => random.u32());
}

/** A copy in which this share of the bits is another. */
export function disturbed(items: Uint32Array, share: number): Uint32Array {
  return items.map((item) => {
    let flips = 0;
    for (let bit = 0; bit < 32; bit += 1) if (random.chance(share)) flips |= 1 << bit;
    return (item ^ flips) >>> 0;
  });
}

/** A fingerprint and a length as parameters. */
export const sound = (items: Uint32Array, duration = 180): Parameters => ({
  fingerprint: compress(items),
  duration: String(duration),
});

/** An index in which everything is at once. */
export function documentsOf(index: Pick<FingerprintIndex, 'search' | 'update'>): SubmissionIndex {
  return {
    complete: index,
    put: async (changes) => (await index.update(changes)).version > 0,
    waits: () => {},
  };
}

export function testAcoustid(changed: { read?: Partial<SubmissionReads>; index?: Partial<FingerprintIndex> } = {}) {
  const library = memoryLibrary();
  const { connection } = library;
  const tracks = new TrackReader(connection);
  const memory = openMemoryIndex();
  const index: FingerprintIndex = {
    update: (...call) => memory.update(...call),
    search: (...call) => memory.search(...call),
    has: (id) => memory.has(id),
    info: () => memory.info(),
    close: () => memory.close(),
    ...changed.index,
  };
  const read = {
    compareDocuments: async (request: CompareRequest) => compareDocuments(connection, request),
    compareRecordings: async (request: CompareRequest) => compareRecordings(connection, request),
    recordingFacts: async ({ ids }: { ids: readonly number[] }) => recordingFacts(connection, ids),
    recordingsOfGids: async ({ gids }: { gids: readonly string[] }) => recordingsOfGids(connection, gids),
    recordingsOfMbids: async ({ mbids }: { mbids: readonly string[] }) => recordingsOfMbids(connection, mbids),
    taggedRecordings: async ({ mbids }: { mbids: readonly string[] }) => taggedRecordings(connection, mbids),
    pendingSubmissions: async ({ limit }: { limit: number }) => pendingSubmissions(connection, limit),
    submissionStates: async ({ ids }: { ids: readonly number[] }) => submissionStates(connection, ids),
    submittedFingerprint: async ({ id }: { id: number }) => submittedFingerprint(connection, id),
    tags: async ({ ids }: { ids: readonly number[] }) => tracks.tags(ids),
    ...changed.read,
  };
  const write: SubmissionWrites = {
    addSubmissions: async (request) => addSubmissions(connection, request),
    importSubmission: async (request) => importSubmission(connection, request),
    waitForIndex: async ({ documents }) => waitForIndex(connection, documents),
  };
  const problems: Error[] = [];
  const documents = documentsOf(index);
  const queue = new SubmissionQueue(read, write, documents, (error) => problems.push(error));
  const settings: TestAcoustid['settings'] = { 'serve.clients': [], 'serve.users': [], 'serve.rate': 0 };
  const test: TestAcoustid = {
    library,
    index,
    queue,
    read,
    write,
    settings,
    problems,
    clock: 0,
    acoustid: new Acoustid({
      read,
      index,
      queue,
      settings: async () => settings,
      now: () => test.clock,
      onProblem: (error) => problems.push(error),
    }),
    async addFile({ items, duration = 180, tags = {} }) {
      const id = library.add({ name: `${random.u32()}.flac`, duration, tags });
      library.analyse(id);
      const fingerprint = compressToBytes(items);
      connection.prepare('UPDATE analysis SET fingerprint = ? WHERE file_id = ?').run(fingerprint, id);
      const recording = new RecordingWriter(connection).create(gidOfFingerprint(fingerprint), 1);
      connection.prepare('INSERT INTO recording_track (track_id, recording_id) VALUES (?, ?)').run(id, recording);
      await index.update([{ type: 'insert', id, hashes: documentHashes(items) }]);
      return gidOfFingerprint(fingerprint);
    },
    async ask(method, parameters = {}) {
      const body = new URLSearchParams({ client: 'test', user: 'me', ...parameters });
      const request = new Request(`http://127.0.0.1/v2/${method}`, { method: 'POST', body });
      const answer = await this.acoustid.answer(request, false);
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    },
    async submit(parameters) {
      const { body } = await this.ask('submit', parameters);
      await queue.idle();
      return body['submissions'] as Record<string, unknown>[];
    },
  };
  return test;
}
