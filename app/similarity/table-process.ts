/**
 * The program of the child process that uses LanceDB: it does one job and ends. LanceDB needs 100 MB as long as its
 * process lives, and most of the time a vector store does not need it.
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TableJob, TableReply } from './table-messages.ts';
import { readVectorLog, vectorLogPath } from './vector-log.ts';
import { changeRows, openVectorTable, readVectors } from './vector-table.ts';

process.on('disconnect', () => process.exit());
process.once('message', (job: TableJob) => {
  void withScratch(job)
    .catch((error: unknown): TableReply => ({ error: error instanceof Error ? error.message : String(error) }))
    .then(send)
    .then(() => process.exit());
});

/** Does a job with a temporary folder of its own: LanceDB makes one and leaves it where the process ends. */
async function withScratch(job: TableJob): Promise<TableReply> {
  const scratch = join(job.folder, 'scratch');
  await mkdir(scratch, { recursive: true });
  for (const name of ['TMPDIR', 'TMP', 'TEMP']) process.env[name] = scratch;
  try {
    return await run(job);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function run({ task, folder, embedder }: TableJob): Promise<TableReply> {
  const table = await openVectorTable(folder, embedder);
  if (task === 'read') return { damaged: await readVectors(table, embedder, (rows) => send({ rows })) };
  const log = await readFile(vectorLogPath(folder, embedder.id));
  await changeRows(table, readVectorLog(log, embedder.dimension).changes);
  return { damaged: [] };
}

/** Resolves when the message is sent: rows wait in the file, not in memory. */
function send(reply: TableReply): Promise<void> {
  return new Promise((resolve) => void process.send!(reply, undefined, undefined, () => resolve()));
}
