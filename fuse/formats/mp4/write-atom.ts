/**
 * Atoms whose length is filled in when their content is written.
 */
import type { PlanBuilder } from '../plan-builder.ts';

/** Begins an atom and returns where it stands. */
export function beginAtom(builder: PlanBuilder, name: string): number {
  const at = builder.length;
  builder.u32be(0);
  builder.latin1(name);
  return at;
}

export function endAtom(builder: PlanBuilder, at: number): void {
  builder.patchU32be(at, builder.length - at);
}
