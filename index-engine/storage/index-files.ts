/**
 * The names of an index's files: `manifest`, `segment-N` and `log-N` with a number of at least eight digits, and
 * unfinished files under the same names with `.tmp`.
 */

import { join } from 'node:path';

export interface IndexFile {
  readonly kind: 'segment' | 'log' | 'temporary';
  /** 0 for a temporary file. */
  readonly number: number;
}

export function manifestPath(directory: string): string {
  return join(directory, 'manifest');
}

export function segmentPath(directory: string, number: number): string {
  return join(directory, `segment-${String(number).padStart(8, '0')}`);
}

export function logPath(directory: string, number: number): string {
  return join(directory, `log-${String(number).padStart(8, '0')}`);
}

/** What a file is, by its name; undefined for the manifest and for files that are not the engine's. */
export function parseFileName(name: string): IndexFile | undefined {
  if (/^(segment-\d{8,}|manifest)\.tmp$/.test(name)) return { kind: 'temporary', number: 0 };
  const match = /^(segment|log)-(\d{8,})$/.exec(name);
  return match === null ? undefined : { kind: match[1] as 'segment' | 'log', number: Number(match[2]) };
}
