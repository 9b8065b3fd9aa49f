/**
 * The vector store in a thread of its own: comparing a sound with a hundred thousand others would block the service's
 * thread for too long.
 */
import { serveThread } from '../storage/thread.ts';
import { openVectorStore, type NeighbourOptions, type VectorRow, type VectorStore } from './vector-store.ts';

export interface VectorThreadData {
  readonly directory: string;
}

export type VectorEvent =
  /** Rows that were damaged and have been removed. */
  | { readonly damaged: number }
  /** What could not be done in the background. */
  | { readonly problem: string };

function openVectorThread({ directory }: VectorThreadData, emit: (event: VectorEvent) => void) {
  // The thread starts at once; its calls wait until the store is open, or fail with its error.
  const opening: Promise<VectorStore> = openVectorStore(directory, { onProblem: (problem) => emit({ problem }) });
  opening.then(
    ({ damaged }) => damaged > 0 && emit({ damaged }),
    () => {},
  );
  const methods = {
    put: async (rows: readonly VectorRow[]) => (await opening).put(rows),
    ids: async () => (await opening).ids(),
    rows: async ({ fileIds }: { readonly fileIds: readonly number[] }) => (await opening).rows(fileIds),
    neighbours: async ({ of, ...options }: { of: Float32Array | number } & NeighbourOptions) =>
      (await opening).neighbours(of, options),
  };
  return { methods, close: async () => (await opening.catch(() => null))?.close() };
}

export type VectorMethods = ReturnType<typeof openVectorThread>['methods'];

serveThread(openVectorThread);
