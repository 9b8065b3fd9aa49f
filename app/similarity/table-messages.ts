/** What a vector store and the child process that uses LanceDB for it tell each other. */
import type { Embedder } from './embedding.ts';
import type { VectorRows } from './vector-table.ts';

export interface TableJob {
  /** `read`: send all rows of the table. `fold`: make the changes of the log in the table. */
  readonly task: 'read' | 'fold';
  /** Absolute path of the store's folder. */
  readonly folder: string;
  readonly embedder: Embedder;
}

/** `rows` may come several times; one of the others is the last message. */
export type TableReply =
  | { readonly rows: VectorRows }
  /** The job is done. `damaged`: ids of rows that were damaged and have been removed. */
  | { readonly damaged: readonly number[] }
  /** LanceDB's error: the table is damaged, or cannot be read or written. */
  | { readonly error: string };
