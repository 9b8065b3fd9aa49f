/** Operations on text that respect what a reader takes for one character. */

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

const PLAIN = /^[\x20-\x7e]*$/;

/** What a reader takes for characters: an emoji with its modifiers is one. */
export function graphemes(text: string): string[] {
  if (PLAIN.test(text)) return text.split('');
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

/** Whether the text consists of printable ASCII alone, and so needs no Unicode work at all. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/** First letter of the text in upper case, the rest in lower case. */
export function capitalize(text: string): string {
  const [first = '', ...rest] = graphemes(text);
  return first.toUpperCase() + rest.join('').toLowerCase();
}
