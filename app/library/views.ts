/**
 * What the mount shows: its views, from the setting to the form that the mount's process gets. A view is a name, a
 * template and a query; the mount may have many of them side by side.
 */
import { z } from '../model/schema.ts';
import { compileTemplate } from '../../fuse/template/compile.ts';
import type { NameTarget, ViewSetting } from '../model/mount.ts';
import { checkViewQuery } from './query/compile-query.ts';

/** A view as the mount's process gets it: with the template in force. */
export interface MountedView {
  /** Folders from the root with `/` between them; empty for the root itself. */
  readonly name: string;
  readonly template: string;
  /** Which tracks it shows; empty for all. Its sorting is the order of the playlist. */
  readonly query: string;
  /** Whether the mount shows a playlist of its tracks beside it. */
  readonly playlist: boolean;
  /** Whether only the best of several copies of a track is shown. */
  readonly bestCopies: boolean;
}

export interface MountLayout {
  readonly views: readonly MountedView[];
  readonly names: NameTarget;
  /** Whether covers, cue sheets, logs and the like are shown beside the tracks whose folder they lie in. */
  readonly sidecars: boolean;
  /** Whether the playlists of the library are shown, in the folder `Playlists`. */
  readonly playlists: boolean;
  /** Whether other users of the machine may read the mount. Takes effect at the next mount. */
  readonly others: boolean;
  /** Milliseconds since 1970 of the moment whose library is shown, read-only; null for the library of now. */
  readonly asOf: number | null;
}

/** Turns a parser that throws into a validation rule with the parser's message. */
export function readable(read: (text: string) => unknown): (text: string, context: z.RefinementCtx) => void {
  return (text, context) => {
    try {
      read(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
    }
  };
}

const viewName = z
  .string()
  .max(400)
  .transform((name) =>
    name
      .split('/')
      .map((folder) => folder.trim())
      .filter((folder) => folder !== '')
      .join('/'),
  )
  .refine(
    (name) => !name.split('/').some((folder) => folder === '.' || folder === '..'),
    'a view is a folder below the mount: its name has no . or ..',
  );

export const mountViewSchema = z
  .strictObject({
    name: viewName,
    template: z.string().min(1).max(2000).superRefine(readable(compileTemplate)).optional(),
    query: z.string().superRefine(readable(checkViewQuery)).default(''),
    playlist: z.boolean().default(false),
    bestCopies: z.boolean().default(false),
  })
  .refine(({ name, playlist }) => name !== '' || !playlist, {
    path: ['playlist'],
    message: 'the root has no place for a playlist beside it: give the view a name',
  });

export const mountViewsSchema = z
  .array(mountViewSchema)
  .max(500)
  .superRefine((views, context) => {
    const names = new Set<string>();
    for (const [index, { name }] of views.entries()) {
      if (names.has(name.toLowerCase())) {
        context.addIssue({
          code: 'custom',
          path: [index, 'name'],
          message: name === '' ? 'there is a view at the root already' : 'another view has the same name',
        });
      }
      names.add(name.toLowerCase());
    }
  });

interface MountSettings {
  readonly 'mount.template': string;
  readonly 'mount.views': readonly ViewSetting[];
  readonly 'mount.names': NameTarget;
  readonly 'mount.sidecars': boolean;
  readonly 'mount.playlists': boolean;
  readonly 'mount.others': boolean;
}

/**
 * The layout under these settings: without views, one at the root that shows everything.
 * @param template for views without their own, instead of the setting `mount.template`
 * @param asOf milliseconds since 1970; null for now
 */
export function mountLayout(
  settings: MountSettings,
  template: string | null = null,
  asOf: number | null = null,
): MountLayout {
  const usual = template ?? settings['mount.template'];
  const views =
    settings['mount.views'].length > 0
      ? settings['mount.views']
      : [{ name: '', query: '', playlist: false, bestCopies: false }];
  return {
    views: views.map((view) => ({ ...view, template: view.template ?? usual })),
    names: settings['mount.names'],
    sidecars: settings['mount.sidecars'],
    playlists: settings['mount.playlists'],
    others: settings['mount.others'],
    asOf,
  };
}
