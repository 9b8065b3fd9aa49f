/** The views of the mount, with adding, changing and removing. A running mount follows at once. */
import { useEffect, useRef, useState } from 'react';
import type { ViewSetting } from '../../app/model/mount.ts';
import { keyedParts } from '../words/query-text.ts';
import { Button } from '../controls/Button.tsx';
import { Icon } from '../controls/Icon.tsx';
import { t } from '../words/text.ts';
import { changeViews, told, type MountSettings } from './change-settings.ts';
import { ViewEditor } from './ViewEditor.tsx';
import { draftOf, nameOfView, shownViews, viewOf, withoutView, withViewBack, type ViewDraft } from './view-list.ts';
import { viewStarters } from './view-starters.ts';
import styles from './Views.module.css';

interface ViewsProps {
  readonly settings: MountSettings;
  readonly mounted: boolean;
  /** What is searched for in the library. */
  readonly search: string;
}

/** What is being edited: the view of this name, or with `null` a new one that begins like this. */
interface Editing {
  readonly name: string | null;
  readonly draft: ViewDraft;
  /** The element that gets the focus back when nothing is saved. */
  readonly from: string;
}

/** Names of the elements that get the focus when an editor closes or a view is removed. */
const focusName = {
  view: (name: string) => `view ${name}`,
  starter: (label: string) => `start ${label}`,
  any: '',
};

export function Views({ settings, mounted, search }: ViewsProps) {
  const [editing, setEditing] = useState<Editing | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const focus = useRef<string | null>(null);
  const kept = settings['mount.views'];
  const views = shownViews(kept);
  // The list has a new name before the mount follows and the save ends: until then the editor keeps its place.
  const isGone = editing !== null && editing.name !== null && !views.some(({ name }) => name === editing.name);
  const listed = isGone ? [...views, viewOf(editing.draft)] : views;
  const starters = viewStarters(
    views.map(({ name }) => name),
    search,
  );

  useEffect(() => {
    if (focus.current === null || editing !== null) return;
    const places = [...(list.current?.querySelectorAll<HTMLElement>('[data-focus]') ?? [])];
    const place =
      focus.current === focusName.any ? places[0] : places.find(({ dataset }) => dataset['focus'] === focus.current);
    // A view that was just kept may come with the next answer only.
    if (place === undefined) return;
    place.focus();
    focus.current = null;
  });

  /** Another view may have been opened while this one was saved. */
  function close(kept: string | null): void {
    focus.current = kept === null ? (editing?.from ?? null) : focusName.view(kept);
    setEditing((now) => (now === editing ? null : now));
  }

  async function remove(view: ViewSetting): Promise<void> {
    const place = kept.findIndex(({ name }) => name === view.name);
    focus.current = focusName.any;
    const done = await told(
      () => changeViews((now) => withoutView(now, view.name)),
      view.name === ''
        ? t('{{view}} shows no tracks any more', { view: nameOfView(view) })
        : t('{{view}} was removed', { view: nameOfView(view) }),
      () => changeViews((now) => withViewBack(now, view, place)),
    );
    if (!done) focus.current = null;
  }

  const editor = (view: Editing, saved: string) => (
    <ViewEditor
      key={view.name ?? saved}
      before={view.name}
      draft={view.draft}
      settings={settings}
      mounted={mounted}
      onClose={close}
    />
  );

  return (
    <div ref={list}>
      {views.length > 1 ? null : (
        <p className={styles.teach}>
          {t(
            'A view is a folder of the mount with its own names and its own selection of tracks: tracks by genre, a playlist of a search, or only the best copies. A track in several views is one file and takes no extra space.',
          )}
        </p>
      )}
      <ul aria-label={t('Views')}>
        {listed.map((view) =>
          editing?.name === view.name ? (
            <li key={view.name}>{editor(editing, view.name)}</li>
          ) : (
            <ViewRow
              key={view.name}
              view={view}
              single={kept.length < 1}
              onEdit={() => setEditing({ name: view.name, draft: draftOf(view), from: focusName.view(view.name) })}
              onRemove={() => void remove(view)}
            />
          ),
        )}
      </ul>
      {editing !== null && editing.name === null ? (
        editor(editing, 'new')
      ) : (
        <div className={styles.starters}>
          <h3>{t('Add a view')}</h3>
          <div className={styles.choices}>
            {starters.map(({ label, draft }) => {
              const from = focusName.starter(label);
              return (
                <Button key={label} data-focus={from} onClick={() => setEditing({ name: null, draft, from })}>
                  {label}
                </Button>
              );
            })}
          </div>
        </div>
      )}
    </div>
  );
}

interface ViewRowProps {
  readonly view: ViewSetting;
  /** Whether it is the default view, which cannot be removed. */
  readonly single: boolean;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

function ViewRow({ view, single, onEdit, onRemove }: ViewRowProps) {
  const name = nameOfView(view);
  return (
    <li className={styles.view}>
      <Icon name={view.name === '' ? 'mount' : 'folders'} />
      <div className={styles.words}>
        <div className={styles.line}>
          <b>{name}</b>
          {view.query === '' ? <span>{t('everything')}</span> : <QueryText query={view.query} />}
          {view.playlist ? <span>{t('with a playlist')}</span> : null}
          {view.bestCopies ? <span>{t('best copies')}</span> : null}
        </div>
        <span className={styles.template}>
          {view.template === undefined ? t('the usual names') : <code>{view.template}</code>}
        </span>
      </div>
      <Button
        look="quiet"
        data-focus={focusName.view(view.name)}
        aria-label={t('Edit {{name}}', { name })}
        onClick={onEdit}
      >
        {t('Edit')}
      </Button>
      {single ? null : (
        <Button look="quiet" aria-label={t('Remove {{name}}', { name })} onClick={onRemove}>
          {t('Remove')}
        </Button>
      )}
    </li>
  );
}

/** A search as the search field shows it. */
function QueryText({ query }: { readonly query: string }) {
  return (
    <span className={styles.query}>
      {keyedParts(query).map(({ key, text, kind }) => (
        <span key={key} className={kind === 'field' ? styles.field : undefined}>
          {text}
        </span>
      ))}
    </span>
  );
}
