/**
 * The path of the service's program, which commands start as a process of its own. It stands apart from the programs
 * that the service itself starts: they import nothing of the service.
 */
export const SERVICE_PROGRAM = new URL('../service.ts', import.meta.url);
