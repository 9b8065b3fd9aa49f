/** Real paths of some tracks, as names and a search that are being typed would make them. */
import { useId } from 'react';
import { t } from '../words/text.ts';
import { pathParts, previewWords } from './preview-words.ts';
import styles from './Preview.module.css';
import type { PreviewState } from './use-preview.ts';

interface PreviewProps extends PreviewState {
  /** Folder of the view in the mount; empty for the mount itself. */
  readonly below: string;
}

export function Preview({ preview, problem, behind, below }: PreviewProps) {
  const id = useId();
  return (
    <figure className={styles.preview} aria-labelledby={id} aria-busy={behind}>
      <figcaption className={styles.head}>
        <span id={id}>{problem === null ? t('Preview') : t('Last valid preview')}</span>
        {preview === null || preview.paths.length === 0 ? null : <span>{previewWords(preview)}</span>}
      </figcaption>
      {preview === null ? null : preview.paths.length === 0 ? (
        <p className={styles.none}>{t('No track of the library matches.')}</p>
      ) : (
        <ul>
          {preview.paths.map(({ id: track, path }) => {
            const { folders, name } = pathParts(path, below);
            return (
              <li key={track} className={styles.path}>
                <span className={styles.folders}>{folders}</span>
                <span className={styles.name}>{name}</span>
              </li>
            );
          })}
        </ul>
      )}
    </figure>
  );
}
