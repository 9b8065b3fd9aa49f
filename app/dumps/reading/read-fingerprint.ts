/** The fingerprint of a line: a list of signed numbers of 32 bits as AcoustID publishes it, or Chromaprint's text. */
import { readFingerprint } from '../../acoustid/fingerprint-parameter.ts';
import { AcoustidError } from '../../acoustid/acoustid-error.ts';
import { acoustidItems } from '../../audio/chromaprint/fingerprinter.ts';
import { LineError } from './line-values.ts';

/** Items that a line may have; nine hours of sound. */
const MOST_ITEMS = 1 << 18;
const [LEAST, MOST] = [-(2 ** 31), 2 ** 32 - 1];

/** @returns the items of the first two minutes, at least one @throws LineError */
export function fingerprintIn(value: unknown): Uint32Array {
  if (typeof value === 'string') return acoustidItems(decompressed(value));
  if (!Array.isArray(value)) throw new LineError('fingerprint is no list of numbers');
  if (value.length === 0 || value.length > MOST_ITEMS) {
    throw new LineError(`fingerprint has ${value.length} items; from 1 to ${MOST_ITEMS} are taken`);
  }
  for (const item of value) {
    if (typeof item !== 'number' || !Number.isInteger(item) || item < LEAST || item > MOST) {
      throw new LineError('fingerprint has an item that is no whole number of 32 bits');
    }
  }
  return acoustidItems(Uint32Array.from(value as number[]));
}

function decompressed(text: string): Uint32Array {
  try {
    return readFingerprint(text);
  } catch (error) {
    throw error instanceof AcoustidError ? new LineError('fingerprint is none of Chromaprint’s texts') : error;
  }
}
