/**
 * Which columns the track table shows, in which order, and how wide those are that a person has resized. Pure, and
 * text for the browser's storage: what is malformed there, or names a column of another version, is left out.
 */
export interface ColumnPlace {
  readonly id: string;
  /** Pixels; `null` for the usual width. */
  readonly width: number | null;
}

export type ColumnLayout = readonly ColumnPlace[];

const NARROWEST = 36;
const WIDEST = 900;

/** Shows a column at the end, or takes it away; the last one stays. */
export function withColumn(layout: ColumnLayout, id: string): ColumnLayout {
  if (!layout.some((place) => place.id === id)) return [...layout, { id, width: null }];
  return layout.length === 1 ? layout : layout.filter((place) => place.id !== id);
}

/** Moves a column in front of another one; `null` moves it to the end. */
export function withColumnBefore(layout: ColumnLayout, id: string, before: string | null): ColumnLayout {
  const moved = layout.find((place) => place.id === id);
  if (moved === undefined || id === before) return layout;
  const others = layout.filter((place) => place !== moved);
  const at = before === null ? others.length : others.findIndex((place) => place.id === before);
  return at < 0 ? layout : [...others.slice(0, at), moved, ...others.slice(at)];
}

/** Moves a column by one place. */
export function withColumnMoved(layout: ColumnLayout, id: string, step: 1 | -1): ColumnLayout {
  const at = layout.findIndex((place) => place.id === id);
  const target = step === 1 ? layout[at + 2] : layout[at - 1];
  if (at < 0 || (step === -1 && target === undefined)) return layout;
  return withColumnBefore(layout, id, target?.id ?? null);
}

/** @param width in pixels, kept in bounds; `null` for the usual width */
export function withColumnWidth(layout: ColumnLayout, id: string, width: number | null): ColumnLayout {
  const kept = width === null ? null : Math.round(Math.max(NARROWEST, Math.min(WIDEST, width)));
  return layout.map((place) => (place.id === id ? { id, width: kept } : place));
}

export function formatLayout(layout: ColumnLayout): string {
  return layout.map(({ id, width }) => (width === null ? id : `${id}:${width}`)).join(',');
}

/** @param known the ids of all columns @returns `null` where no column is named */
export function parseLayout(text: string | null, known: ReadonlySet<string>): ColumnLayout | null {
  const places = new Map<string, ColumnPlace>();
  for (const [id = '', size] of (text ?? '').split(',').map((part) => part.split(':'))) {
    const width = Number(size);
    const isWidth = size !== undefined && Number.isInteger(width) && width >= NARROWEST && width <= WIDEST;
    if (known.has(id)) places.set(id, { id, width: isWidth ? width : null });
  }
  return places.size === 0 ? null : [...places.values()];
}
