/**
 * Where the results of listening are kept: embeddings in the vector store, fingerprints in the index
 * engine and in SQLite. SQLite is the truth; the other two can be made again from it and the files.
 */
import type { FingerprintIndex } from '../../index-engine/index.ts';
import { compressToBytes } from '../audio/chromaprint/compression.ts';
import type { AnalysisRecord } from './stored-analyses.ts';
import type { ReaderMethods } from '../service/reader-thread.ts';
import type { WriterMethods } from '../service/writer-thread.ts';
import { indexHashes } from '../recognition/index-hashes.ts';
import type { AnalysisShelf } from './analysis-queue.ts';
import { EMBEDDER } from '../similarity/embedding.ts';
import type { VectorMethods } from '../similarity/vector-thread.ts';
import type { Thread } from '../storage/thread.ts';

const REBUILD_BATCH = 1000;

/**
 * Makes the index and the vectors agree with what SQLite says, after either was lost or put back: fills
 * the index from the stored fingerprints, and has files without a vector listened to once more.
 */
export async function reconcileSound(
  reader: Thread<ReaderMethods>,
  writer: Thread<WriterMethods>,
  index: FingerprintIndex,
  vectors: () => Promise<Thread<VectorMethods>>,
): Promise<void> {
  const analysed = await reader.call.countAnalysed();
  if (analysed === 0) return;
  if ((await index.info()).documents < analysed) await fillIndex(reader, index);
  const known = await (await vectors()).call.ids();
  if (known.length < analysed) await writer.call.analyseAgainWithout({ fileIds: known });
}

/**
 * Puts every stored fingerprint into the index, over what there is of it.
 * @param onProgress told how many are in it
 */
export async function fillIndex(
  reader: Thread<ReaderMethods>,
  index: FingerprintIndex,
  onProgress: (done: number) => void = () => {},
): Promise<void> {
  let done = 0;
  for (let after = 0; ;) {
    const page = await reader.call.fingerprintHashes({ after, limit: REBUILD_BATCH });
    if (page.length === 0) return;
    await index.update(page.map(({ fileId, hashes }) => ({ type: 'insert', id: fileId, hashes })));
    done += page.length;
    after = page.at(-1)!.fileId;
    onProgress(done);
  }
}

export function openSoundShelf(
  reader: Thread<ReaderMethods>,
  writer: Thread<WriterMethods>,
  index: FingerprintIndex,
  vectors: () => Promise<Thread<VectorMethods>>,
): AnalysisShelf {
  return {
    pendingFiles: (after, limit) => reader.call.pendingFiles({ after, limit }),
    countPending: () => reader.call.countPending(),
    async store(analysed, failed) {
      if (analysed.length > 0) {
        await index.update(
          analysed.map(({ file, analysis }) => ({
            type: 'insert',
            id: file.fileId,
            hashes: indexHashes(analysis.fingerprint),
          })),
        );
        await (
          await vectors()
        ).call.put(analysed.map(({ file, analysis }) => ({ fileId: file.fileId, vector: analysis.embedding })));
      }
      const records: AnalysisRecord[] = analysed.map(({ file, analysis }) => ({
        fileId: file.fileId,
        result: {
          fingerprint: compressToBytes(analysis.fingerprint),
          duration: analysis.duration,
          features: analysis.features,
          embedder: EMBEDDER.id,
        },
      }));
      await writer.call.storeAnalyses({
        records: [...records, ...failed.map(({ record }) => record)],
        trackIds: [...analysed, ...failed].map(({ file }) => file.trackId),
      });
    },
    async settled() {
      await (await vectors()).call.optimise();
    },
  };
}
