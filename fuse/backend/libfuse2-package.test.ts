import { describe, expect, it } from 'vitest';
import { libfuse2Package } from './libfuse2-package.mjs';

describe('the package of libfuse 2', () => {
  it.each([
    ['PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n', 'libfuse2'],
    ['VERSION_ID="13"\nID=debian\n', 'libfuse2t64'],
    ['ID=ubuntu\nVERSION_ID="22.04"\n', 'libfuse2'],
    ['ID=ubuntu\nVERSION_ID="24.04"\n', 'libfuse2t64'],
    ['ID=fedora\nVERSION_ID=42\n', 'libfuse2'],
    ['', 'libfuse2'],
  ])('of the system %j is %s', (system, name) => {
    expect(libfuse2Package(system)).toBe(name);
  });
});
