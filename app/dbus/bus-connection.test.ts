import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BusConnection, type CallAnswer } from './bus-connection.ts';
import { formatMessage, messageLength, parseMessage, type BusMessage } from './bus-message.ts';

const NAMES = ['org.example.One', 'org.example.Two'];

let folder: string;
let server: Server;
let address: string;
let onClient: (socket: Socket) => void;
const ended = vi.fn<(error: Error) => void>();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'descant-bus-'));
  server = createServer((socket) => {
    socket.on('error', () => {});
    onClient(socket);
  });
  await new Promise<void>((resolve) => server.listen(join(folder, 'bus'), resolve));
  address = `unix:path=${join(folder, 'bus')}`;
  ended.mockReset();
});
afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** A bus that lets everybody in. @param taken names that others have */
function bus(taken: readonly string[] = []): { readonly messages: BusMessage[]; socket: Socket | null } {
  const state: { readonly messages: BusMessage[]; socket: Socket | null } = { messages: [], socket: null };
  let serial = 0;
  onClient = (socket) => {
    state.socket = socket;
    let received = Buffer.alloc(0);
    let isIn = false;
    socket.on('data', (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      if (!isIn) {
        if (received.includes('AUTH EXTERNAL') && !received.includes('BEGIN')) socket.write('OK 1234deadbeef\r\n');
        const at = received.indexOf('BEGIN\r\n');
        if (at < 0) return;
        isIn = true;
        received = received.subarray(at + 7);
      }
      while (received.length >= 16 && received.length >= messageLength(received)) {
        const message = parseMessage(received.subarray(0, messageLength(received)));
        received = received.subarray(messageLength(received));
        state.messages.push(message);
        if (message.kind !== 'call') continue;
        const isTaken = message.member === 'RequestName' && taken.includes(message.body[0] as string);
        const answer =
          message.member === 'Hello' ? { signature: 's', body: [':1.7'] } : { signature: 'u', body: [isTaken ? 3 : 1] };
        serial += 1;
        socket.write(formatMessage({ kind: 'answer', serial, answers: message.serial, ...answer }));
      }
    });
  };
  return state;
}

const open = (onCall: (call: BusMessage) => CallAnswer = () => ({ signature: '', body: [] })) =>
  BusConnection.open({ address, names: NAMES, onCall, onEnd: ended });

describe('a connection to a bus', () => {
  it('says hello, takes a name, and sends signals', async () => {
    const { messages } = bus();
    const connection = await open();
    connection.emit('/a', 'org.example', 'Changed', 's', ['x']);
    await vi.waitFor(() => expect(messages.at(-1)).toMatchObject({ kind: 'signal', member: 'Changed', body: ['x'] }));
    expect(messages.map(({ member }) => member)).toEqual(['Hello', 'RequestName', 'Changed']);
    connection.close();
    expect(ended).not.toHaveBeenCalled();
  });

  it('takes the second name where the first is taken, and none where both are', async () => {
    const { messages } = bus([NAMES[0]!]);
    (await open()).close();
    expect(messages.map(({ body }) => body[0])).toEqual([undefined, ...NAMES]);
    bus(NAMES);
    await expect(open()).rejects.toThrow('the name org.example.One is taken');
    expect(ended).not.toHaveBeenCalled();
  });

  it('answers calls, but those that wait for no answer', async () => {
    const state = bus();
    const connection = await open(({ member }) =>
      member === 'Right' ? { signature: 's', body: ['yes'] } : { errorName: 'org.example.No', message: 'wrong' },
    );
    for (const [index, member] of ['Right', 'Silent', 'Wrong'].entries()) {
      const call = { path: '/a', interface: 'a.b', member, sender: ':1.9', signature: '', body: [] };
      state.socket?.write(formatMessage({ kind: 'call', serial: 100 + index, isSilent: member === 'Silent', ...call }));
    }
    await vi.waitFor(() => expect(state.messages).toHaveLength(4));
    expect(state.messages.slice(2)).toMatchObject([
      { kind: 'answer', answers: 100, destination: ':1.9', body: ['yes'] },
      { kind: 'error', answers: 102, errorName: 'org.example.No', body: ['wrong'] },
    ]);
    connection.close();
  });

  it.each<[string, (socket: Socket) => void, string]>([
    ['refuses the user', (socket) => socket.write('REJECTED EXTERNAL\r\n'), 'does not let this user in'],
    ['hangs up', (socket) => socket.end(), 'has ended the connection'],
    ['greets without end', (socket) => socket.write('x'.repeat(20_000)), 'greets with no line'],
    ['talks nonsense', (socket) => socket.write(`OK 1\r\n${'x'.repeat(100)}`), 'begins with no byte order'],
  ])('is not made where the bus %s', async (_, greet, words) => {
    onClient = greet;
    await expect(open()).rejects.toThrow(words);
    expect(ended).not.toHaveBeenCalled();
  });

  it('is not made where there is no bus', async () => {
    address = 'unix:path=/nowhere/bus';
    await expect(open()).rejects.toThrow('ENOENT');
    address = 'tcp:host=localhost';
    await expect(open()).rejects.toThrow('names no socket');
  });

  it.each<[string, (socket: Socket) => void]>([
    ['goes away', (socket) => socket.destroy()],
    ['sends nonsense', (socket) => socket.write('nonsense, and no message at all')],
  ])('tells once that the bus %s', async (_, end) => {
    const state = bus();
    const connection = await open();
    end(state.socket!);
    await vi.waitFor(() => expect(ended).toHaveBeenCalledTimes(1));
    connection.emit('/a', 'a.b', 'C', '', []);
    connection.close();
    expect(ended).toHaveBeenCalledTimes(1);
  });
});
