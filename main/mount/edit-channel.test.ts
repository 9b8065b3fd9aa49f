import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CHANGES, FROM_MOUNT_SAMPLES } from '../../app/mount/testing/message-samples.ts';
import type { FromMount } from '../../app/mount/mount-protocol.ts';
import { readRefusalNote } from '../../app/mount/refusal-note.ts';
import { temporaryFolder } from '../../tests/support/temporary-folder.ts';
import { EditChannel } from './edit-channel.ts';

let library: string;
let sent: FromMount[];
let link: { connected: boolean; send: (message: FromMount) => Promise<void> };
let channel: EditChannel;

beforeEach(() => {
  library = temporaryFolder();
  sent = [];
  link = { connected: true, send: async (message) => void sent.push(message) };
  channel = new EditChannel(library, link);
});

it('keeps refused saves in a folder of the library that is its own', () => {
  expect(channel.quarantine).toBe(join(library, 'quarantine'));
  expect(existsSync(channel.quarantine)).toBe(true);
  expect(statSync(channel.quarantine).mode & 0o777).toBe(0o700);
});

describe('a save', () => {
  it('waits for the answer to its own call', async () => {
    const first = channel.commit(CHANGES);
    const second = channel.commit(CHANGES);
    expect(sent).toEqual([
      { type: 'save', call: 1, changes: CHANGES },
      { type: 'save', call: 2, changes: CHANGES },
    ]);
    channel.receive({ type: 'saved', call: 2, generation: 9 });
    expect(await second).toEqual({ generation: 9 });
    channel.receive({ type: 'saved', call: 1, generation: 8 });
    expect(await first).toEqual({ generation: 8 });
  });

  it('of several tracks is one call', async () => {
    const saving = channel.commitTogether([CHANGES, CHANGES], 'renamed');
    expect(sent).toEqual([{ type: 'save-together', call: 1, changes: [CHANGES, CHANGES], note: 'renamed' }]);
    channel.receive({ type: 'saved', call: 1, generation: null });
    await expect(saving).resolves.toBeUndefined();
  });

  it('that was not made fails with the reason', async () => {
    const saving = channel.commit(CHANGES);
    channel.receive({ type: 'not-saved', call: 1, message: 'the disk is full' });
    await expect(saving).rejects.toMatchObject({ code: 'NOT_SAVED', message: 'the disk is full' });
  });

  it('fails when the service ends before it answers', async () => {
    const [one, other] = [channel.commit(CHANGES), channel.commitTogether([CHANGES], '')];
    channel.disconnected();
    for (const saving of [one, other]) await expect(saving).rejects.toThrow('ended before it answered; save again');
    expect(() => channel.receive({ type: 'saved', call: 1, generation: 1 })).not.toThrow();
  });

  it('fails at once without a service, and says what to do', async () => {
    link.connected = false;
    await expect(channel.commit(CHANGES)).rejects.toThrow('start Descant and save again');
    expect(sent).toEqual([]);
  });

  it('fails when it cannot be sent', async () => {
    link.send = async () => {
      throw new Error('the channel is closed');
    };
    await expect(channel.commit(CHANGES)).rejects.toThrow('the channel is closed');
  });
});

describe('a refused save', () => {
  const { save } = FROM_MOUNT_SAMPLES.refused;

  it('has a note beside its file before the service is told', async () => {
    const kept = join(channel.quarantine, 'one.flac');
    link.send = async (message) => {
      expect(readRefusalNote(kept)).toEqual({ ...noted, at: expect.any(Number) });
      sent.push(message);
    };
    const { kept: _, ...noted } = save;
    channel.refused({ ...save, kept });
    await vi.waitFor(() => expect(sent).toEqual([{ type: 'refused', save: { ...save, kept } }]));
    expect(statSync(`${kept}.json`).mode & 0o777).toBe(0o600);
  });

  it('is told where the note cannot be written, and where nothing was kept', async () => {
    for (const kept of [join(channel.quarantine, 'gone', 'one.flac'), null]) {
      sent = [];
      channel.refused({ ...save, kept });
      await vi.waitFor(() => expect(sent).toEqual([{ type: 'refused', save: { ...save, kept } }]));
    }
  });
});
