import { beforeEach, describe, expect, it } from 'vitest';
import { followWriter, type WriterFollowers } from './follow-writer.ts';

let told: unknown[];
let followers: WriterFollowers;

beforeEach(() => {
  told = [];
  followers = {
    events: { emit: (event: unknown) => told.push(['event', event]) },
    mount: {
      changed: (ids: unknown) => told.push(['changed', ids]),
      scanned: (ids: unknown) => told.push(['scanned', ids]),
    },
    catalogue: { wake: () => told.push('catalogue') },
  } as unknown as WriterFollowers;
});

describe('tracks that the writer has changed', () => {
  it('are told to the mount at once after an edit', () => {
    followWriter(followers, { type: 'tracks', ids: [1], byScan: false });
    expect(told).toEqual([['changed', [1]], 'catalogue', ['event', { type: 'tracks', ids: [1] }]]);
  });

  it('are told to the mount at the pace of a scan while it goes on', () => {
    followWriter(followers, { type: 'tracks', ids: [1], byScan: true });
    expect(told).toEqual([['scanned', [1]], 'catalogue', ['event', { type: 'tracks', ids: [1] }]]);
  });
});
