/**
 * The rating of a file. Files say it in several ways, each on its own scale: the readers of the formats give the texts as
 * they are, and here they become one value of the field `rating`, `0.5` to `5`. The texts are kept in the layout, so that
 * a virtual file with the same rating shows every one of them unchanged.
 *
 * A frame POPM of ID3v2 is such a text, too: `BYTE COUNTER EMAIL`, the counter of plays in hexadecimal digits.
 */
import type { Layout, Tags } from '../layout.ts';
import type { PlanInput } from '../plan-input.ts';
import { byteOfStars, starsOfByte, starsOfText, textOfStars, USUAL_EMAIL } from './rating-scales.ts';

/** The field under which readers and writers of ID3v2 have frames POPM. No file has it as a name of its own. */
export const POPULARIMETER = 'popularimeter:';
/** Entry of a layout's detail: field → texts as the file has them. */
const DETAIL = 'ratings';
/** Containers whose tags are ID3v2. */
const ID3 = new Set(['mp3', 'wav', 'aiff', 'dsf']);

function isRatingText(field: string): boolean {
  return field === 'rating' || field === 'fmps_rating' || field === POPULARIMETER || field.startsWith('rating:');
}

/** A frame POPM as a text. */
export function popularimeterText(email: string, byte: number, counter: Uint8Array): string {
  return `${byte} ${Buffer.from(counter).toString('hex') || '-'} ${email}`;
}

/** The parts of a frame POPM. */
export function popularimeterParts(text: string): { email: string; byte: number; counter: Uint8Array } {
  const [byte = '0', counter = '-', ...email] = text.split(' ');
  return { byte: Number(byte), counter: Buffer.from(counter === '-' ? '' : counter, 'hex'), email: email.join(' ') };
}

/** The layout with one rating, after its tags were read. */
export function withFileRating(layout: Layout): Layout {
  const texts = ratingTexts(layout.tags);
  const weaker = layout.weaker?.map((tag) => ({ ...tag, tags: withOneRating(tag.tags, ratingTexts(tag.tags)) }));
  const named = weaker === undefined ? layout : { ...layout, weaker };
  if (texts === null) return named;
  return { ...named, tags: withOneRating(layout.tags, texts), detail: { ...layout.detail, [DETAIL]: texts } };
}

/** What a plan is made from, with the rating as the format's writers write it. */
export function withRatingTexts(input: PlanInput): PlanInput {
  const { layout, tags } = input;
  const texts = (layout.detail[DETAIL] ?? null) as Tags | null;
  const rating = tags['rating'];
  if (texts === null && rating === undefined) return input;
  const isSame = texts !== null && rating?.join('\0') === layout.tags['rating']?.join('\0');
  const written = isSame ? texts : changedTexts(texts ?? {}, rating?.[0] ?? null, layout.container);
  return { ...input, tags: { ...withoutRating(tags), ...written } };
}

function ratingTexts(tags: Tags): Tags | null {
  let texts: Record<string, readonly string[]> | null = null;
  for (const field in tags) if (isRatingText(field)) (texts ??= {})[field] = tags[field]!;
  return texts;
}

function withoutRating(tags: Tags): Tags {
  const kept: Record<string, readonly string[]> = Object.create(null) as Record<string, readonly string[]>;
  for (const field in tags) if (!isRatingText(field)) kept[field] = tags[field]!;
  return kept;
}

function withOneRating(tags: Tags, texts: Tags | null): Tags {
  if (texts === null) return tags;
  const rating = ratingOf(texts);
  const kept = withoutRating(tags);
  return rating === null ? kept : Object.assign(kept, { rating: [rating] });
}

/** What the texts say; where they differ, the frame counts first, then `RATING`. A text that is no rating stays as it is. */
function ratingOf(texts: Tags): string | null {
  const fields = Object.keys(texts).toSorted((a, b) => rank(a) - rank(b));
  for (const field of fields) {
    for (const text of texts[field]!) {
      const stars = field === POPULARIMETER ? starsOfFrame(text) : starsOfText(field, text);
      if (stars !== null) return String(stars);
    }
  }
  const odd = texts['rating']?.[0];
  return odd === undefined || Number(odd) === 0 ? null : odd;
}

const rank = (field: string): number => [POPULARIMETER, 'rating'].indexOf(field) + 1 || 3;

function starsOfFrame(text: string): number | null {
  const { byte, email } = popularimeterParts(text);
  return starsOfByte(byte, email);
}

/** Every text of the file with another rating, or the usual ones of the format where the file has none. */
function changedTexts(texts: Tags, rating: string | null, container: string): Tags {
  const stars = rating === null ? null : Number(rating);
  // No scale says it: a program has written something else.
  if (stars !== null && !(stars >= 0 && stars <= 5 && Number.isInteger(stars * 2))) return { rating: [rating!] };
  const written: Record<string, readonly string[]> = {};
  for (const [field, values] of Object.entries(texts)) {
    if (field === POPULARIMETER) {
      const frames = values.map((text) => {
        const { email, counter } = popularimeterParts(text);
        return popularimeterText(email, byteOfStars(stars, email), counter);
      });
      const kept =
        stars === null ? frames.filter((text) => popularimeterParts(text).counter.some((byte) => byte > 0)) : frames;
      if (kept.length > 0) written[field] = kept;
    } else if (stars !== null && stars > 0) written[field] = [textOfStars(field, stars, values[0] ?? null)];
  }
  if (stars === null || stars === 0 || Object.keys(written).length > 0) return written;
  return ID3.has(container)
    ? { [POPULARIMETER]: [popularimeterText(USUAL_EMAIL, byteOfStars(stars, USUAL_EMAIL), new Uint8Array(4))] }
    : { rating: [textOfStars('rating', stars, null)], fmps_rating: [textOfStars('fmps_rating', stars, null)] };
}
