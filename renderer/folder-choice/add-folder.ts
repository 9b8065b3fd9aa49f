/** Adds a folder to the library and starts its scan. */
import { api, queries, service } from '../service/client.ts';

/** @throws what the service says when the folder cannot be used */
export async function addFolder(path: string): Promise<void> {
  await service.scan.start.mutate({ paths: [path.trim()] });
  await queries.invalidateQueries(api.library.summary.pathFilter());
}
