/** Saves in the mount that were refused. */
import type { HealthCheck } from '../check.ts';

export const refused: HealthCheck = {
  name: 'refused',
  group: 'mount',
  severity: 'error',
  words: {
    title: 'Refused saves',
    one: 'save in the mount was refused',
    several: 'saves in the mount were refused',
    advice:
      'keep the file that was kept, or save its tags again in the mount without changing the sound; then dismiss the save in the app, which deletes the kept file',
  },
  finder: {
    kind: 'rows',
    key: 'refused_save.id',
    columns: `track_id AS trackId, NULL AS folder, NULL AS name, path,
      author || ': ' || reason || iif(kept = '', '', ' (kept in ' || kept || ')') AS message, at AS since`,
    from: 'refused_save',
    where: '1',
  },
};
