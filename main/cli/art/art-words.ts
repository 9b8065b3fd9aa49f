/** Arguments and output that the actions of `descant art` share. */
import { ART_TYPES, artTypeOf, type ArtType } from '../../../app/model/art.ts';
import type { EditResult } from '../../../app/model/history.ts';
import { parsePictureToken, PICTURE_FIELD } from '../../../app/library/pictures.ts';
import { UsageError } from '../command-line.ts';
import { countOf, printJson, printLines } from '../output.ts';

export interface Output {
  readonly json: boolean;
  readonly dryRun: boolean;
}

/** The type that `--type` names; null without it. @throws UsageError */
export function typeOption<Type extends ArtType>(text: string | undefined, known: readonly Type[]): Type | null {
  if (text === undefined) return null;
  const type = known.find((name) => name === text);
  if (type) return type;
  throw new UsageError(`--type takes ${known.join(', ')}, not "${text}"`);
}

export const anyType = (text: string | undefined): ArtType | null => typeOption(text, ART_TYPES);

/** `1200 × 1200`, or that nobody knows. */
export function pixels({ width, height }: { readonly width: number; readonly height: number }): string {
  return width > 0 ? `${width} × ${height}` : 'unknown size';
}

/** `JPEG` for `image/jpeg`. */
export function formatOf(mime: string): string {
  return mime === 'image/webp' ? 'WebP' : mime.replace(/^image\//, '').toUpperCase();
}

/** Values of a field for people: pictures by their types and the beginnings of their hashes. */
export function shownValues(field: string, values: readonly string[] | null): string {
  return values?.map((value) => (field === PICTURE_FIELD ? pictureWords(value) : value)).join('; ') ?? '(none)';
}

function pictureWords(value: string): string {
  const token = parsePictureToken(value);
  if (token === null) return value;
  return token.kind === 'file'
    ? `picture ${token.index + 1} of the file`
    : `${artTypeOf(token.type)} ${token.hash.slice(0, 8)}`;
}

/** Tells how many tracks an edit has changed, and how to undo it. */
export function tell(result: EditResult, { json, dryRun }: Output, further: object = {}): void {
  if (json) {
    printJson({ batch: result.batch, tracks: result.tracks, dryRun, ...further });
    return;
  }
  const undo = result.batch === null ? '' : ` (batch ${result.batch}; to undo: descant undo ${result.batch})`;
  const tracks = countOf(result.tracks, 'track');
  printLines([dryRun ? `${tracks} would change` : `${tracks} changed${undo}`]);
}
