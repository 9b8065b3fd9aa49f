import { describe, expect, it } from 'vitest';
import { UsageError } from '../command-line.ts';
import { run } from './recordings.ts';

describe('descant recordings', () => {
  it.each([
    [['merge', 'a'], 'name two recordings or more'],
    [['split'], 'name the tracks'],
    [['split', 'x'], 'split'],
    [['mbid', 'a'], 'name a recording and the MusicBrainz id'],
    [['a', 'b'], 'name one recording'],
    [['--dry-run'], '--dry-run belongs to'],
    [['--limit', '0'], '--limit'],
  ])('refuses %j', async (argv, message) => {
    const refused = run(argv);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(message);
  });
});
