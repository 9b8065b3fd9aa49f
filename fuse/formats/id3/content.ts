/**
 * What the ID3v2 tags of a file add up to while they are read.
 */
import type { KeptPart, PictureRef } from '../layout.ts';
import { TagCollector } from '../tags/tag-collector.ts';
import { newDateParts, type DateParts } from './dates.ts';

export class Id3Content {
  readonly tags = new TagCollector();
  readonly pictures: PictureRef[] = [];
  readonly kept: KeptPart[] = [];
  /** Languages of comments and lyrics, where not English, by field. */
  readonly languages: Record<string, string> = Object.create(null) as Record<string, string>;
  readonly dates: DateParts = newDateParts();
  /** Version of the first tag: 2, 3 or 4; 0 when there is none. */
  version = 0;

  /** The detail entry that carries `languages`, or nothing when all are English. */
  languageDetail(): { languages?: Readonly<Record<string, string>> } {
    for (const _ in this.languages) return { languages: this.languages };
    return {};
  }
}
