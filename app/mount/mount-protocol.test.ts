import { deserialize, serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { FROM_MOUNT_TYPES, handle, readFromMount, readToMount, TO_MOUNT_TYPES } from './mount-protocol.ts';
import { FROM_MOUNT_SAMPLES, TO_MOUNT_SAMPLES } from './testing/message-samples.ts';

/** As the channel delivers it: Node's `advanced` serialisation is that of v8. */
const sent = (message: object): unknown => deserialize(serialize(message));

const DIRECTIONS = [
  ['to the mount', readToMount, TO_MOUNT_TYPES, TO_MOUNT_SAMPLES],
  ['from the mount', readFromMount, FROM_MOUNT_TYPES, FROM_MOUNT_SAMPLES],
] as const;

describe.each(DIRECTIONS)('messages %s', (_, read, types, samples) => {
  const messages = Object.values<object & { readonly type: string }>(samples);

  it('have a sample of every type', () => {
    expect(messages.map(({ type }) => type)).toEqual(types);
  });

  it.each(messages.map((message) => [message.type, message] as const))(
    '%s arrive as they were sent',
    (_type, message) => {
      const received = read(sent(message));
      expect(received).toEqual(message);
    },
  );

  it.each(messages.flatMap((message) => Object.keys(message).map((field) => [message.type, field, message] as const)))(
    '%s are refused with anything else as their %s',
    (_type, field, message) => {
      expect(read({ ...message, [field]: Symbol('wrong') })).toBeNull();
    },
  );

  it('are refused when they are no message at all', () => {
    for (const other of [null, undefined, 'mount', 1, {}, [], { type: 1 }, { type: 'toString' }, { type: 'unknown' }]) {
      expect(read(other)).toBeNull();
    }
  });
});

describe('optional parts of messages', () => {
  const { save } = FROM_MOUNT_SAMPLES;

  it('may be left out', () => {
    const { pictures: _, ...changes } = save.changes;
    expect(readFromMount({ ...save, changes })).not.toBeNull();
    expect(readToMount({ type: 'unmount' })).not.toBeNull();
  });

  it('may be null where that has a meaning', () => {
    expect(readToMount({ type: 'changed', ids: null })).not.toBeNull();
    expect(readToMount({ type: 'saved', call: 1, generation: null })).not.toBeNull();
    expect(readFromMount({ type: 'problem', message: 'slow disk', trackId: null })).not.toBeNull();
  });

  it('are checked where they are there', () => {
    const picture = { type: 3, mime: 'image/png', description: '', bytes: [1, 2] };
    expect(readFromMount({ ...save, changes: { ...save.changes, pictures: [picture] } })).toBeNull();
    expect(readFromMount({ ...save, changes: { ...save.changes, fields: { title: 'One' } } })).toBeNull();
    const { mount } = TO_MOUNT_SAMPLES;
    expect(readToMount({ ...mount, layout: { ...mount.layout, names: 'amiga' } })).toBeNull();
    expect(readToMount({ ...mount, layout: { ...mount.layout, views: [{ name: '' }] } })).toBeNull();
  });
});

it('each message goes to the handler of its type', () => {
  const got: unknown[] = [];
  const handlers = Object.fromEntries(
    TO_MOUNT_TYPES.map((type) => [type, (message: unknown) => got.push([type, message])]),
  );
  for (const message of Object.values(TO_MOUNT_SAMPLES)) handle(message, handlers as never);
  expect(got).toEqual(Object.values(TO_MOUNT_SAMPLES).map((message) => [message.type, message]));
});
