/** Arguments and output that the actions of `descant art` share. */
import { ART_TYPES, type ArtType } from '../../../app/model/art.ts';
import type { EditResult } from '../../../app/model/history.ts';
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

/** @throws an error where a query finds no track */
export function noMatch(query: string): Error {
  return Object.assign(new Error(`no track matches ${query}`), { code: 'NO_MATCH' });
}
