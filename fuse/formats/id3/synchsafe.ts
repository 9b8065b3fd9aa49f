/**
 * Synchsafe numbers: 28 bits in four bytes whose highest bit is clear (ID3v2.4 structure, section 6.2).
 */
export function readSynchsafe(bytes: Buffer, i: number): number {
  return (
    (((bytes[i] as number) & 127) << 21) |
    (((bytes[i + 1] as number) & 127) << 14) |
    (((bytes[i + 2] as number) & 127) << 7) |
    ((bytes[i + 3] as number) & 127)
  );
}

/** A number below 2²⁸ as the 32-bit number that is written, big-endian, for it. */
export function toSynchsafe(value: number): number {
  return ((value & 0x0fe0_0000) << 3) | ((value & 0x001f_c000) << 2) | ((value & 0x3f80) << 1) | (value & 0x7f);
}
