/**
 * Recognises the format of a file by its content and reads its layout: tags, technical data, where the audio lies.
 */
import { FORMATS } from './formats.ts';
import { Id3Content } from './id3/content.ts';
import { readLeadingId3, type LeadingId3 } from './id3/read-leading.ts';
import type { ByteSource, Layout } from './layout.ts';
import { LayoutError } from './layout.ts';
import { withFileRating } from './ratings/file-rating.ts';
import { Window } from './window.ts';

/**
 * Reads the layout of a file.
 *
 * @returns `null` where no format of the list reads the file: an unknown format, or a variant such as an MP3 without
 *   sane frames. A general tag reader may still know it.
 * @throws LayoutError for a broken file of a known format; its message says what is broken
 *
 * @param extensionHint lower-case extension without the dot; only decides what cannot be seen in the content
 */
export function readLayout(source: ByteSource, extensionHint = ''): Layout | null {
  if (source.size === 0) throw new LayoutError('The file is empty.');
  const window = new Window(source);
  const bare = FORMATS.find((format) => !format.mayFollowId3 && format.recognises(window, 0, extensionHint));
  if (bare !== undefined) return rated(bare.read(window, NO_ID3));
  const leading = readLeadingId3(window);
  const tagged = FORMATS.find((format) => format.mayFollowId3 && format.recognises(window, leading.end, extensionHint));
  return rated(tagged?.read(window, leading) ?? null);
}

function rated(layout: Layout | null): Layout | null {
  return layout && withFileRating(layout);
}

/** Never filled: formats that ID3v2 tags cannot precede do not read it. */
const NO_ID3: LeadingId3 = { content: new Id3Content(), end: 0 };
