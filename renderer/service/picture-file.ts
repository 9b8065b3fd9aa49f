/** A picture that a person chose, read for the service. */
import { t } from '../words/text.ts';
import type { NewPicture } from './edit-tracks.ts';

/** Kinds of pictures that players show. */
export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];

/** Largest picture that is taken: every player reads it with every track. */
const LARGEST_BYTES = 12_000_000;

/** @throws Error whose message says what to do, for files that are no picture or too large */
export async function readPicture(file: File): Promise<NewPicture> {
  if (!PICTURE_TYPES.includes(file.type)) {
    throw new Error(
      t('{{file}} is not a picture that players show: choose a JPEG, PNG, WebP or GIF file.', { file: file.name }),
    );
  }
  if (file.size > LARGEST_BYTES) {
    throw new Error(
      t('{{file}} is larger than 12 MB: scale it down first; 1000 × 1000 pixels are enough.', { file: file.name }),
    );
  }
  return { base64: base64(new Uint8Array(await file.arrayBuffer())) };
}

/** Base64 in steps, because the arguments of one call are limited. */
function base64(bytes: Uint8Array): string {
  const STEP = 0x2000;
  let text = '';
  for (let at = 0; at < bytes.length; at += STEP) text += String.fromCharCode(...bytes.subarray(at, at + STEP));
  return btoa(text);
}
