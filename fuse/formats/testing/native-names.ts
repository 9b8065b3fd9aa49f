/**
 * Tags as a foreign reader names them, worked out from the field table alone: what a file that Descant writes has to
 * look like to others.
 */
import { mappingOf, NUMBER_FIELDS, TOTAL_FIELDS } from '../tag-mapping.ts';
import type { Tags } from '../layout.ts';

/** Names that stand for a number and a total. */
const PAIRS = new Set(['TRCK', 'TPOS', 'MVIN', 'trkn', 'disk', 'Track', 'Disc']);

export type NativeTags = Record<string, string[]>;

export function nativeTags(container: string, tags: Tags): NativeTags {
  const native: NativeTags = {};
  for (const field in tags) {
    const values = [...(tags[field] as readonly string[])];
    const name = nativeName(container, field);
    // Number and total stand together, unless the format has a place for each.
    const isPaired = PAIRS.has(name);
    const total = NUMBER_FIELDS.get(field);
    if (isPaired && TOTAL_FIELDS.has(field)) {
      if (tags[TOTAL_FIELDS.get(field) as string] === undefined) {
        native[name] = [container === 'mp4' ? `0/${values[0] as string}` : `/${values[0] as string}`];
      }
    } else if (isPaired && total !== undefined) {
      const of = tags[total]?.[0];
      native[name] = of === undefined && container !== 'mp4' ? values : [`${values[0] as string}/${of ?? '0'}`];
    } else native[name] = values;
  }
  return native;
}

function nativeName(container: string, field: string): string {
  const mapping = mappingOf(field);
  switch (container) {
    case 'flac':
    case 'ogg':
      return mapping?.vorbis[0] ?? field.toUpperCase();
    case 'mp4':
      return mapping?.mp4 ?? `----:${field}`;
    case 'ape':
    case 'wavpack':
    case 'musepack':
      return mapping?.ape[0] ?? field;
    default:
      return mapping?.id3 ?? `TXXX:${field}`;
  }
}
