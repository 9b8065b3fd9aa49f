import { beforeEach, describe, expect, it } from 'vitest';
import { Listening } from './listening.ts';

let reports: [number, string][];
let listening: Listening;
const hear = (from: number, to: number): void => {
  for (let position = from; position <= to; position += 0.25) listening.reach(position);
};

beforeEach(() => {
  reports = [];
  listening = new Listening((id, kind) => reports.push([id, kind]));
});

describe('a track that is heard', () => {
  it('is played once half of it was heard, and only once', () => {
    listening.begin({ id: 1, duration: 100 });
    hear(0, 49.75);
    expect(reports).toEqual([]);
    hear(49.75, 100);
    expect(reports).toEqual([[1, 'play']]);
    listening.begin({ id: 2, duration: 100 });
    expect(reports).toEqual([[1, 'play']]);
  });

  it('is played after four minutes, however long it is, also where nobody knows how long', () => {
    listening.begin({ id: 1, duration: 3600 });
    hear(0, 239.75);
    expect(reports).toEqual([]);
    hear(239.75, 240);
    listening.begin({ id: 2, duration: 0 });
    hear(0, 240);
    expect(reports).toEqual([
      [1, 'play'],
      [2, 'play'],
    ]);
  });

  it('is skipped when it is left before, and neither when nothing of it was heard', () => {
    listening.begin({ id: 1, duration: 100 });
    hear(0, 10);
    listening.begin({ id: 2, duration: 100 });
    listening.begin({ id: 3, duration: 100 });
    expect(reports).toEqual([[1, 'skip']]);
  });

  it('is not heard where it is jumped over, forward or back', () => {
    listening.begin({ id: 1, duration: 100 });
    hear(0, 20);
    hear(80, 100);
    hear(0, 5);
    expect(reports).toEqual([]);
    listening.reach(40);
    hear(40, 45.25);
    expect(reports).toEqual([[1, 'play']]);
  });

  it('goes on where it was left when the page was reloaded', () => {
    listening.begin({ id: 1, duration: 100 }, 90);
    hear(90, 100);
    expect(reports).toEqual([]);
  });

  it('counts again when it is played again', () => {
    for (const _ of [1, 2]) {
      listening.begin({ id: 1, duration: 10 });
      hear(0, 5);
    }
    expect(reports).toEqual([
      [1, 'play'],
      [1, 'play'],
    ]);
  });

  it('needs a track', () => {
    hear(0, 500);
    expect(reports).toEqual([]);
  });
});
