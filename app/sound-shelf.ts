/**
 * Where the results of listening are kept: embeddings in the vector store, fingerprints in the index
 * engine and in SQLite. SQLite is the truth; the other two can be made again from it and the files.
 */
import type { FingerprintIndex } from '../index-engine/index.ts';
import { compressToBytes } from './audio/chromaprint/compression.ts';
import type { AnalysisRecord } from './library/analyses.ts';
import type { ReaderMethods } from './library/reader-thread.ts';
import type { WriterMethods } from './library/writer-thread.ts';
import { indexHashes } from './recognition/index-hashes.ts';
import type { AnalysisShelf } from './scan/analysis-queue.ts';
import { EMBEDDER } from './similarity/embedding.ts';
import type { VectorStore } from './similarity/vector-store.ts';
import type { Thread } from './storage/thread.ts';

export function openSoundShelf(
  reader: Thread<ReaderMethods>,
  writer: Thread<WriterMethods>,
  index: FingerprintIndex,
  vectors: () => Promise<VectorStore>,
): AnalysisShelf {
  return {
    pendingFiles: (after, limit) => reader.call.pendingFiles({ after, limit }),
    countPending: () => reader.call.countPending(),
    async store(analysed, failed) {
      if (analysed.length > 0) {
        await index.update(analysed.map(({ file, analysis }) => ({ type: 'insert', id: file.fileId, hashes: indexHashes(analysis.fingerprint) })));
        await (await vectors()).put(analysed.map(({ file, analysis }) => ({ fileId: file.fileId, vector: analysis.embedding })));
      }
      const records: AnalysisRecord[] = analysed.map(({ file, analysis }) => ({
        fileId: file.fileId,
        result: { fingerprint: compressToBytes(analysis.fingerprint), duration: analysis.duration, features: analysis.features, embedder: EMBEDDER.id },
      }));
      await writer.call.storeAnalyses({
        records: [...records, ...failed.map(({ record }) => record)],
        trackIds: [...analysed, ...failed].map(({ file }) => file.trackId),
      });
    },
    async settled() {
      await (await vectors()).optimise();
    },
  };
}
