/** How far the programs that work behind the window step back for other programs. */
import { getPriority, setPriority } from 'node:os';

/**
 * Lowers the priority of this process. One whose priority is lower already keeps it: to raise it is refused to most
 * users.
 * @param niceness from 0, which is usual, to 19, which is lowest; the environment's `DESCANT_NICENESS` goes before it
 */
export function stepBack(niceness: number): void {
  const wanted = Number(process.env['DESCANT_NICENESS'] ?? niceness);
  if (getPriority() < wanted) setPriority(wanted);
}
