/** The state of the mount, the field for its folder with start and stop, and remarks. */
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { MountState } from '../../app/model/mount.ts';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { api, errorWords, queries, refusalOf, service } from '../service/client.ts';
import { Button } from '../controls/Button.tsx';
import { Note } from '../controls/Note.tsx';
import { TextField } from '../controls/TextField.tsx';
import { showToast } from '../messages/toasts.ts';
import { folderForDisplay } from '../words/folder-path.ts';
import { t } from '../words/text.ts';
import type { MountSettings } from './change-settings.ts';
import styles from './MountFolder.module.css';
import { shownWords } from './mount-words.ts';
import { shownViews } from './view-list.ts';
import { Filled } from '../controls/Filled.tsx';

/** As many as the list in Activity shows, so that both share one cached answer. */
const LISTED_REFUSALS = 100;

interface MountFolderProps {
  readonly mount: MountState;
  readonly settings: MountSettings;
}

export function MountFolder({ mount, settings }: MountFolderProps) {
  const stands = mount.state === 'mounted' || mount.state === 'mounting';
  const usual = usualTemplate(settings);
  return (
    <>
      <div className={styles.state}>
        <div className={styles.words}>
          <StateWords mount={mount} />
        </div>
        {stands ? (
          <Button onClick={() => void change((force) => service.mount.stop.mutate({ force }))}>{t('Unmount')}</Button>
        ) : null}
      </div>
      <div className={styles.remarks}>
        {mount.state !== 'failed' && mount.message !== null ? <p>{mount.message}</p> : null}
        {mount.state === 'mounted' && mount.template !== null && mount.template !== usual ? (
          <p>
            <Filled text="This mount uses other names: {{names}}" values={{ names: <code>{mount.template}</code> }} />
          </p>
        ) : null}
        <Refused />
      </div>
      <Folder mount={mount} stands={stands} />
    </>
  );
}

function StateWords({ mount }: { readonly mount: MountState }) {
  const at = <b>{folderForDisplay(mount.directory ?? '')}</b>;
  switch (mount.state) {
    case 'mounted':
      return (
        <Note tone="good">
          {mount.backend === null ? (
            <Filled text="Mounted at {{place}}." values={{ place: at }} />
          ) : (
            <Filled
              text="Mounted at {{place}}, served by {{backend}}."
              values={{ place: at, backend: mount.backend }}
            />
          )}
          {mount.asOf === undefined ? '' : ` ${shownWords(mount)}.`}
        </Note>
      );
    case 'mounting':
      return (
        <Note tone="plain">
          <Filled text="Mounting at {{place}} …" values={{ place: at }} />
        </Note>
      );
    case 'failed':
      return (
        <Note tone="problem" urgent>
          {t('Mounting failed: {{reason}}', { reason: mount.message ?? t('the service did not say why.') })}
        </Note>
      );
    case 'unmounted':
    default:
      return <Note tone="plain">{t('Not mounted. Players see the original files.')}</Note>;
  }
}

function Folder({ mount, stands }: { readonly mount: MountState; readonly stands: boolean }) {
  const [typed, setTyped] = useState<string | null>(null);
  const value = typed ?? mount.directory ?? '';
  const directory = value.trim();

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const done = await change((force) =>
      service.mount.start.mutate(directory === '' ? { force } : { directory, force }),
    );
    if (done) setTyped(null);
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('Folder')}
        value={value}
        onChange={setTyped}
        placeholder="~/Descant"
        hint={t('An empty folder, or one that does not exist yet.')}
      >
        <Button
          type="submit"
          look={stands ? 'plain' : 'primary'}
          disabled={stands && value === (mount.directory ?? '')}
        >
          {stands ? t('Mount there instead') : t('Mount (verb)')}
        </Button>
      </TextField>
    </form>
  );
}

/** Saves and renames that were not accepted: an edit that seems to be missing is explained there. */
function Refused() {
  const { data = [] } = useQuery(api.mount.refusedSaves.queryOptions({ limit: LISTED_REFUSALS }));
  if (data.length === 0) return null;
  return (
    <Note tone="problem">
      {data.length < LISTED_REFUSALS
        ? t('{{count}} changes in the mount were not accepted.', { count: data.length })
        : t('{{amount}} changes or more in the mount were not accepted.', { amount: LISTED_REFUSALS })}{' '}
      <AddressLink to={{ page: 'activity' }}>{t('See which, and why')}</AddressLink>
    </Note>
  );
}

/** The template that the mount says it has under these settings. */
function usualTemplate(settings: MountSettings): string {
  const views = shownViews(settings['mount.views']);
  return (views.find(({ name }) => name === '') ?? views[0])?.template ?? settings['mount.template'];
}

/**
 * Changes the mount. Where programs use it, the message names them and offers to force the change.
 * @param call what to do; with `force` also while programs use the mount
 * @returns whether it was done
 */
async function change(call: (force: boolean) => Promise<MountState>, force = false): Promise<boolean> {
  try {
    const state = await call(force);
    queries.setQueryData(api.mount.state.queryKey(), state);
    return state.state !== 'failed';
  } catch (error) {
    const inUse = !force && refusalOf(error)?.reason === 'BUSY';
    showToast(errorWords(error), {
      tone: 'problem',
      ...(inUse ? { action: { label: t('Unmount anyway'), run: () => void change(call, true) } } : {}),
    });
    return false;
  }
}
