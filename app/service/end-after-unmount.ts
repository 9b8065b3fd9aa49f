/**
 * Ends a service that was started for a mount when the library is unmounted and no client uses the service: no page is
 * open, and no scan runs. Background analysis is no use: the next start goes on with it.
 */
import type { LibraryEvent } from '../model/events.ts';
import type { JobProgress } from '../model/jobs.ts';
import type { MountState } from '../model/mount.ts';

/** Milliseconds that the service stays for the answer to the client that unmounts, and for another mount. */
export const STAY = 2000;

/** What is read of the service. */
export interface EndingService {
  readonly events: {
    subscribe(listener: (event: LibraryEvent) => void): () => void;
    readonly clients: number;
    onClientLeft(listener: () => void): void;
  };
  readonly mount: { readonly state: MountState };
  readonly jobs: readonly JobProgress[];
}

/** @param end called once */
export function endAfterUnmount(service: EndingService, end: () => void): void {
  let wasMounted = false;
  let timer: NodeJS.Timeout | null = null;
  const isUnused = (): boolean =>
    wasMounted &&
    service.mount.state.state === 'unmounted' &&
    service.events.clients === 0 &&
    !service.jobs.some(({ job, state }) => job === 'scan' && state === 'running');
  const check = (): void => {
    if (timer !== null || !isUnused()) return;
    timer = setTimeout(() => {
      timer = null;
      if (isUnused()) end();
    }, STAY);
  };
  service.events.onClientLeft(check);
  service.events.subscribe((event) => {
    if (event.type === 'mount' && event.mount.state === 'mounted') wasMounted = true;
    if (event.type === 'mount' || event.type === 'progress') check();
  });
}
