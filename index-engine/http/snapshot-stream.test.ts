import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryPaths } from '../../tests/index-engine/temporary-directory.ts';
import type { LocalIndex } from '../engine/local-index.ts';
import { decodeMsgpack } from './msgpack-decode.ts';
import { snapshotStream } from './snapshot-stream.ts';

const newPath = temporaryPaths();

async function piecesOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return pieces;
}

/** An index whose snapshot is these files, and how often they were released. */
function indexOf(files: { path: string; bytes: number }[]): { index: LocalIndex; released: () => number } {
  let released = 0;
  const index = {
    pinFiles: async () => ({ manifest: 'the manifest', files, release: () => void released++ }),
  } as unknown as LocalIndex;
  return { index, released: () => released };
}

describe('the stream of a snapshot', () => {
  it('is a header in MessagePack and the bytes of the segments', async () => {
    const [older, newer] = [newPath(), newPath()];
    writeFileSync(older, 'older and what was written later');
    writeFileSync(newer, 'newer');
    const { index, released } = indexOf([
      { path: older, bytes: 5 },
      { path: newer, bytes: 5 },
    ]);
    const [header, ...content] = await piecesOf(snapshotStream(index, 7));
    expect(decodeMsgpack(header!)).toEqual(
      new Map<string, unknown>([
        ['f', 1],
        ['g', 7],
        [
          's',
          [older, newer].map(
            (path) =>
              new Map<string, unknown>([
                ['n', basename(path)],
                ['b', 5],
              ]),
          ),
        ],
        ['c', 'the manifest'],
      ]),
    );
    expect([Buffer.concat(content).toString(), released()]).toEqual(['oldernewer', 1]);
  });

  it('is the header alone where there is no segment', async () => {
    const pieces = await piecesOf(snapshotStream(indexOf([]).index, 0));
    expect(pieces.map((piece) => Buffer.from(piece).toString('latin1'))).toEqual([
      '\x84\xa1f\x01\xa1g\x00\xa1s\x90\xa1c\xacthe manifest',
    ]);
  });

  it('releases its files when the reader ends early', async () => {
    const { index, released } = indexOf([]);
    for await (const _ of snapshotStream(index, 1)) break;
    expect(released()).toBe(1);
  });
});
