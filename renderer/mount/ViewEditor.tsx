/**
 * The form of one view, new or existing: its fields with a preview, and under each field what the service finds wrong
 * with it. Enter saves, Escape cancels.
 */
import { useEffect, useEffectEvent, useRef, useState, type FormEvent } from 'react';
import { errorWords, refusalOf } from '../service/client.ts';
import { Button } from '../controls/Button.tsx';
import { Choice } from '../controls/Choice.tsx';
import { Note } from '../controls/Note.tsx';
import { TextField } from '../controls/TextField.tsx';
import { showToast } from '../messages/toasts.ts';
import { t } from '../words/text.ts';
import { changeViews, type MountSettings } from './change-settings.ts';
import { Preview } from './Preview.tsx';
import { usePreview } from './use-preview.ts';
import { nameOfView, plainName, viewOf, withView, type ViewDraft } from './view-list.ts';
import { problemField, type ViewProblem } from './view-problem.ts';
import styles from './ViewEditor.module.css';

interface ViewEditorProps {
  /** Name of the view that is changed, or `null` for a new one. */
  readonly before: string | null;
  readonly draft: ViewDraft;
  readonly settings: MountSettings;
  readonly mounted: boolean;
  /** Called when it is done, with the name of the view where it was kept. */
  readonly onClose: (kept: string | null) => void;
}

export function ViewEditor({ before, draft: begun, settings, mounted, onClose }: ViewEditorProps) {
  const [draft, setDraft] = useState(begun);
  const [refused, setRefused] = useState<ViewProblem | null>(null);
  const [saving, setSaving] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const usual = settings['mount.template'];
  const preview = usePreview({
    template: draft.template.trim() === '' ? usual : draft.template,
    query: draft.query,
    names: settings['mount.names'],
  });
  const below = plainName(draft.name);
  const title = before === null ? t('A new view') : nameOfView({ name: before });

  const leave = useEffectEvent(() => onClose(null));
  useEffect(() => {
    const shown = form.current;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      leave();
    };
    const first = inputOf(shown, 'name');
    // All of it, the preview and the buttons too, as far as there is room.
    shown?.scrollIntoView({ block: 'nearest' });
    first?.focus({ preventScroll: true });
    first?.select();
    shown?.addEventListener('keydown', onKeyDown);
    return () => shown?.removeEventListener('keydown', onKeyDown);
  }, []);

  function change(part: Partial<ViewDraft>): void {
    setDraft({ ...draft, ...part });
    setRefused(null);
  }

  function problemOf(field: keyof ViewDraft): string | null {
    const problem = [refused, preview.problem].find((one) => one?.field === field);
    return problem?.text ?? null;
  }

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const view = viewOf(draft);
    setSaving(true);
    try {
      await changeViews((kept) => withView(kept, before, view));
      showToast(
        before === null
          ? mounted
            ? t('{{view}} is in the mount', { view: nameOfView(view) })
            : t('{{view}} will be in the mount', { view: nameOfView(view) })
          : t('{{view}} is changed', { view: nameOfView(view) }),
      );
      onClose(view.name);
    } catch (error) {
      const refusal = refusalOf(error);
      const problem = {
        field: refusal === null ? null : problemField(refusal.reason, refusal.path),
        text: errorWords(error),
      };
      setRefused(problem);
      setSaving(false);
      if (problem.field !== null) inputOf(form.current, problem.field)?.focus();
    }
  }

  const general =
    refused !== null && (refused.field === null || refused.field === 'playlist' || refused.field === 'bestCopies')
      ? refused.text
      : null;
  return (
    <form ref={form} className={styles.editor} aria-label={title} onSubmit={(event) => void save(event)}>
      <h3>{title}</h3>
      <TextField
        name="name"
        label={t('Name')}
        value={draft.name}
        onChange={(name) => change({ name })}
        placeholder={t('The mount itself')}
        hint={t('Its folder in the mount, nested by slashes. Empty for the mount itself.')}
        problem={problemOf('name')}
      />
      <TextField
        name="query"
        label={t('Shows')}
        value={draft.query}
        onChange={(query) => change({ query })}
        placeholder="everything"
        hint={t(
          'A search as in the library, such as genre:folk year:1996..2024. Its sorting, such as year-, is the order of the playlist.',
        )}
        problem={problemOf('query')}
      />
      <TextField
        name="template"
        label={t('Names')}
        code
        value={draft.template}
        onChange={(template) => change({ template })}
        placeholder={usual}
        hint={t('The template of its folders and files. Empty for the usual names.')}
        problem={problemOf('template')}
      />
      <div className={styles.options}>
        <Choice
          kind="checkbox"
          label={t('Playlist')}
          hint={
            below === '' ? t('The mount itself cannot have one.') : t('{{below}}.m3u8, beside the folder.', { below })
          }
          checked={draft.playlist && below !== ''}
          disabled={below === ''}
          onChange={(playlist) => change({ playlist })}
        />
        <Choice
          kind="checkbox"
          label={t('Only best copies')}
          hint={t('Shows only the best of several copies of a track.')}
          checked={draft.bestCopies}
          onChange={(bestCopies) => change({ bestCopies })}
        />
      </div>
      <Preview {...preview} below={below} />
      <div className={styles.end}>
        {general === null ? null : (
          <div className={styles.problem}>
            <Note tone="problem" urgent>
              {general}
            </Note>
          </div>
        )}
        <Button type="submit" look="primary" disabled={saving}>
          {before === null ? t('Add this view') : t('Save')}
        </Button>
        <Button onClick={() => onClose(null)}>{t('Cancel')}</Button>
      </div>
    </form>
  );
}

function inputOf(form: HTMLFormElement | null, name: keyof ViewDraft): HTMLInputElement | null {
  return form?.querySelector<HTMLInputElement>(`input[name="${name}"]`) ?? null;
}
