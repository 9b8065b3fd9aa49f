/** Sends what became of the records of the last import as a table to store. */
import type { Hono } from 'hono';
import { csvRow } from '../library/csv.ts';
import type { ImportOutcomePage, OutcomeRequest } from '../model/imports.ts';

/** What the route asks of the service. */
interface RecordSource {
  readonly imports: { outcomes(request: OutcomeRequest): Promise<ImportOutcomePage> };
}

const PAGE = 1000;

/** Adds `/import/records.csv`; with `missing` in the address only what was not found. */
export function addImportRecordRoutes(app: Hono, { imports }: RecordSource): void {
  app.get('/import/records.csv', (context) => {
    const missing = context.req.query('missing') !== undefined;
    return new Response(ReadableStream.from(table(imports, missing)), {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': 'attachment; filename="descant-import.csv"',
        'Cache-Control': 'no-store',
      },
    });
  });
}

async function* table(imports: RecordSource['imports'], missing: boolean): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(csvRow(['outcome', 'artist', 'title', 'path', 'tracks']));
  for (let after: number | null = 0; after !== null;) {
    const page: ImportOutcomePage = await imports.outcomes({ after, limit: PAGE, missing });
    const rows = page.outcomes.map(({ by, reason, artist, title, path, tracks }) =>
      csvRow([by ?? reason, artist, title, path, tracks.join(' ')]),
    );
    yield encoder.encode(rows.join(''));
    after = page.next;
  }
}
