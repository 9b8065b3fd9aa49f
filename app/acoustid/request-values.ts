/**
 * The parameters of a request, of its address and of its form: names with one or more texts each.
 *
 * Batches number their parameters: `fingerprint.0`, `duration.0`, `fingerprint.1` … A parameter that is empty counts as
 * absent.
 */
import { tooLarge } from './acoustid-error.ts';

/** Parameters of a request; a batch of 64 submissions has some 700. */
const MOST_PARAMETERS = 10_000;

export class RequestValues {
  readonly #texts = new Map<string, string[]>();

  /** Where a name has several values, the first counts. @throws AcoustidError for too many parameters */
  constructor(pairs: Iterable<readonly [name: string, text: string]>) {
    let count = 0;
    for (const [name, text] of pairs) {
      count += 1;
      if (count > MOST_PARAMETERS) throw tooLarge();
      const texts = this.#texts.get(name);
      if (texts === undefined) this.#texts.set(name, [text]);
      else texts.push(text);
    }
  }

  /** Null for a parameter that is absent or empty. */
  text(name: string): string | null {
    return this.#texts.get(name)?.[0] || null;
  }

  /** All values of a parameter but empty ones. */
  all(name: string): readonly string[] {
    return this.#texts.get(name)?.filter((text) => text !== '') ?? [];
  }

  /** A number in decimal digits; null where the parameter is absent, NaN where it is something else. */
  whole(name: string): number | null {
    const text = this.text(name);
    return text === null ? null : numberOf(text);
  }

  /** The values of a parameter that are numbers in decimal digits. */
  allWhole(name: string): readonly number[] {
    return this.all(name)
      .map(numberOf)
      .filter((value) => !Number.isNaN(value));
  }

  /** As `whole`; null also for something else. */
  wholeOrNull(name: string): number | null {
    const value = this.whole(name);
    return Number.isNaN(value) ? null : value;
  }

  /**
   * The numbers behind the names, in order: null for a name without a number, which comes first.
   * @param names such as `fingerprint`, without a number
   */
  numbers(...names: readonly string[]): readonly (number | null)[] {
    const found = new Set<number | null>();
    for (const name of this.#texts.keys()) {
      const [, stem, digits] = /^([a-z]+)(?:\.(\d{1,9}))?$/.exec(name) ?? [];
      if (stem !== undefined && names.includes(stem)) found.add(digits === undefined ? null : Number(digits));
    }
    return [...found].toSorted((a, b) => (a ?? -1) - (b ?? -1));
  }
}

/** What JavaScript takes for a number is more than AcoustID has: signs, spaces, exponents, hexadecimal digits. */
function numberOf(text: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(value) ? value : Number.NaN;
}

/** The name of a parameter with its number: `duration` or `duration.3`. */
export function numbered(name: string, number: number | null): string {
  return number === null ? name : `${name}.${number}`;
}
