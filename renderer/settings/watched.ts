/** How changes in each folder are noticed. */
import { useQuery } from '@tanstack/react-query';
import type { WatchedRoot } from '../../app/model/watch.ts';
import { api } from '../service/client.ts';
import { t } from '../words/text.ts';

/** How long an answer holds: a disk may be plugged in while the page is open. */
const REFRESH_MS = 5000;

/** Empty until the service has answered. */
export function useWatched(): readonly WatchedRoot[] {
  return useQuery({ ...api.library.watched.queryOptions(), refetchInterval: REFRESH_MS }).data ?? [];
}

/** `watched`, or why not, in words. */
export function watchWords(watched: Pick<WatchedRoot, 'state' | 'reason'> | undefined): string {
  switch (watched?.state) {
    case 'watched':
      return t('watched');
    case 'offline':
      return t('not there now; it is scanned as soon as it is back');
    case 'polled':
      return t('scanned from time to time: {{reason}}', { reason: watched.reason ?? '' });
    case 'off':
      return t('not watched');
    default:
      return '';
  }
}
