/** The library as a whole: its summary and its folders. */
import { z } from '../../model/schema.ts';
import { id, path } from '../inputs.ts';
import { musicFolder } from '../music-folder.ts';
import { procedure, router } from '../procedure.ts';
import { suggestFolders } from '../suggest-folders.ts';

export const libraryRoutes = router({
  summary: procedure.query(({ ctx }) => ctx.service.read.summary()),
  /** The version of Descant, and what the library's files take on the disk. */
  about: procedure.query(({ ctx }) => ctx.service.read.about()),
  /** Where the fingerprints are indexed, and how that is. */
  index: procedure.query(({ ctx }) => ctx.service.documents.state()),
  /** How changes in each folder are noticed; empty where no service runs. */
  watched: procedure.query(({ ctx }) => [...ctx.service.watch.roots]),
  /** @returns the real path of the folder */
  addFolder: procedure.input(z.object({ path })).mutation(({ ctx, input }) => ctx.service.addFolder(input.path)),
  removeFolder: procedure.input(z.object({ id })).mutation(({ ctx, input }) => ctx.service.removeFolder(input.id)),
  /** Where the music of the person at this computer probably is; null where that cannot be told. */
  musicFolder: procedure.query(() => musicFolder()),
  /** Folders whose path begins with the typed text. */
  suggestFolders: procedure
    .input(z.object({ prefix: z.string().max(4096) }))
    .query(({ input }) => suggestFolders(input.prefix)),
});
