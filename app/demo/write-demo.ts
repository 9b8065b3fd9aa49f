/**
 * Writes the demo's music into a folder: `Artist/Album/01 Title.flac`. A file that is there stays as it is, so that a
 * second call completes what the first has begun, and no edit of a file is lost.
 *
 * Errors: `DemoPlaceError` for a folder that holds something else.
 */
import { existsSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../storage/make-folder.ts';
import { DEMO_ALBUMS, type DemoAlbum, type Piece } from './demo-albums.ts';
import { COVER_SIZE, drawCover } from './demo-covers.ts';
import { flacFile } from './flac-file.ts';
import { renderPiece } from './render-piece.ts';

/** A folder in which the demo's music would mix with something else. */
export class DemoPlaceError extends Error {
  readonly code = 'BAD_PLACE';
  readonly path: string;
  constructor(path: string, reason: string) {
    super(`${path} ${reason}; name a folder that is empty or not there yet`);
    this.name = 'DemoPlaceError';
    this.path = path;
  }
}

/** @returns how many files were written; 0 where all were there */
export function writeDemo(folder: string): number {
  requireOwnPlace(folder);
  let written = 0;
  for (const album of DEMO_ALBUMS) {
    const missing = [...album.pieces.entries()].filter(
      ([index, piece]) => !existsSync(pathOf(folder, album, piece, index)),
    );
    if (missing.length === 0) continue;
    const png = drawCover(album.band);
    for (const [index, piece] of missing) {
      const path = pathOf(folder, album, piece, index);
      makeFolder(dirname(path));
      const file = flacFile({
        samples: renderPiece(piece, album.band),
        tags: tagsOf(album, piece, index),
        cover: { png, size: COVER_SIZE },
      });
      // A half-written file would have the name of no audio file, and be written over.
      writeFileSync(`${path}.part`, file);
      renameSync(`${path}.part`, path);
      written++;
    }
  }
  return written;
}

function requireOwnPlace(folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) throw new DemoPlaceError(folder, 'is a file');
  const own = new Set(DEMO_ALBUMS.map(({ artist }) => artist));
  const foreign = readdirSync(folder).find((name) => !own.has(name));
  if (foreign !== undefined) throw new DemoPlaceError(folder, `holds “${foreign}”, which is no part of the demo`);
}

function pathOf(folder: string, { artist, title }: DemoAlbum, piece: Piece, index: number): string {
  return join(folder, artist, title, `${String(index + 1).padStart(2, '0')} ${piece.title}.flac`);
}

function tagsOf({ artist, title, pieces }: DemoAlbum, piece: Piece, index: number): [string, string][] {
  return [
    ['TITLE', piece.title],
    ['ARTIST', artist],
    ['ALBUMARTIST', artist],
    ['ALBUM', title],
    ['TRACKNUMBER', String(index + 1)],
    ['TRACKTOTAL', String(pieces.length)],
    ['GENRE', piece.genre],
    ...(piece.year === null ? [] : [['DATE', String(piece.year)] satisfies [string, string]]),
    ['BPM', String(piece.bpm)],
    ['INITIALKEY', piece.key],
    ['COMMENT', 'Synthesised by Descant for its demo library'],
  ];
}
