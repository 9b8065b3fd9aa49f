/** What the report measures, and what it leaves alone. */

/** The folders that are measured when none is named; each by the tests beneath it alone. */
export const MODULES = [
  'app/recognition',
  'app/scan',
  'app/library',
  'fuse/formats',
  'fuse/overlay',
  'fuse/writes',
  'index-engine',
] as const;

/** A part of the tree to measure: the code under `path` by the tests under `tests`. */
export type Target = { readonly path: string; readonly tests: string };

/** A file is measured by the tests of its module, or else by those of its folder; a folder by its own. */
export function targetOf(path: string): Target {
  const plain = path.replace(/^\.\//, '').replace(/\/+$/, '');
  if (!plain.endsWith('.ts')) return { path: plain, tests: plain };
  const module = MODULES.find((folder) => plain.startsWith(`${folder}/`));
  return { path: plain, tests: module ?? plain.slice(0, plain.lastIndexOf('/')) };
}

/**
 * Whether a file of the tree holds code to change under `path`. Tests are not code under test, nor are the helpers in
 * folders named `testing`, which only tests import.
 */
export function isCodeUnder(path: string, file: string): boolean {
  if (file !== path && !file.startsWith(`${path}/`)) return false;
  return file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.split('/').includes('testing');
}
