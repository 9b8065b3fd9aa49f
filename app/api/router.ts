/**
 * The typed API: what the app and the CLI can ask of the library service. Each feature has a file of routes, which
 * checks every input; this file joins them.
 */
import { router } from './procedure.ts';
import { albumRoutes, artistRoutes } from './routes/albums.ts';
import { actionRoutes } from './routes/actions.ts';
import { analysisRoutes } from './routes/analysis.ts';
import { artRoutes } from './routes/art.ts';
import { backupRoutes } from './routes/backup.ts';
import { copyRoutes } from './routes/copies.ts';
import { demoRoutes } from './routes/demo.ts';
import { duplicateRoutes } from './routes/duplicates.ts';
import { eventSubscription } from './routes/events.ts';
import { exportRoutes } from './routes/exported.ts';
import { errorRoutes, healthRoutes } from './routes/health.ts';
import { facetRoutes } from './routes/facets.ts';
import { fieldRoutes } from './routes/fields.ts';
import { historyRoutes } from './routes/history.ts';
import { dumpRoutes } from './routes/dumps.ts';
import { identificationRoutes } from './routes/identification.ts';
import { importRoutes } from './routes/imports.ts';
import { jobRoutes } from './routes/jobs.ts';
import { libraryRoutes } from './routes/library.ts';
import { mountRoutes } from './routes/mount.ts';
import { originalRoutes } from './routes/originals.ts';
import { playerRoutes } from './routes/player.ts';
import { playlistRoutes } from './routes/playlists.ts';
import { queryRoutes } from './routes/queries.ts';
import { recognitionRoutes } from './routes/recognition.ts';
import { recordingRoutes } from './routes/recordings.ts';
import { rebuildRoutes } from './routes/rebuild.ts';
import { scanRoutes } from './routes/scan.ts';
import { settingRoutes } from './routes/settings.ts';
import { submissionRoutes } from './routes/submissions.ts';
import { verifyRoutes } from './routes/verification.ts';
import { trackRoutes } from './routes/tracks.ts';

export const appRouter = router({
  library: libraryRoutes,
  scan: scanRoutes,
  analysis: analysisRoutes,
  duplicates: duplicateRoutes,
  recognition: recognitionRoutes,
  recordings: recordingRoutes,
  fields: fieldRoutes,
  jobs: jobRoutes,
  tracks: trackRoutes,
  art: artRoutes,
  albums: albumRoutes,
  artists: artistRoutes,
  facets: facetRoutes,
  queries: queryRoutes,
  actions: actionRoutes,
  history: historyRoutes,
  player: playerRoutes,
  playlists: playlistRoutes,
  mount: mountRoutes,
  settings: settingRoutes,
  errors: errorRoutes,
  health: healthRoutes,
  exported: exportRoutes,
  originals: originalRoutes,
  verify: verifyRoutes,
  rebuild: rebuildRoutes,
  backup: backupRoutes,
  imports: importRoutes,
  copies: copyRoutes,
  demo: demoRoutes,
  dumps: dumpRoutes,
  identification: identificationRoutes,
  submissions: submissionRoutes,
  events: eventSubscription,
});

export type AppRouter = typeof appRouter;
