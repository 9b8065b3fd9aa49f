/** How changes in the folders are noticed, and the switch for it. */
import { useQuery } from '@tanstack/react-query';
import type { WatchedRoot } from '../../app/model/watch.ts';
import { Choice } from '../controls/Choice.tsx';
import { useAtOnce } from '../controls/use-at-once.ts';
import { showToast } from '../messages/toasts.ts';
import { api, errorWords, queries, service } from '../service/client.ts';
import styles from './Watch.module.css';

/** How long an answer holds: a disk may be plugged in while the page is open. */
const REFRESH_MS = 5000;

/** How each folder is watched; empty until the service has answered. */
export function useWatched(): readonly WatchedRoot[] {
  return useQuery({ ...api.library.watched.queryOptions(), refetchInterval: REFRESH_MS }).data ?? [];
}

/** What there is to say of a folder that is not simply watched. */
export function WatchState({ watched }: { readonly watched: WatchedRoot | null }) {
  const words = watched === null ? null : wordsOf(watched);
  return words === null ? null : <span className={styles.state}>{words}</span>;
}

function wordsOf({ state, reason }: WatchedRoot): string | null {
  if (state === 'offline') return 'Not there now. It is scanned as soon as it is back.';
  if (state === 'polled') return `Scanned from time to time: ${reason}.`;
  return null;
}

export function WatchSwitch() {
  const kept = useQuery(api.settings.get.queryOptions()).data?.['scan.watch'];
  const [on, choose] = useAtOnce(kept, setWatch);
  if (on === undefined) return null;
  return (
    <div className={styles.switch}>
      <Choice
        kind="switch"
        label="Notice changes as they happen"
        hint="New, changed, moved and removed files show within a second or two. Without it they show after the next scan."
        checked={on}
        onChange={choose}
      />
    </div>
  );
}

async function setWatch(value: boolean | undefined): Promise<void> {
  try {
    await service.settings.set.mutate({ name: 'scan.watch', value });
  } catch (error) {
    showToast(errorWords(error), { tone: 'problem' });
  }
  await queries.invalidateQueries(api.settings.get.pathFilter());
  await queries.invalidateQueries(api.library.watched.pathFilter());
}
