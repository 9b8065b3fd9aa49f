/** `descant fingerprint FILE…`: what fpcalc prints. */
import { runFingerprint } from '../fingerprint.ts';

export async function run(argv: readonly string[]): Promise<number> {
  return runFingerprint([...argv], { stdout: process.stdout, stderr: process.stderr });
}
