/** Playlists in their folders, each in a line: its name, which tracks it has, and when it was changed. */
import { useQuery } from '@tanstack/react-query';
import type { PlaylistEntry } from '../../app/model/playlists.ts';
import { api } from '../service/client.ts';
import { day } from '../words/moment.ts';
import { ruleWords } from '../words/rule-words.ts';
import { t } from '../words/text.ts';
import { KIND_WORDS } from './kind-words.ts';
import type { PlaylistNode } from './playlist-tree.ts';
import { PlaylistLink } from './PlaylistLink.tsx';
import styles from './PlaylistList.module.css';
import { joinedParts } from './rule-parts.ts';

interface PlaylistListProps {
  readonly nodes: readonly PlaylistNode[];
}

export function PlaylistList({ nodes }: PlaylistListProps) {
  return (
    <nav aria-label={t('Playlists')} className={styles.list}>
      <Entries nodes={nodes} label={t('Playlists and folders')} />
    </nav>
  );
}

function Entries({ nodes, label }: PlaylistListProps & { readonly label?: string }) {
  return (
    <ul className={styles.entries} aria-label={label}>
      {nodes.map(({ entry, children }) => (
        <li key={entry.id}>
          <div className={styles.row}>
            <PlaylistLink entry={entry} to={{ item: String(entry.id) }} current={false} />
            <span className={styles.about}>
              {entry.rule === null || entry.rule.query === '' ? (
                t(KIND_WORDS[entry.kind])
              ) : (
                <RuleWords query={entry.rule.query} />
              )}
            </span>
            <time className={styles.changed} dateTime={new Date(entry.changedAt).toISOString()}>
              {t('changed {{date}}', { date: day(entry.changedAt) })}
            </time>
          </div>
          {children.length === 0 ? null : <Entries nodes={children} label={entry.name} />}
        </li>
      ))}
    </ul>
  );
}

/** A rule in words; as it is written until it has been read. */
function RuleWords({ query }: { readonly query: NonNullable<PlaylistEntry['rule']>['query'] }) {
  const { data } = useQuery({ ...api.queries.parse.queryOptions({ query }), retry: false });
  if (data === undefined) return query;
  const { how, parts } = joinedParts(data.rule);
  return parts.map(ruleWords).join(` ${how === 'all' ? t('and') : t('or')} `);
}
