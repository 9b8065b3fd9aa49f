/**
 * Atoms whose length is filled in when their content is written.
 */
import type { PlanBuilder } from '../plan-builder.ts';

const LONGEST_ATOM = 0xffff_ffff;

/** Begins an atom and returns where it stands. */
export function beginAtom(builder: PlanBuilder, name: string): number {
  const at = builder.length;
  builder.u32be(0);
  builder.latin1(name);
  return at;
}

/** Ends the atom that stands at `at`. Throws where it became too long for its 32 bits of length. */
export function endAtom(builder: PlanBuilder, at: number): void {
  const length = builder.length - at;
  if (length > LONGEST_ATOM) throw new Error('The tags and pictures take more than 4 GiB.');
  builder.patchU32be(at, length);
}
