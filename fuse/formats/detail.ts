/**
 * The parts of a layout's `detail` that writers of several formats use. A layout comes back from a database
 * as JSON, so each entry is checked before it is believed.
 */
import type { Layout, Tags } from './layout.ts';

export interface WriterDetail {
  /** Vendor string of Vorbis comments. */
  readonly vendor: string;
  /** Spelling of field names that the mapping table does not know. */
  readonly names: Readonly<Record<string, string>>;
  /** Languages of comments and lyrics that are not all in English: one for each value that the original has. */
  readonly languages: Readonly<Record<string, readonly string[]>>;
  /** The fields of the original. */
  readonly found: Tags;
  /** Version of the ID3v2 tag that the original has; 0 for none. */
  readonly id3: number;
}

const NOTHING: Readonly<Record<string, string>> = Object.freeze(Object.create(null) as Record<string, string>);

export function writerDetail({ detail, tags }: Layout): WriterDetail {
  return {
    vendor: typeof detail['vendor'] === 'string' ? detail['vendor'] : '',
    names: texts(detail['names']),
    languages: lists(detail['languages'], tags),
    found: tags,
    id3: typeof detail['id3'] === 'number' ? detail['id3'] : 0,
  };
}

/** The record without a prototype: a field may be called `constructor`. */
function texts(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return NOTHING;
  const record = Object.create(null) as Record<string, string>;
  for (const [key, text] of Object.entries(value)) if (typeof text === 'string') record[key] = text;
  return record;
}

/** The lists of texts; a single text, as earlier versions stored it, holds for all values of its field. */
function lists(value: unknown, tags: Tags): Readonly<Record<string, readonly string[]>> {
  const record = Object.create(null) as Record<string, readonly string[]>;
  if (typeof value !== 'object' || value === null) return record;
  for (const [key, list] of Object.entries(value)) {
    if (typeof list === 'string') record[key] = tags[key]?.map(() => list) ?? [list];
    else if (Array.isArray(list) && list.every((text) => typeof text === 'string')) record[key] = list;
  }
  return record;
}
