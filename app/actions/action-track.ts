/**
 * A track as actions see it: the tags in force, laid over by what earlier actions of the same run have changed, and
 * where its file lies.
 */
import type { Tags } from '../../fuse/formats/layout.ts';
import type { TemplateEntry } from '../../fuse/template/entry.ts';
import { sameValues } from '../library/effective-track.ts';
import type { FieldChanges } from '../library/planned-edit.ts';
import type { FieldChange } from '../model/actions.ts';

/** What is known of a track before any action. */
export interface TrackFacts {
  readonly id: number;
  /** Raised by each change of the tags in force. */
  readonly generation: number;
  readonly tags: Tags;
  /** Name of the file, with its extension. */
  readonly fileName: string;
  /** Names of the folders from the library's folder down to the file's; empty for a file in the library's folder itself. */
  readonly folders: readonly string[];
  /** Whether names had to be changed to be shown as text: their bytes are not UTF-8. */
  readonly isIllegible: boolean;
  /** Tells folders apart, also those of one name. */
  readonly folderId: number;
  /** Lower case, without the dot. */
  readonly extension: string;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
}

export class ActionTrack {
  readonly facts: TrackFacts;
  #tags: Tags;
  readonly #touched = new Set<string>();

  constructor(facts: TrackFacts) {
    this.facts = facts;
    this.#tags = facts.tags;
  }

  get id(): number {
    return this.facts.id;
  }

  /** The tags as earlier actions have left them. */
  get tags(): Tags {
    return this.#tags;
  }

  /** Name of the file without its extension. */
  get stem(): string {
    const { fileName, extension } = this.facts;
    return extension === '' ? fileName : fileName.slice(0, -extension.length - 1);
  }

  /** The track as templates see it. */
  get entry(): TemplateEntry {
    const { id, extension, addedAt } = this.facts;
    return { id, tags: this.#tags, extension, addedAt, fileName: this.stem };
  }

  /** The values of a field; null where it has none. */
  values(field: string): readonly string[] | null {
    const values = Object.hasOwn(this.#tags, field) ? this.#tags[field]! : [];
    return values.length > 0 ? values : null;
  }

  /** The first value of a field; empty where it has none. */
  first(field: string): string {
    return this.values(field)?.[0] ?? '';
  }

  /**
   * Those of the changes that change something. White space around new values goes, and so do values without text.
   */
  real(changes: FieldChanges): FieldChanges {
    return Object.fromEntries(
      Object.entries(changes).flatMap(([field, wanted]) => {
        const before = this.values(field);
        const values = wanted === null ? null : tidied(wanted, before);
        return sameValues(values, before) ? [] : [[field, values?.length === 0 ? null : values]];
      }),
    );
  }

  /** Lays changes over the tags. */
  change(changes: FieldChanges): void {
    const tags = new Map(Object.entries(this.#tags));
    for (const [field, values] of Object.entries(changes)) {
      this.#touched.add(field);
      if (values === null) tags.delete(field);
      else tags.set(field, values);
    }
    this.#tags = Object.fromEntries(tags);
  }

  /** What differs from the track before any action. */
  differences(): FieldChange[] {
    const { tags } = this.facts;
    return [...this.#touched].sort().flatMap((field) => {
      const before = Object.hasOwn(tags, field) ? tags[field]! : null;
      const after = this.values(field);
      return sameValues(before, after) ? [] : [{ field, before, after }];
    });
  }
}

function tidied(wanted: readonly string[], before: readonly string[] | null): readonly string[] {
  return wanted
    .map((value) => (before?.includes(value) ? value : value.trim()))
    .filter((value) => value.trim() !== '' || before?.includes(value));
}
