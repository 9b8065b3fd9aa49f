/** The paths of the programs that a library service starts as child processes and threads, and of the page that it serves. */

export const ANALYSIS_PROGRAM = new URL('./analysis.ts', import.meta.url);
export const MOUNT_PROGRAM = new URL('./mount.ts', import.meta.url);
export const COPY_THREAD = new URL('./copies/copy-thread.ts', import.meta.url);
export const THUMBNAIL_PROGRAM = new URL('./thumbnails.ts', import.meta.url);
export const RENDERER_FOLDER = new URL('../dist/renderer/', import.meta.url);
