/** One playlist: what it is and holds, what can be done with it, and its tracks in their order. */
import { useQuery } from '@tanstack/react-query';
import type { PlaylistEntry } from '../../app/model/playlists.ts';
import { Button } from '../controls/Button.tsx';
import { Icon } from '../controls/Icon.tsx';
import { Note } from '../controls/Note.tsx';
import { goTo } from '../navigation/use-address.ts';
import { playTracks } from '../playback/player.ts';
import { api, service } from '../service/client.ts';
import { fileSize } from '../words/amounts.ts';
import { span } from '../words/duration.ts';
import { t } from '../words/text.ts';
import { CoverMosaic } from './CoverMosaic.tsx';
import { KIND_WORDS } from './kind-words.ts';
import { removeRepeats } from './playlist-commands.ts';
import { playlistTree, repeatedTracks } from './playlist-tree.ts';
import { PlaylistList } from './PlaylistList.tsx';
import { PlaylistMenu } from './PlaylistMenu.tsx';
import { PlaylistTracks } from './PlaylistTracks.tsx';
import styles from './Playlists.module.css';
import { RuleEditor } from './RuleEditor.tsx';
import { usePlaylistRows } from './use-playlist-rows.ts';

interface PlaylistContentProps {
  readonly entry: PlaylistEntry;
  readonly all: readonly PlaylistEntry[];
}

export function PlaylistContent({ entry, all }: PlaylistContentProps) {
  const { id, kind, name, rule } = entry;
  const totals = useQuery({ ...api.playlists.totals.queryOptions({ ids: [id] }), enabled: kind !== 'folder' })
    .data?.[0];
  const hasTracks = (totals?.tracks ?? 0) > 0;
  const tracks = (): Promise<number[]> => service.playlists.tracks.query({ id });
  return (
    <article className={styles.content}>
      <header className={styles.head}>
        {kind === 'folder' ? null : <FirstCovers id={id} />}
        <div className={styles.names}>
          <h2>{name}</h2>
          <p className={styles.about}>
            {[
              t(KIND_WORDS[kind]),
              ...(totals === undefined
                ? []
                : [t('{{count}} tracks', { count: totals.tracks }), span(totals.duration), fileSize(totals.bytes)]),
              ...(totals === undefined || totals.missing === 0
                ? []
                : [t('{{count}} tracks missing', { count: totals.missing })]),
            ].join(' · ')}
            {kind === 'manual' || kind === 'smart' ? <InMount /> : null}
          </p>
        </div>
        <div className={styles.actions}>
          {kind === 'folder' ? null : (
            <>
              <Button look="primary" icon="play" disabled={!hasTracks} onClick={() => void playTracks(tracks(), false)}>
                {t('Play')}
              </Button>
              <Button icon="shuffle" disabled={!hasTracks} onClick={() => void playTracks(tracks(), true)}>
                {t('Shuffle')}
              </Button>
            </>
          )}
          {kind === 'search' && rule !== null ? (
            <Button icon="library" onClick={() => goTo({ page: 'library', query: rule.query, track: null })}>
              {t('Show in the library')}
            </Button>
          ) : null}
          <PlaylistMenu entry={entry} all={all} hasTracks={hasTracks} />
        </div>
        <div className={styles.more}>
          {rule !== null && kind === 'smart' ? <RuleEditor key={id} id={id} rule={rule} /> : null}
          {kind === 'manual' && hasTracks ? <Repeats id={id} /> : null}
        </div>
      </header>
      {kind === 'folder' ? <FolderContent id={id} all={all} /> : <PlaylistTracks key={id} entry={entry} />}
    </article>
  );
}

function FolderContent({ id, all }: { readonly id: number; readonly all: readonly PlaylistEntry[] }) {
  const nodes = playlistTree(all, { folder: id });
  return nodes.length === 0 ? (
    <p className={styles.hint}>{t('A folder holds playlists: make one in it, or move one here.')}</p>
  ) : (
    <PlaylistList nodes={nodes} />
  );
}

/** Says where players find it, while they do. */
function InMount() {
  const mount = useQuery(api.mount.state.queryOptions()).data;
  const settings = useQuery(api.settings.get.queryOptions()).data;
  if (mount?.state !== 'mounted' || settings?.['mount.playlists'] !== true) return null;
  return (
    <span className={styles.inMount}>
      <Icon name="check" size={12} /> {t('in the mount, under Playlists')}
    </span>
  );
}

function FirstCovers({ id }: { readonly id: number }) {
  const { pages } = usePlaylistRows(id, 0, 0);
  return (
    <div className={styles.covers}>
      <CoverMosaic rows={pages[0] ?? []} />
    </div>
  );
}

function Repeats({ id }: { readonly id: number }) {
  const { data } = useQuery(api.playlists.tracks.queryOptions({ id }));
  const repeated = repeatedTracks(data ?? []);
  if (repeated.length === 0) return null;
  return (
    <div className={styles.repeats}>
      <Note tone="problem">{t('{{count}} tracks in it more than once.', { count: repeated.length })}</Note>
      <Button size="small" onClick={() => void removeRepeats(id, repeated)}>
        {t('Take the repeats out')}
      </Button>
    </div>
  );
}
