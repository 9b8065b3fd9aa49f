/**
 * Reads all ID3v2 tags at the beginning of a file. The first one counts; the others only fill what it lacks.
 */
import type { Window } from '../window.ts';
import { Id3Content } from './content.ts';
import { readId3v2 } from './read-id3v2.ts';

export interface LeadingId3 {
  readonly content: Id3Content;
  /** Where the tags end: 0 when there are none. */
  readonly end: number;
}

export function readLeadingId3(window: Window): LeadingId3 {
  const content = new Id3Content();
  let end = readId3v2(window, 0, content);
  for (;;) {
    const further = new Id3Content();
    const length = readId3v2(window, end, further);
    if (length === 0) return { content, end };
    content.tags.fill(further.tags.tags);
    if (content.pictures.length === 0) content.pictures.push(...further.pictures);
    content.damagedAt ??= further.damagedAt;
    end += length;
  }
}
