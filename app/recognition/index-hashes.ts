/**
 * Which hashes of a fingerprint are indexed, and which are searched for.
 *
 * A document holds every second item of a whole track. Searches ask for every item, so one of two meets a document
 * whatever the offset. Whole tracks are searched for by 120 items of their first two minutes, clips by all that they
 * have. Method of the searches for clips: the bits in which an item differs from its neighbours are those about to
 * change, so a copy may have them the other way (Haitsma and Kalker, "A Highly Robust Audio Fingerprinting System").
 */
import { acoustidItems, SILENCE_ITEM } from '../audio/chromaprint/fingerprinter.ts';

/** The low four bits change most between copies of a recording. */
const HASH_MASK = 0xfffffff0;
const LOWEST_BIT = 4;

const DOCUMENT_STEP = 2;

const MOST_TRACK_HASHES = 120;
const SKIPPED_ITEMS = 80;

/** Items up to which every bit is changed in turn: so few items find a copy only in all of their forms. */
const SHORT_CLIP = 40;
/** Items that are searched for of a clip with their other forms; of a longer one stretches spread over it. */
const MOST_CLIP_ITEMS = 360;
const CLIP_STRETCHES = 6;

/** The hashes of a track that are indexed, each once. */
export function documentHashes(fingerprint: Uint32Array): Uint32Array {
  const hashes = new Set<number>();
  for (let i = 0; i < fingerprint.length; i += DOCUMENT_STEP) {
    if (fingerprint[i] !== SILENCE_ITEM) hashes.add((fingerprint[i]! & HASH_MASK) >>> 0);
  }
  return Uint32Array.from(hashes);
}

/** Up to 120 distinct hashes of a track, from the tenth second on: copies of the whole track share most of them. */
export function trackHashes(fingerprint: Uint32Array): Uint32Array {
  const items = acoustidItems(fingerprint);
  let sounding = 0;
  for (let i = 0; i < items.length; i++) if (items[i] !== SILENCE_ITEM) sounding++;
  let skipped = Math.max(0, Math.min(sounding - MOST_TRACK_HASHES, SKIPPED_ITEMS));
  const hashes = new Set<number>();
  for (let i = 0; i < items.length && hashes.size < MOST_TRACK_HASHES; i++) {
    if (items[i] === SILENCE_ITEM) continue;
    if (skipped > 0) skipped--;
    else hashes.add((items[i]! & HASH_MASK) >>> 0);
  }
  return Uint32Array.from(hashes);
}

/** The hashes of all items of a track, each once: its parts share a few of them. */
export function wholeHashes(fingerprint: Uint32Array): Uint32Array {
  const hashes = new Set<number>();
  for (const item of fingerprint) if (item !== SILENCE_ITEM) hashes.add((item & HASH_MASK) >>> 0);
  return Uint32Array.from(hashes);
}

/** The hashes of a clip in the forms that a copy of it may have: about eight an item, 29 in a short clip. */
export function clipHashes(fingerprint: Uint32Array): Uint32Array {
  const hashes = new Set<number>();
  const isShort = fingerprint.length <= SHORT_CLIP;
  for (const [start, end] of stretchesOf(fingerprint.length)) {
    for (let i = start; i < end; i++) {
      const item = fingerprint[i]!;
      if (item === SILENCE_ITEM) continue;
      const hash = (item & HASH_MASK) >>> 0;
      hashes.add(hash);
      const unsteady = isShort ? ~0 : (item ^ (fingerprint[i - 1] ?? item)) | (item ^ (fingerprint[i + 1] ?? item));
      for (let bit = LOWEST_BIT; bit < 32; bit++) {
        if ((unsteady >>> bit) & 1) hashes.add((hash ^ (1 << bit)) >>> 0);
      }
    }
  }
  return Uint32Array.from(hashes);
}

function stretchesOf(items: number): (readonly [start: number, end: number])[] {
  if (items <= MOST_CLIP_ITEMS) return [[0, items]];
  const length = MOST_CLIP_ITEMS / CLIP_STRETCHES;
  return Array.from({ length: CLIP_STRETCHES }, (_, place) => {
    const start = Math.floor(((items - length) * place) / (CLIP_STRETCHES - 1));
    return [start, start + length];
  });
}
