/**
 * The views of the mount as a list that one edits: what there is, and the list after each change. Pure; every
 * change begins with the list as the service has it now, so that nothing set elsewhere meanwhile is lost.
 */
import type { ViewSetting } from '../../app/model/mount.ts';
import { t } from '../words/text.ts';

/** The view that the mount has by default. */
const ROOT: ViewSetting = { name: '', query: '', playlist: false, bestCopies: false };

/** A view while it is typed. */
export interface ViewDraft {
  readonly name: string;
  readonly query: string;
  /** Empty: the usual names. */
  readonly template: string;
  readonly playlist: boolean;
  readonly bestCopies: boolean;
}

/** A view as the service takes it: without a template rather than with an empty one. */
export type KeptView = Omit<ViewDraft, 'template'> & { readonly template?: string };

export function shownViews(kept: readonly ViewSetting[]): readonly ViewSetting[] {
  return kept.length > 0 ? kept : [ROOT];
}

/** What a view is called on the page. */
export function nameOfView({ name }: { readonly name: string }): string {
  return name === '' ? t('The mount itself') : name;
}

/** Name in the form that the service keeps: folders without spaces around them, with one slash between two. */
export function plainName(typed: string): string {
  return typed
    .split('/')
    .map((folder) => folder.trim())
    .filter((folder) => folder !== '')
    .join('/');
}

export function draftOf({ name, query, template = '', playlist, bestCopies }: ViewSetting): ViewDraft {
  return { name, query, template, playlist, bestCopies };
}

export function viewOf({ name, query, template, playlist, bestCopies }: ViewDraft): KeptView {
  const plain = plainName(name);
  return {
    name: plain,
    query: query.trim(),
    ...(template.trim() === '' ? {} : { template: template.trim() }),
    playlist: playlist && plain !== '',
    bestCopies,
  };
}

/** With a new view at the end, or with `view` in the place of the one called `before`. */
export function withView(kept: readonly ViewSetting[], before: string | null, view: ViewSetting): KeptView[] {
  const views = shownViews(kept);
  const replaces = before !== null && views.some(({ name }) => name === before);
  return (replaces ? views.map((one) => (one.name === before ? view : one)) : [...views, view]).map(keep);
}

export function withoutView(kept: readonly ViewSetting[], name: string): KeptView[] {
  return kept.filter((view) => view.name !== name).map(keep);
}

/** With a removed view back in its place. */
export function withViewBack(kept: readonly ViewSetting[], view: ViewSetting, place: number): KeptView[] {
  return kept.toSpliced(place, 0, view).map(keep);
}

function keep(view: ViewSetting): KeptView {
  return viewOf(draftOf(view));
}
