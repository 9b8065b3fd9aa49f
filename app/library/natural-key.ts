/**
 * Keys by which text sorts in natural order: numbers in it count as numbers, so that "Part 2" comes before "Part 10".
 *
 * Before each number the key has the number of its digits as one character from `0`; leading zeros do not count. Keys
 * compare as texts then, byte by byte, as SQLite compares them. Numbers of more than nine digits have a colon, the
 * character after `9`, for each ten digits.
 */
const NUMBER = /[0-9]+/g;

/** @param folded text as `fold` makes it */
export function naturalKey(folded: string): string {
  return folded.replace(NUMBER, (digits) => {
    const value = digits.replace(/^0+/, '');
    return `${':'.repeat(Math.floor(value.length / 10))}${value.length % 10}${value}`;
  });
}
