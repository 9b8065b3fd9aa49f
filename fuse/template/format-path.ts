/**
 * The path of a track: its template rendered, cut into names at the template's own slashes, and each name
 * made legal for the target.
 */
import type { Template, TemplateScope } from './template.ts';
import type { TemplateEntry } from './entry.ts';
import { tagValues } from '../formats/tags/tag-values.ts';
import { distinguish, fileName, folderName, nameKey } from './sanitize.ts';
import { Uniqueness } from './uniqueness.ts';

/** Deeper folders are cut off: no template means them, and paths have a limit of 4096 bytes. */
const MAX_FOLDERS = 14;

export interface TrackPath {
  /** Names from the top, without the file. */
  readonly folders: readonly string[];
  readonly name: string;
}

/**
 * Folders and file name of a track, before it is told apart from others of the same path. A folder that
 * renders empty is left out.
 * @param legalFolder `folderName` for the names of the template; a caller with many tracks need not ask it for each
 */
export function trackPath(
  template: Template,
  entry: TemplateEntry,
  scope?: TemplateScope,
  legalFolder: (text: string) => string = (text) => folderName(text, template.names),
): TrackPath {
  const parts = template.render(entry, scope).split('/');
  let stem = parts.pop() ?? '';
  const ending = `.${entry.extension.toLowerCase()}`;
  if (template.bringsExtension && stem.endsWith(ending)) stem = stem.slice(0, -ending.length);
  const folders: string[] = [];
  for (const part of parts) {
    const name = legalFolder(part);
    if (name !== '' && folders.length < MAX_FOLDERS) folders.push(name);
  }
  return { folders, name: fileName(stem, entry.extension, template.names) };
}

/** A track has no more places than this in one view, whatever its tags. */
const MAX_PLACES = 16;

/** All paths of a track: one, or as many as it has values of the tags that the template names by `%each{}`. */
export function trackPaths(template: Template, entry: TemplateEntry, scope?: TemplateScope): readonly TrackPath[] {
  const paths = new Map<string, TrackPath>();
  for (const shown of entriesShown(template, entry)) {
    const path = trackPath(template, shown, scope);
    paths.set(nameKey([...path.folders, path.name].join('/'), template.names.target), path);
  }
  return [...paths.values()];
}

/** The track as if it had only one value of each of those tags, for every combination of values. */
export function entriesShown({ each }: Template, entry: TemplateEntry): readonly TemplateEntry[] {
  let shown: readonly TemplateEntry[] = [entry];
  for (const tag of each) {
    const values = (tagValues(entry.tags, tag) ?? []).filter((value) => value.trim() !== '');
    if (values.length > 1) {
      shown = shown
        .flatMap((one) => values.map((value) => ({ ...one, tags: { ...one.tags, [tag]: [value] } })))
        .slice(0, MAX_PLACES);
    }
  }
  return shown;
}

/**
 * The path that the template gives a track on its own, relative, with `/`. In a library it may carry a
 * distinction as well: see `previewPaths`.
 */
export function formatPath(template: Template, entry: TemplateEntry, scope?: TemplateScope): string {
  const { folders, name } = trackPath(template, entry, scope);
  return [...folders, name].join('/');
}

/**
 * The paths that all these tracks together get, by id: the same that the mounted tree shows for them; of a track
 * that it shows in several places, the first.
 * Meant for a preview of a new template over a library's tracks.
 */
export function previewPaths(template: Template, entries: readonly TemplateEntry[]): ReadonlyMap<number, string> {
  const uniqueness = new Uniqueness(template);
  for (const entry of entries) uniqueness.add(entry);
  const claims = new Map<string, { readonly id: number; readonly folder: string; readonly name: string }[]>();
  const folderKeys = new Set<string>();
  for (const entry of entries) {
    const { folders, name } = trackPaths(template, entry, uniqueness)[0] as TrackPath;
    const key = nameKey([...folders, name].join('/'), template.names.target);
    const claim = { id: entry.id, folder: folders.map((folder) => `${folder}/`).join(''), name };
    const same = claims.get(key);
    if (same === undefined) claims.set(key, [claim]);
    else same.push(claim);
    for (let depth = 1; depth <= folders.length; depth += 1) {
      folderKeys.add(nameKey(folders.slice(0, depth).join('/'), template.names.target));
    }
  }
  const paths = new Map<number, string>();
  for (const [key, same] of claims) {
    const owner = folderKeys.has(key) ? null : same.reduce((lowest, claim) => Math.min(lowest, claim.id), Infinity);
    for (const { id, folder, name } of same) {
      paths.set(id, folder + (id === owner ? name : distinguish(name, id, template.names)));
    }
  }
  return paths;
}
