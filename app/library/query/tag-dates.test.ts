import { beforeAll, describe, expect, it } from 'vitest';
import { memoryLibrary, type MemoryLibrary } from '../testing-library.ts';
import { TrackReader } from '../track-reader.ts';

let library: MemoryLibrary;
let reader: TrackReader;

beforeAll(() => {
  library = memoryLibrary();
  reader = new TrackReader(library.connection);
  for (const [title, date] of Object.entries({
    year: '1994',
    april: '1994-04',
    may: '1994-05',
    day: '1994-05-17',
    next: '1995-01-02T10:20',
    odd: 'unknown',
  })) {
    library.add({ name: `${title}.flac`, tags: { title: [title], date: [date], releasedate: [date] } });
  }
  library.add({ name: 'none.flac', tags: { title: ['none'] } });
  library.add({ name: 'original.flac', tags: { title: ['original'], originaldate: ['1980-02-03'] } });
});

const find = (query: string): string =>
  reader
    .rows(reader.ids(`${query} id+`))
    .map(({ title }) => title)
    .join(' ');

describe('dates in tags', () => {
  it.each([
    ['1994', 'year april may day'],
    ['1994-05', 'may day'],
    ['1994-5', 'may day'],
    ['1994-05-17', 'day'],
    ['1994-04..1994-05', 'april may day'],
    ['1994-05..', 'may day next'],
    ['1994-05..1995', 'may day next'],
    ['1994..1994-04', 'year april'],
    ['1995-01-02', 'next'],
    ['1995-01-03..', ''],
  ])('of %s are found as ranges: %s', (range, found) => {
    expect(find(`releasedate:${range}`)).toBe(found);
    expect(find(`date:${range}`)).toBe(found);
  });

  it('are those of the first release where a track has no other', () => {
    expect([find('date:1980-02'), find('originaldate:1980-02'), find('date:1980')]).toEqual(Array(3).fill('original'));
  });

  it('match expressions as they are written', () => {
    expect(find('releasedate::^1994-0')).toBe('april may day');
  });

  it.each(['1994-05-17x', 'May', '1994-13-1-1'])('cannot be %s', (text) => {
    expect(() => find(`releasedate:${text}`)).toThrow('is not a number that releasedate: understands');
  });
});
