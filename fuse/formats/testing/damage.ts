/** Damage to files, at random but repeatable: what readers have to be ready for. */
const INTERESTING = [0, 1, 0x7f, 0x80, 0xff];

/**
 * A copy in which one to eight times bytes were changed, copied to another place, taken away or added: three times of four in its
 * first `headLength` bytes, else anywhere.
 */
export function damaged(original: Buffer, headLength: number, random: (below: number) => number): Buffer {
  let bytes = Buffer.from(original);
  for (let k = 1 + random(8); k > 0; k -= 1) {
    const at = random(random(4) === 0 ? bytes.length : Math.min(headLength, bytes.length));
    switch (random(4)) {
      case 0:
        bytes[at] = random(256);
        break;
      case 1:
        for (let i = at; i < Math.min(at + 4, bytes.length); i += 1) {
          bytes[i] = INTERESTING[random(INTERESTING.length)] as number;
        }
        break;
      case 2: {
        const from = random(bytes.length);
        bytes.copy(bytes, at, from, Math.min(from + random(64), bytes.length));
        break;
      }
      default:
        bytes =
          random(2) === 0
            ? Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random(32))])
            : Buffer.concat([bytes.subarray(0, at), Buffer.alloc(random(32), random(256)), bytes.subarray(at)]);
    }
  }
  return bytes;
}
