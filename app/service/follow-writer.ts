/** Tells the parts of the service what the writing thread has changed. */
import { declareFields } from '../../fuse/fields/declared-fields.ts';
import type { ActionRuns } from '../actions/action-runs.ts';
import type { DuplicateSurvey } from '../duplicates/duplicate-survey.ts';
import { namedTracks } from '../model/changed-tracks.ts';
import type { MountService } from '../mount/mount-service.ts';
import type { CatalogueUpkeep } from './catalogue-upkeep.ts';
import type { LibraryEvents } from './events.ts';
import type { Imports } from './imports.ts';
import type { LikeUpkeep } from './like-upkeep.ts';
import type { Rebuild } from './rebuild.ts';
import type { Scans } from './scans.ts';
import type { WriterEvent } from './write-methods.ts';

/** The parts that follow the writer. */
export interface WriterFollowers {
  readonly events: Pick<LibraryEvents, 'emit'>;
  readonly mount: Pick<MountService, 'changed' | 'scanned' | 'playlistsChanged' | 'followSettings'>;
  readonly catalogue: Pick<CatalogueUpkeep, 'wake'>;
  readonly likes: Pick<LikeUpkeep, 'run'>;
  readonly actions: Pick<ActionRuns, 'wrote'>;
  readonly imports: Pick<Imports, 'stored'>;
  readonly rebuild: Pick<Rebuild, 'report'>;
  readonly scans: Pick<Scans, 'counted'>;
  readonly duplicates: Pick<DuplicateSurvey, 'outdate'>;
  readonly isClosing: boolean;
}

export function followWriter(service: WriterFollowers, event: WriterEvent): void {
  switch (event.type) {
    case 'tracks':
      if (event.byScan && event.ids !== null) service.mount.scanned(event.ids);
      else service.mount.changed(event.ids);
      service.catalogue.wake();
      service.events.emit({ type: 'tracks', ids: event.ids && namedTracks(event.ids) });
      break;
    case 'playlists':
      service.mount.playlistsChanged(event.ids);
      service.events.emit({ type: 'playlists', ids: event.ids });
      // Without ids it is the upkeep that has changed what they find.
      if (event.ids.length > 0) void service.likes.run();
      break;
    case 'fields':
      declareFields(event.fields);
      service.catalogue.wake();
      void service.mount.followSettings();
      service.events.emit({ type: 'settings' });
      break;
    case 'settings':
      service.events.emit({ type: 'settings' });
      break;
    case 'recordings':
      service.duplicates.outdate();
      break;
    case 'edit-progress':
      service.actions.wrote(event.done, event.total);
      service.imports.stored(event.done, event.total);
      service.events.emit(event);
      break;
    case 'rebuild-progress':
      if (!service.isClosing) service.rebuild.report(event.done, event.total);
      break;
    case 'scan-progress':
      service.scans.counted(event.counts);
  }
}
