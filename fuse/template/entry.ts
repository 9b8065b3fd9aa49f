/** What a template may know about a track. The overlay's `TreeEntry` is one. */
import type { Tags } from '../formats/layout.ts';

export interface TemplateEntry {
  /** Stays the same for the life of the track; positive. */
  readonly id: number;
  readonly tags: Tags;
  /** File extension of the original without the dot. */
  readonly extension: string;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
  /** Name of the original without folder and extension: what stands in for a missing title. */
  readonly fileName?: string;
  /**
   * Says which album the track belongs to where tags cannot: two albums with equal tags are two albums when
   * their keys differ. Any text; only equality counts.
   */
  readonly albumKey?: string;
}
