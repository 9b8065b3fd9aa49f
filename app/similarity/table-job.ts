/** Does the jobs of a vector store that need LanceDB, each in a child process of its own: see `table-process.ts`. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TableJob, TableReply } from './table-messages.ts';
import type { VectorRows } from './vector-table.ts';

const PROGRAM = fileURLToPath(new URL('./table-process.ts', import.meta.url));

/** LanceDB could not do it: the table is damaged, or its files cannot be read or written. */
export class TableError extends Error {}

/**
 * @param onRows called with the rows of the table, part by part
 * @returns ids of the rows that were damaged and have been removed
 * @throws TableError; another error when the process could not be started, or died
 */
export function runTableJob(job: TableJob, onRows: (rows: VectorRows) => void = () => {}): Promise<readonly number[]> {
  return new Promise((resolve, reject) => {
    const child = fork(PROGRAM, [], { serialization: 'advanced', stdio: 'ignore', execArgv: [] });
    child.on('message', (reply: TableReply) => {
      if ('rows' in reply) onRows(reply.rows);
      else if ('error' in reply) reject(new TableError(reply.error));
      else resolve(reply.damaged);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) =>
      reject(new Error(`the process that uses LanceDB ended: ${signal ?? `exit code ${code}`}`)),
    );
    child.send(job, (error) => error && reject(error));
  });
}
