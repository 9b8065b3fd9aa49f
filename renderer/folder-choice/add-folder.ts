/** Adds a folder, or the demo's music, to the library and starts its scan. */
import { api, queries, service } from '../service/client.ts';

/** @throws what the service says when the folder cannot be used */
export async function addFolder(path: string): Promise<void> {
  await service.scan.start.mutate({ paths: [path.trim()] });
  await queries.invalidateQueries(api.library.summary.pathFilter());
}

/** @returns where the demo's music is. @throws what the service says when it cannot be made */
export async function addDemo(): Promise<string> {
  const { folder } = await service.demo.add.mutate({});
  await queries.invalidateQueries(api.library.summary.pathFilter());
  return folder;
}
