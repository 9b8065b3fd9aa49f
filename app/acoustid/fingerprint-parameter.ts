/** Fingerprints as clients send them: compressed by Chromaprint, as URL-safe base64. */
import { ALGORITHM_TEST2, decompress, FingerprintFormatError } from '../audio/chromaprint/compression.ts';
import { invalidFingerprint } from './acoustid-error.ts';

/** Items of a fingerprint; nine hours of sound. */
const MOST_ITEMS = 1 << 18;
/** Characters of base64 that hold the header: algorithm, and the number of items. */
const HEADER_CHARACTERS = 6;

/**
 * @returns at least one item, and at most 2^18
 * @throws AcoustidError for what is not a fingerprint of Chromaprint's usual algorithm
 */
export function readFingerprint(text: string): Uint32Array {
  const [algorithm, high = 0, middle = 0, low = 0] = Buffer.from(text.slice(0, HEADER_CHARACTERS), 'base64url');
  const count = (high << 16) | (middle << 8) | low;
  if (algorithm !== ALGORITHM_TEST2 || count === 0 || count > MOST_ITEMS) throw invalidFingerprint();
  try {
    return decompress(text).items;
  } catch (error) {
    throw error instanceof FingerprintFormatError ? invalidFingerprint() : error;
  }
}
