/** How long the service takes to start on a library that is there: from its process to the first rows. */
import { startDescant } from './descant.ts';
import { percentile } from './measures.ts';

const STARTS = 5;

/**
 * @param folder the bench's folder, with the library in it, which no service owns now
 * @param rows number of rows of a list's first page
 * @returns the median of several starts: seconds from the start of the process to the answer of the API with those rows
 */
export async function measureStart(folder: string, rows: number): Promise<number> {
  const times: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const started = performance.now();
    const service = await startDescant(folder);
    await service.api.tracks.list.query({ query: '', limit: rows });
    times.push((performance.now() - started) / 1000);
    await service.stop();
  }
  return percentile(times, 0.5);
}
