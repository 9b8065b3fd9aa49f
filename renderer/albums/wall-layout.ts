/**
 * Where the tiles of the album wall stand: as many columns as fit the width, covers as wide as the room allows. Rows of
 * tiles have one height; the album that is open takes a row of its own under the row of its tile. Pure; in CSS pixels.
 */

/** Between tiles, and at both sides of the wall: `--space-5`; on phones, where covers need the room, `--space-3`. */
const WIDE_GAP = 24;
const NARROW_GAP = 12;

/** Walls below this width have the narrow gap. */
const NARROW_PX = 480;

/** Under a cover: the lines of title, artist and facts with the space above them. */
export const CAPTION_PX = 64;

/** Where two covers of this edge fit, a narrow wall has two columns. */
const LEAST_PX = 90;

export interface WallLayout {
  readonly columns: number;
  /** Between tiles, and at both sides. */
  readonly gap: number;
  /** Edge of a cover. */
  readonly edge: number;
  /** Height of a row of tiles with the gap under it. */
  readonly rowHeight: number;
}

/** @param wanted edge of a cover that one has chosen; covers are at least as wide, unless the wall is narrow */
export function wallLayout(width: number, wanted: number): WallLayout {
  const gap = width < NARROW_PX ? NARROW_GAP : WIDE_GAP;
  const room = Math.max(0, width - 2 * gap);
  const fitting = Math.floor((room + gap) / (wanted + gap));
  const columns = Math.max(fitting, room >= 2 * LEAST_PX + gap ? 2 : 1);
  const edge = Math.max(1, Math.floor((room - (columns - 1) * gap) / columns));
  return { columns, gap, edge, rowHeight: edge + CAPTION_PX + gap };
}

/** A row of the wall: tiles from an index on, or the open album. */
export type WallRow = { readonly kind: 'tiles'; readonly first: number } | { readonly kind: 'open' };

/** Number of rows. @param open index of the tile whose album is open, or `null` */
export function rowCount(albums: number, columns: number, open: number | null): number {
  return Math.ceil(albums / columns) + (isOpen(albums, open) ? 1 : 0);
}

/** What stands in a row. */
export function rowAt(row: number, albums: number, columns: number, open: number | null): WallRow {
  const under = isOpen(albums, open) ? Math.floor(open / columns) + 1 : Infinity;
  if (row === under) return { kind: 'open' };
  return { kind: 'tiles', first: (row > under ? row - 1 : row) * columns };
}

/** The row of a tile. */
export function rowOf(index: number, albums: number, columns: number, open: number | null): number {
  const row = Math.floor(index / columns);
  return isOpen(albums, open) && row > Math.floor(open / columns) ? row + 1 : row;
}

/** The tile that a key leads to; `null` for keys that lead nowhere. */
export function tileAfterKey(
  key: string,
  index: number,
  albums: number,
  columns: number,
  rowsOnScreen: number,
): number | null {
  const screen = Math.max(1, rowsOnScreen) * columns;
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
    PageDown: screen,
    PageUp: -screen,
    Home: -albums,
    End: albums,
  };
  const step = steps[key];
  if (step === undefined || albums === 0) return null;
  const target = index + step;
  // Down from above a last row that is not full leads to its last tile; up from the first row leads nowhere.
  if (key === 'ArrowUp' && target < 0) return index;
  if (key === 'ArrowDown' && Math.floor(index / columns) === Math.floor((albums - 1) / columns)) return index;
  return Math.max(0, Math.min(albums - 1, target));
}

function isOpen(albums: number, open: number | null): open is number {
  return open !== null && open < albums;
}
