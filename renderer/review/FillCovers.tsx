/** Covers that lie beside the music: which pictures would be taken, and one button that takes them all. */
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { Button } from '../controls/Button.tsx';
import { Note } from '../controls/Note.tsx';
import { useFocusTarget } from '../navigation/focus-targets.ts';
import { errorWords } from '../service/client.ts';
import { fillCovers, findCovers } from '../service/fill-covers.ts';
import { fileSize } from '../words/amounts.ts';
import { folderForDisplay } from '../words/folder-path.ts';
import { t } from '../words/text.ts';
import styles from './FillCovers.module.css';

/** Pictures that are listed. */
const SHOWN = 100;

export function useFoundCovers(enabled: boolean) {
  return useQuery({
    queryKey: [['art', 'find'], { type: 'front' }] as const,
    queryFn: ({ signal }) => findCovers(signal),
    enabled,
    staleTime: 0,
  });
}

type FoundCovers = ReturnType<typeof useFoundCovers>;

export function FoundCovers({ found: { data, error } }: { readonly found: FoundCovers }) {
  return (
    <section className={styles.found} aria-label={t('Pictures in the folders')} aria-busy={data === undefined}>
      <h3>{t('Pictures in the folders')}</h3>
      {error === null ? null : (
        <Note tone="problem" urgent>
          {errorWords(error)}
        </Note>
      )}
      {data?.length === 0 ? <p>{t('No folder of a track without a cover has a picture.')}</p> : null}
      <ul>
        {data?.slice(0, SHOWN).map(({ path, width, height, bytes, tracks }) => (
          <li key={path}>
            <span className={styles.path}>{folderForDisplay(path)}</span>
            <small>
              {`${width} × ${height} · ${fileSize(bytes)} · ${t('{{count}} tracks', { count: tracks.length })}`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function FillCoversButton({ found: { data, refetch } }: { readonly found: FoundCovers }) {
  const button = useRef<HTMLButtonElement>(null);
  useFocusTarget('mend', () => button.current?.focus());
  const tracks = data?.reduce((sum, proposal) => sum + proposal.tracks.length, 0) ?? 0;
  return (
    <Button
      ref={button}
      look="primary"
      aria-disabled={tracks === 0}
      onClick={() => {
        if (data !== undefined && tracks > 0) void fillCovers(data).then(() => refetch());
      }}
    >
      {data === undefined ? t('Fill the covers') : t('Give {{count}} tracks their cover', { count: tracks })}
    </Button>
  );
}
