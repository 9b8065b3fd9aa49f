/** From what fields shall show to what tags have to become. */
import type { Tags } from '../formats/layout.ts';
import { tagValues } from '../formats/tags/tag-values.ts';
import type { TemplateEntry } from './entry.ts';
import type { ChangedField } from './path-walk.ts';

/** Field by its Picard name → new values; `null` removes it. */
export type TagChanges = Readonly<Record<string, readonly string[] | null>>;

/**
 * The tags with which these fields show these texts. Of several fields of which one is shown, the one that is
 * shown now is written, or else the first.
 * @returns only what differs; `null` where a field can never show such a text
 */
export function tagChanges(entry: TemplateEntry, changed: readonly ChangedField[]): TagChanges | null {
  const tags: Record<string, readonly string[]> = { ...entry.tags };
  const touched = new Set<string>();
  let waiting = [...changed];
  while (waiting.length > 0) {
    // A month needs a year, which may be another of the changes.
    const later = waiting.filter(({ part, shown }) => {
      const writable = part.fields.filter((field) => field.change !== undefined);
      const field = writable.find((candidate) => candidate.value(entry) !== '') ?? writable[0];
      const change = field?.change?.(shown, { ...entry, tags });
      if (change === null || change === undefined) return true;
      touched.add(change.tag);
      if (change.values === null || change.values.length === 0) delete tags[change.tag];
      else tags[change.tag] = change.values;
      return false;
    });
    if (later.length === waiting.length) return null;
    waiting = later;
  }
  const fields: Record<string, readonly string[] | null> = {};
  for (const tag of touched) {
    const values = tagValues(tags, tag);
    if (!sameValues(values, tagValues(entry.tags, tag))) fields[tag] = values ?? null;
  }
  return fields;
}

export function withChanges(tags: Tags, changes: TagChanges): Tags {
  const changed: Record<string, readonly string[]> = { ...tags };
  for (const [field, values] of Object.entries(changes)) {
    if (values === null) delete changed[field];
    else changed[field] = values;
  }
  return changed;
}

export function sameChanges(one: TagChanges, other: TagChanges): boolean {
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => name in other && sameValues(one[name], other[name]))
  );
}

function sameValues(one: readonly string[] | null | undefined, other: readonly string[] | null | undefined): boolean {
  return JSON.stringify(one ?? []) === JSON.stringify(other ?? []);
}
