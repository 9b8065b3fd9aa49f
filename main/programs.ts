/** The paths of the programs that the service and the CLI start as child processes. */

export const ANALYSIS_PROGRAM = new URL('./analysis.ts', import.meta.url);
export const MOUNT_PROGRAM = new URL('./mount.ts', import.meta.url);
export const SERVICE_PROGRAM = new URL('./service.ts', import.meta.url);
export const RENDERER_FOLDER = new URL('../dist/renderer/', import.meta.url);
