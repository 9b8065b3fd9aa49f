/** `descant art list`: the pictures of the tracks of a query. */
import type { ArtPage, ArtRow } from '../../../app/model/art.ts';
import type { Api } from '../connect.ts';
import { interruptible } from '../long-work.ts';
import { formatBytes, printJson, printLines, table } from '../output.ts';
import { formatOf, pixels } from './art-words.ts';

const PAGE = 200;

/** The pictures page by page: a page is some 200 tracks. */
export async function* artOf(api: Api, query: string, signal: AbortSignal): AsyncGenerator<ArtPage> {
  for (let after: number | null = 0; after !== null;) {
    signal.throwIfAborted();
    const page: ArtPage = await api.art.list.query({ query, after, limit: PAGE }, { signal });
    yield page;
    after = page.next;
  }
}

export async function listArt(api: Api, query: string, json: boolean): Promise<void> {
  await interruptible(async (signal) => {
    const all: ArtRow[] = [];
    for await (const { pictures } of artOf(api, query, signal)) {
      if (json) all.push(...pictures);
      else printLines(table(pictures.map(lineOf)));
    }
    if (json) printJson({ pictures: all });
  });
}

function lineOf(picture: ArtRow): string[] {
  const { trackId, type, mime, bytes, source, path, description } = picture;
  const from = source === 'file' ? path : `library, for ${path}`;
  const called = description === '' ? '' : ` "${description}"`;
  return [String(trackId), type + called, pixels(picture), formatOf(mime), formatBytes(bytes), from];
}
