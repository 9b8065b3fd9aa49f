import { beforeEach, expect, it } from 'vitest';
import { Catalogue } from '../library/catalogue/catalogue.ts';
import { memoryLibrary, type MemoryLibrary } from '../library/testing-library.ts';
import { HealthSurvey } from './survey.ts';
import { countsOf } from './testing-health.ts';

let library: MemoryLibrary;
beforeEach(() => {
  library = memoryLibrary();
});

/** Adds tracks of an album, one for each year. */
function addAlbum(album: string, years: readonly string[]): void {
  for (const [index, date] of years.entries()) {
    const tags = { title: ['x'], artist: ['Ash'], album: [album], date: [date], tracknumber: [String(index + 1)] };
    library.add({ folder: `/music/${album}`, name: `${index}.flac`, tags });
  }
}

it('looks at albums whole, where a page would end in one as well', async () => {
  addAlbum(
    'a',
    Array.from({ length: 499 }, () => '1999'),
  );
  addAlbum('b', ['1999', '2001', '2001']);
  addAlbum('c', ['1999']);
  await new Catalogue(library.connection).settle();
  expect(countsOf(library.connection)['album-year']).toBe(1);
  const survey = new HealthSurvey(library.connection);
  expect(survey.begin()).toEqual({ done: 0, total: 503, isComplete: false });
  expect(survey.advance()).toEqual({ done: 502, total: 503, isComplete: false });
  expect(survey.advance()).toMatchObject({ done: 503 });
});

it('keeps what the last one has found until the next is complete', async () => {
  addAlbum('a', ['1999', '2001']);
  await new Catalogue(library.connection).settle();
  const survey = new HealthSurvey(library.connection);
  expect(survey.report).toBeNull();
  survey.begin();
  while (!survey.advance().isComplete);
  const { report } = survey;
  expect(survey.findings('album-year')).toMatchObject({ count: 1, keys: [1] });
  survey.begin();
  survey.advance();
  expect(survey.report).toBe(report);
  expect(survey.findings('album-year').count).toBe(1);
});

it('is complete for an empty library', () => {
  expect(countsOf(library.connection)).toEqual({});
});
