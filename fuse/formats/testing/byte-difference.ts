/** Says where bytes differ: the test runner's own comparison prints every byte of long buffers. */

/** The first difference as a sentence; `null` where there is none. */
export function byteDifference(is: Uint8Array, should: Uint8Array): string | null {
  const at = should.findIndex((byte, index) => byte !== is[index]);
  if (at >= 0) return `At ${at}: ${around(is, at)} instead of ${around(should, at)}.`;
  return is.length === should.length ? null : `${is.length} bytes instead of ${should.length}.`;
}

function around(bytes: Uint8Array, at: number): string {
  return Buffer.from(bytes.subarray(at, at + 16)).toString('hex');
}
