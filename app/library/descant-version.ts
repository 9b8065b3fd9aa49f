/** The version of this Descant, as its package says. */
import { readFile } from 'node:fs/promises';

const PACKAGE = new URL('../../package.json', import.meta.url);

let version: Promise<string> | null = null;

export function descantVersion(): Promise<string> {
  version ??= readFile(PACKAGE, 'utf8').then((text) => (JSON.parse(text) as { version: string }).version);
  return version;
}
