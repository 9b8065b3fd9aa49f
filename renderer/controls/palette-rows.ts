/** What a palette lists, group after group, and which line is marked after a key. Pure. */
import type { IconName } from './Icon.tsx';

/** A line of a palette. */
export interface PaletteLine {
  /** Unique in the palette. */
  readonly id: string;
  /** The name in parts: what was typed stands out. */
  readonly parts: readonly { readonly text: string; readonly matches: boolean; readonly at: number }[];
  /** What it is, or by which other name it was found. */
  readonly note?: string;
  readonly icon?: IconName;
  /** A key as it is printed. */
  readonly keys?: string | undefined;
  /** Whether it is the name of music. */
  readonly isMusic?: boolean;
}

export interface PaletteGroup {
  readonly title: string;
  readonly lines: readonly PaletteLine[];
}

/** The id of the marked line: the first one where the marked one has gone. */
export function markedLine(groups: readonly PaletteGroup[], marked: string | null): string | null {
  const ids = groups.flatMap(({ lines }) => lines.map(({ id }) => id));
  return marked !== null && ids.includes(marked) ? marked : (ids[0] ?? null);
}

/** The line that a key marks, round the ends; `null` for keys that mark nothing. */
export function lineAfterKey(groups: readonly PaletteGroup[], marked: string | null, key: string): string | null {
  const ids = groups.flatMap(({ lines }) => lines.map(({ id }) => id));
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (step === undefined || ids.length === 0) return null;
  const at = marked === null ? -1 : ids.indexOf(marked);
  return ids[(at + step + ids.length) % ids.length] ?? null;
}
