import { Hono } from 'hono';
import { expect, it } from 'vitest';
import type { ImportOutcome, OutcomeRequest } from '../model/imports.ts';
import { addImportRecordRoutes } from './import-records.ts';

const record = (title: string, by: ImportOutcome['by']): ImportOutcome => ({
  path: `/music/${title}.mp3`,
  title,
  artist: '=A',
  by,
  reason: by === null ? 'ambiguous' : null,
  tracks: by === null ? [2, 3] : [1],
});

it('sends every record, page by page, as a table without formulas', async () => {
  const asked: OutcomeRequest[] = [];
  const app = new Hono();
  addImportRecordRoutes(app, {
    imports: {
      outcomes: async (request) => {
        asked.push(request);
        return request.after === 0
          ? { outcomes: [record('one', 'sound')], next: 7 }
          : { outcomes: [record('two, three', null)], next: null };
      },
    },
  });
  const response = await app.request('/import/records.csv');
  expect(response.headers.get('Content-Disposition')).toBe('attachment; filename="descant-import.csv"');
  expect(await response.text()).toBe(
    "outcome,artist,title,path,tracks\r\nsound,'=A,one,/music/one.mp3,1\r\n" +
      'ambiguous,\'=A,"two, three","/music/two, three.mp3",2 3\r\n',
  );
  expect(asked.map(({ after, missing }) => [after, missing])).toEqual([
    [0, false],
    [7, false],
  ]);
  await (await app.request('/import/records.csv?missing')).text();
  expect(asked.at(-1)).toMatchObject({ missing: true });
});
