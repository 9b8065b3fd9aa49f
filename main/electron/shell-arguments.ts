/** The shell's own command line, and what of it goes to the service. Pure. */
import { join } from 'node:path';

/** Options with a value that the service understands; everything else on Electron's command line is Electron's. */
const PASSED_ON = ['--library', '--mount'] as const;

/**
 * The service's arguments for a shell started with `given`.
 * Without `--mount` or `--no-mount` the library is mounted where `npm start` mounts it.
 * @param home the person's home folder
 */
export function serviceArgumentsOfShell(given: readonly string[], home: string): string[] {
  const passed: string[] = [];
  for (const name of PASSED_ON) {
    const value = valueOf(given, name);
    if (value !== null) passed.push(name, value);
  }
  if (given.includes('--no-mount')) passed.push('--no-mount');
  else if (!passed.includes('--mount')) passed.push('--mount', join(home, 'Descant'));
  return passed;
}

function valueOf(given: readonly string[], name: string): string | null {
  const at = given.indexOf(name);
  if (at >= 0) return given[at + 1] ?? null;
  return given.find((argument) => argument.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
}
