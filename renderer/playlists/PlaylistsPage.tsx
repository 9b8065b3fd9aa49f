/**
 * Playlists: all of them and what makes them, a folder with what is in it, or one playlist, which has the page for
 * itself. The search finds others by their names from everywhere.
 */
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ImportResult } from '../../app/model/playlist-files.ts';
import type { PlaylistKind } from '../../app/model/playlists.ts';
import { Button } from '../controls/Button.tsx';
import { Dialog } from '../controls/Dialog.tsx';
import { Loading } from '../controls/Loading.tsx';
import { Note } from '../controls/Note.tsx';
import { Sheet } from '../controls/Sheet.tsx';
import { AddressLink } from '../navigation/AddressLink.tsx';
import { PageFilter } from '../navigation/PageFilter.tsx';
import { useAddress } from '../navigation/use-address.ts';
import { api, errorWords } from '../service/client.ts';
import { t, type Text } from '../words/text.ts';
import { importPlaylists, PLAYLIST_FILE_TYPES } from './import-playlists.ts';
import { NameDialog } from './NameDialog.tsx';
import { createPlaylist } from './playlist-commands.ts';
import { PlaylistContent } from './PlaylistContent.tsx';
import { playlistTree } from './playlist-tree.ts';
import { PlaylistList } from './PlaylistList.tsx';
import styles from './Playlists.module.css';

const NEW: readonly {
  readonly kind: PlaylistKind;
  readonly label: Text;
  readonly name: Text;
  readonly hint: Text;
}[] = [
  { kind: 'manual', label: 'New playlist', name: 'New playlist', hint: 'You add tracks, and order them.' },
  { kind: 'smart', label: 'New smart playlist', name: 'New smart playlist', hint: 'A rule says which tracks it has.' },
  { kind: 'folder', label: 'New folder', name: 'New folder', hint: 'For playlists that belong together.' },
];

export function PlaylistsPage() {
  const item = useAddress((address) => address.item);
  const { data, error } = useQuery(api.playlists.list.queryOptions());
  const [search, setSearch] = useState({ item, text: '' });
  // The search ends where one has been opened.
  const text = search.item === item ? search.text : '';
  const [making, setMaking] = useState<PlaylistKind | null>(null);
  const [imported, setImported] = useState<ImportResult | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const all = data ?? [];
  const open = all.find(({ id }) => String(id) === item) ?? null;
  const nodes = playlistTree(all, { text });
  const folder = open === null ? null : open.kind === 'folder' ? open.id : open.folder;
  const made = NEW.find(({ kind }) => kind === making);
  const parent = all.find(({ id }) => id === open?.folder);
  const lists = all.filter(({ kind }) => kind !== 'folder').length;

  return (
    <Sheet
      title={t('Playlists')}
      count={data === undefined ? '' : t('{{count}} playlists', { count: lists })}
      top={
        <PageFilter
          label={t('Find playlists')}
          placeholder={t('Playlists whose name contains …')}
          value={text}
          onChange={(typed) => setSearch({ item, text: typed })}
        />
      }
    >
      <div className={styles.bar} hidden={open !== null && open.kind !== 'folder' && text === ''}>
        {NEW.map(({ kind, label }) => (
          <Button key={kind} icon="add" onClick={() => setMaking(kind)}>
            {t(label)}
          </Button>
        ))}
        <Button onClick={() => chooser.current?.click()}>{t('Import …')}</Button>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          aria-label={t('Playlist files')}
          accept={PLAYLIST_FILE_TYPES}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = '';
            if (files.length > 0) void importPlaylists(files, folder).then(setImported);
          }}
        />
      </div>
      {error === null ? null : (
        <div className={styles.hint}>
          <Note tone="problem" urgent>
            {errorWords(error)}
          </Note>
        </div>
      )}
      {data === undefined && error === null ? <Loading /> : null}
      {data?.length === 0 ? <NoPlaylists /> : null}
      {data === undefined || data.length === 0 ? null : open !== null && text === '' ? (
        <div className={styles.open}>
          <AddressLink to={{ item: parent === undefined ? '' : String(parent.id) }} className={styles.back}>
            {parent?.name ?? t('All playlists')}
          </AddressLink>
          <PlaylistContent key={open.id} entry={open} all={all} />
        </div>
      ) : item !== '' && text === '' ? (
        <p className={styles.nothing}>{t('This playlist is not there any more.')}</p>
      ) : nodes.length === 0 ? (
        <p className={styles.nothing}>{t('No playlist matches')}</p>
      ) : (
        <PlaylistList nodes={nodes} />
      )}
      {made === undefined ? null : (
        <NameDialog
          title={t(made.label)}
          usual={t(made.name)}
          done={t('Create')}
          hint={t(made.hint)}
          onName={(name) => createPlaylist(name, made.kind, folder)}
          onClose={() => setMaking(null)}
        />
      )}
      {imported === null ? null : <Unmatched result={imported} onClose={() => setImported(null)} />}
    </Sheet>
  );
}

/** What playlists are, where there are none yet. */
function NoPlaylists() {
  return (
    <div className={styles.none}>
      <h2>{t('No playlist yet. Make one, or import the files of another player.')}</h2>
      <dl>
        {NEW.map(({ kind, name, hint }) => (
          <div key={kind}>
            <dt>{t(name)}</dt>
            <dd>{t(hint)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** The entries of imported files for which the library has no track. */
function Unmatched({ result, onClose }: { readonly result: ImportResult; readonly onClose: () => void }) {
  return (
    <Dialog title={t('Entries without a track')} look="sheet" onClose={onClose}>
      <div className={styles.unmatched}>
        <p>{t('The library has no track for these entries. They were left out.')}</p>
        {result.playlists
          .filter(({ unmatched }) => unmatched.length > 0)
          .map(({ name, unmatched }) => (
            <section key={name} aria-label={name}>
              <h3>{name}</h3>
              <ul>
                {unmatched.map(({ line, text }) => (
                  <li key={line}>{t('line {{line}}: {{text}}', { line: String(line), text })}</li>
                ))}
              </ul>
            </section>
          ))}
      </div>
    </Dialog>
  );
}
