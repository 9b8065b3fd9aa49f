/**
 * The scales on which programs write ratings into files, to and from 0.5 to 5 stars in halves.
 *
 * POPM (ID3v2.4 frames, 4.17) has one byte, 0 for unknown. What the byte means differs: Windows Media Player writes
 * 1, 64, 128, 196 and 255 for whole stars, MusicBee and MediaMonkey the same and steps between them for halves; MusicBrainz
 * Picard and Quod Libet divide the range evenly and are known by the e-mail address in the frame.
 * RATING in Vorbis comments and APEv2 is 0 to 100 (MusicBee, MediaMonkey), 1 to 5 (foobar2000), 0 to 255, or a fraction;
 * FMPS_RATING is a fraction (freedesktop.org "Free Media Player Specifications").
 */

/** The byte of each half star, from half a star. */
const BYTES = [13, 1, 54, 64, 118, 128, 186, 196, 242, 255];
/** E-mail addresses of programs that divide the range evenly. */
const EVEN = /^(?:users@musicbrainz\.org|quodlibet@lists\.sacredchao\.net)$/i;
/** The address under which Windows reads a rating; others read any. */
export const USUAL_EMAIL = 'Windows Media Player 9 Series';

const halves = (stars: number): number => Math.min(5, Math.max(0.5, Math.round(stars * 2) / 2));

/** Stars of a byte of POPM; null where the byte says that there is no rating. */
export function starsOfByte(byte: number, email: string): number | null {
  if (byte === 0) return null;
  if (EVEN.test(email)) return halves((byte / 255) * 5);
  if (byte === 1) return 1;
  // Between the bytes of half a star and of one and a half lies another way to write one star.
  if (byte > 22 && byte < 32) return 1;
  const distances = BYTES.map((known) => (known === 1 ? Infinity : Math.abs(known - byte)));
  return (distances.indexOf(Math.min(...distances)) + 1) / 2;
}

/** The byte of POPM for so many stars; null stars and none are 0. */
export function byteOfStars(stars: number | null, email: string): number {
  if (stars === null || stars === 0) return 0;
  return EVEN.test(email) ? Math.round((stars / 5) * 255) : BYTES[stars * 2 - 1]!;
}

/** What a text says a rating in: the whole of its scale. */
type Scale = 1 | 5 | 100 | 255;

/** The scale of a text; null for one that is no rating. A field whose name has an e-mail address counts in stars. */
function scaleOf(field: string, text: string): Scale | null {
  if (!/^\d{1,3}(?:\.\d{1,6})?$/.test(text)) return null;
  const value = Number(text);
  if (field === 'fmps_rating') return value <= 1 ? 1 : null;
  if (text.includes('.') && value <= 1) return 1;
  if (value <= 5) return 5;
  return value <= 100 ? 100 : value <= 255 ? 255 : null;
}

/** Stars of a text; null for no rating, and for a text that is none. */
export function starsOfText(field: string, text: string): number | null {
  const scale = scaleOf(field, text);
  const value = Number(text);
  if (scale === null || value === 0) return null;
  return scale === 255 ? starsOfByte(Math.round(value), '') : halves((value / scale) * 5);
}

/** So many stars as a text in the scale of the text that is there, or else in the usual one of the field. */
export function textOfStars(field: string, stars: number, before: string | null): string {
  const usual: Scale = field === 'fmps_rating' ? 1 : field === 'rating' ? 100 : 5;
  const scale = before === null || Number(before) === 0 ? usual : (scaleOf(field, before) ?? usual);
  if (scale === 100) return String(stars * 20);
  if (scale === 1) return (stars / 5).toFixed(1);
  // On a scale of five half a star reads as a fraction, and low bytes read as percentages.
  if (scale === 5 && stars >= 1) return String(stars);
  return field === 'rating' || scale === 255 ? String(stars * 20) : '1';
}
