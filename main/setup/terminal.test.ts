import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createTerminal } from './terminal.mjs';

function stream(isTTY: boolean): { out: PassThrough & { isTTY: boolean; columns: number }; text: () => string } {
  const out = Object.assign(new PassThrough().setEncoding('utf8'), { isTTY, columns: 40 });
  return { out, text: () => String(out.read() ?? '') };
}

describe('the status line', () => {
  it('is rewritten in place on a terminal, cut to its width, and gives way to lines that stay', () => {
    let now = 0;
    const { out, text } = stream(true);
    const terminal = createTerminal(out, () => now);
    terminal.status('scan', 'x'.repeat(100));
    terminal.status('scan', 'too soon for any eye');
    now = 100;
    terminal.status('scan', 'two');
    terminal.line('done');
    expect(text()).toBe(`\r\u001B[2K${'x'.repeat(39)}\r\u001B[2Ktwo\r\u001B[2Kdone\n`);
  });

  it('is sparse in a log: at a new topic, and then every quarter of a minute', () => {
    let now = 0;
    const { out, text } = stream(false);
    const terminal = createTerminal(out, () => now);
    for (const [seconds, topic] of [
      [0, 'scan'],
      [5, 'scan'],
      [14, 'scan'],
      [15, 'scan'],
      [16, 'analysis'],
    ] as const) {
      now = seconds * 1000;
      terminal.status(topic, `${topic} at ${seconds}`);
    }
    expect(text()).toBe('scan at 0\nscan at 15\nanalysis at 16\n');
  });
});

it('makes the control characters of what it prints visible', () => {
  for (const isTTY of [true, false]) {
    const { out, text } = stream(isTTY);
    const terminal = createTerminal(out, () => 1000);
    terminal.line('one\u001b[2J\ntwo\r');
    expect(text()).toBe('one␛[2J\ntwo␍\n');
    terminal.status('scan', 'three\u001b[2J\n');
    expect(text()).toBe(isTTY ? '\r\u001B[2Kthree␛[2J␊' : 'three␛[2J␊\n');
  }
});
