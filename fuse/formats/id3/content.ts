/**
 * What the ID3v2 tags of a file add up to while they are read.
 */
import type { KeptPart, PictureRef } from '../layout.ts';
import { TagCollector } from '../tags/tag-collector.ts';
import { newDateParts, type DateParts } from './dates.ts';

/** The language of comments and lyrics of which nothing else is known (ISO 639-2). */
export const ENGLISH = 'eng';

export class Id3Content {
  readonly tags = new TagCollector();
  readonly pictures: PictureRef[] = [];
  readonly kept: KeptPart[] = [];
  /** Languages of the values of comments and lyrics, by field, in the order of the values. */
  readonly languages: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  readonly dates: DateParts = newDateParts();
  /** Version of the first tag: 2, 3 or 4; 0 when there is none. */
  version = 0;
  /** Where in the file a frame begins that reaches over the end of its tag. */
  damagedAt: number | undefined;

  /** Adds a comment or lyrics. A language that is no code of three letters counts as English. */
  addDescribed(field: string, value: string, language: string): void {
    const languages = (this.languages[field] ??= []);
    // Frames of other kinds may have given the field values before.
    const before = this.tags.tags[field]?.length ?? 0;
    while (languages.length < before) languages.push(ENGLISH);
    this.tags.add(field, value);
    languages.push(/^[a-z]{3}$/i.test(language) ? language : ENGLISH);
  }

  /** The layout's entry for damage, or nothing. */
  damage(): { damage?: string } {
    if (this.damagedAt === undefined) return {};
    return { damage: `the ID3v2 tag is damaged at byte ${this.damagedAt}: what follows there is not read` };
  }

  /** The detail entry with the languages of the fields that are not all in English, or nothing. */
  languageDetail(): { languages?: Readonly<Record<string, readonly string[]>> } {
    const languages: Record<string, readonly string[]> = {};
    for (const field in this.languages) {
      const own = this.languages[field] as string[];
      if (own.some((language) => language !== ENGLISH)) languages[field] = own;
    }
    for (const _ in languages) return { languages };
    return {};
  }
}
