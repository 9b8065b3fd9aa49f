/**
 * The one list of formats, and how the rest of the project asks it. Files are recognised in the order of the list.
 *
 * How to add a format: see `README.md`.
 */
import { aiff } from './aiff/format.ts';
import { ape } from './ape/format.ts';
import { dsf } from './dsf/format.ts';
import { flac } from './flac/format.ts';
import { mp3 } from './mp3/format.ts';
import { mp4 } from './mp4/format.ts';
import { musepack } from './musepack/format.ts';
import { ogg } from './ogg/format.ts';
import { wav } from './wav/format.ts';
import { wavpack } from './wavpack/format.ts';
import type { Codec, Format } from './format.ts';

/** MPEG audio is last: it has no signature and takes what no other format recognises. */
export const FORMATS: readonly Format[] = [flac, ogg, wav, aiff, mp4, dsf, ape, wavpack, musepack, mp3];

const byContainer = new Map(FORMATS.map((format) => [format.container, format]));
const byExtension = new Map(FORMATS.flatMap((format) => format.extensions.map((extension) => [extension, format])));
const allCodecs = FORMATS.flatMap((format) => format.codecs.map((codec) => ({ format, codec })));

/** The format of a layout's container; `undefined` for a container that a later version of Descant may have stored. */
export function formatOf(container: string): Format | undefined {
  return byContainer.get(container);
}

/** The extensions of all formats, lower case, without dots. */
export const FORMAT_EXTENSIONS: readonly string[] = [...byExtension.keys()];

/**
 * What tables call a kind of file: FLAC, MP3, AIFF …
 * @param codec as the scan stored it, empty where it is unknown
 * @param extension lower case, without the dot
 */
export function kindOf(codec: string, extension: string): string {
  const listed =
    byExtension.get(extension)?.codecs.find(({ name }) => name === codec) ??
    allCodecs.find((one) => one.codec.name === codec)?.codec;
  return listed === undefined ? (codec || extension || '?').toUpperCase() : kindOfCodec(listed);
}

function kindOfCodec({ name, kind }: Codec): string {
  return kind ?? name.toUpperCase();
}

/** The MIME type under which Chromium plays files of a kind (see `kindOf`) as they are; `null` where it does not. */
export function browserType(kind: string): string | null {
  const playable = allCodecs.find(({ codec }) => codec.inBrowsers === true && kindOfCodec(codec) === kind);
  return playable?.format.mimeType ?? null;
}

/** Whether files of a codec state their length to the sample. */
export function hasExactLength(codec: string): boolean {
  return allCodecs.some((one) => one.codec.name === codec && one.codec.exactLength === true);
}
