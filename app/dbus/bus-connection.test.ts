import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BusConnection, type CallAnswer } from './bus-connection.ts';
import type { BusMessage } from './bus-message.ts';
import { startTestBus, type TestBus } from './testing-bus.ts';

const NAMES = ['org.example.One', 'org.example.Two'];

let bus: TestBus;
const ended = vi.fn<(error: Error) => void>();

beforeEach(async () => {
  bus = await startTestBus();
  ended.mockReset();
});
afterEach(() => bus.close());

const open = (onCall: (call: BusMessage) => CallAnswer = () => ({ signature: '', body: [] }), address = bus.address) =>
  BusConnection.open({ address, names: NAMES, onCall, onEnd: ended });

describe('a connection to a bus', () => {
  it('says hello, takes a name, and sends signals', async () => {
    const { messages } = bus;
    const connection = await open();
    connection.emit('/a', 'org.example', 'Changed', 's', ['x']);
    await vi.waitFor(() => expect(messages.at(-1)).toMatchObject({ kind: 'signal', member: 'Changed', body: ['x'] }));
    expect(messages.map(({ member }) => member)).toEqual(['Hello', 'RequestName', 'Changed']);
    connection.close();
    expect(ended).not.toHaveBeenCalled();
  });

  it('takes the second name where the first is taken, and none where both are', async () => {
    const { messages } = bus;
    bus.taken = [NAMES[0]!];
    (await open()).close();
    expect(messages.map(({ body }) => body[0])).toEqual([undefined, ...NAMES]);
    bus.taken = NAMES;
    await expect(open()).rejects.toThrow('the name org.example.One is taken');
    expect(ended).not.toHaveBeenCalled();
  });

  it('answers calls, but those that wait for no answer', async () => {
    const connection = await open(({ member }) =>
      member === 'Right' ? { signature: 's', body: ['yes'] } : { errorName: 'org.example.No', message: 'wrong' },
    );
    const [right, , wrong] = ['Right', 'Silent', 'Wrong'].map((member) =>
      bus.call('/a', 'a.b', member, { isSilent: member === 'Silent' }),
    );
    await vi.waitFor(() => expect(bus.messages).toHaveLength(4));
    expect(bus.messages.slice(2)).toMatchObject([
      { kind: 'answer', answers: right, destination: ':1.9', body: ['yes'] },
      { kind: 'error', answers: wrong, errorName: 'org.example.No', body: ['wrong'] },
    ]);
    connection.close();
  });

  it.each<[string, (socket: Socket) => void, string]>([
    ['refuses the user', (socket) => socket.write('REJECTED EXTERNAL\r\n'), 'does not let this user in'],
    ['hangs up', (socket) => socket.end(), 'has ended the connection'],
    ['greets without end', (socket) => socket.write('x'.repeat(20_000)), 'greets with no line'],
    ['talks nonsense', (socket) => socket.write(`OK 1\r\n${'x'.repeat(100)}`), 'begins with no byte order'],
  ])('is not made where the bus %s', async (_, greet, words) => {
    bus.greet = greet;
    await expect(open()).rejects.toThrow(words);
    expect(ended).not.toHaveBeenCalled();
  });

  it('is not made where there is no bus', async () => {
    await expect(open(undefined, 'unix:path=/nowhere/bus')).rejects.toThrow('ENOENT');
    await expect(open(undefined, 'tcp:host=localhost')).rejects.toThrow('names no socket');
  });

  it.each<[string, (socket: Socket) => void]>([
    ['goes away', (socket) => socket.destroy()],
    ['sends nonsense', (socket) => socket.write('nonsense, and no message at all')],
  ])('tells once that the bus %s', async (_, end) => {
    const connection = await open();
    end(bus.socket!);
    await vi.waitFor(() => expect(ended).toHaveBeenCalledTimes(1));
    connection.emit('/a', 'a.b', 'C', '', []);
    connection.close();
    expect(ended).toHaveBeenCalledTimes(1);
  });
});
