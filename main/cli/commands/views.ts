/**
 * `descant views [add NAME | remove NAME]`: lists and changes the views of the mount. A mount follows at once. The
 * view at the root of the mount is called `/`.
 */
import type { ViewSetting } from '../../../app/model/mount.ts';
import { readArguments, UsageError, withLibrary } from '../command-line.ts';
import { printJson, printLines, table } from '../output.ts';

const ROOT = '/';

export async function run(argv: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(argv, {
    template: { type: 'string' },
    query: { type: 'string' },
    playlist: { type: 'boolean', default: false },
    'best-copies': { type: 'boolean', default: false },
  });
  const [action, name, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`a view has one name; quote "${[name, ...more].join(' ')}"`);
  if (action !== undefined && action !== 'add' && action !== 'remove') {
    throw new UsageError(`views takes add or remove, not "${action}"`);
  }
  if (action !== undefined && name === undefined) {
    throw new UsageError(`name the view to ${action}, such as Genres; the view at the root of the mount is ${ROOT}`);
  }
  if (name !== undefined && nameOf(name) === '' && name.trim() !== ROOT) {
    throw new UsageError(`"${name}" is no name of a view; the view at the root of the mount is ${ROOT}`);
  }
  return withLibrary(values.library, async ({ api }) => {
    const settings = await api.settings.get.query();
    let views: readonly ViewSetting[] = settings['mount.views'];
    if (name !== undefined) {
      const others = withRoot(views).filter((view) => view.name.toLowerCase() !== nameOf(name).toLowerCase());
      if (action === 'remove' && others.length === withRoot(views).length) {
        throw Object.assign(new Error(`there is no view "${name}"`), { code: 'NO_SUCH_VIEW' });
      }
      const added: ViewSetting = {
        name: nameOf(name),
        query: values.query ?? '',
        playlist: values.playlist,
        bestCopies: values['best-copies'],
        ...(values.template === undefined ? {} : { template: values.template }),
      };
      views = action === 'add' ? [...others, added] : others;
      await api.settings.set.mutate({
        name: 'mount.views',
        value: views.map(({ template, ...view }) => (template === undefined ? view : { ...view, template })),
      });
    }
    const shown = withRoot(views);
    if (values.json) {
      printJson({ views: shown.map((view) => ({ ...view, template: view.template ?? settings['mount.template'] })) });
    } else {
      printLines(
        table(
          shown.map((view) => [
            view.name || ROOT,
            view.query || 'everything',
            view.template ?? settings['mount.template'],
            remarks(view),
          ]),
        ),
      );
    }
    return 0;
  });
}

/** The views in force: without any in the settings there is one, at the root. */
function withRoot(views: readonly ViewSetting[]): readonly ViewSetting[] {
  return views.length > 0 ? views : [{ name: '', query: '', playlist: false, bestCopies: false }];
}

function nameOf(name: string): string {
  return name
    .split('/')
    .filter((folder) => folder.trim() !== '')
    .join('/');
}

function remarks({ playlist, bestCopies }: ViewSetting): string {
  return [...(playlist ? ['playlist'] : []), ...(bestCopies ? ['best copies'] : [])].join(', ');
}
