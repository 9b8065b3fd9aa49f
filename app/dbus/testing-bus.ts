/** A session bus for tests: a socket that lets a client in and answers its calls. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatMessage, messageLength, parseMessage, type BusMessage } from './bus-message.ts';

export interface TestBus {
  readonly address: string;
  /** What the client has sent. */
  readonly messages: readonly BusMessage[];
  /** The names that others have. */
  taken: readonly string[];
  /** What happens with a client; without it the client is let in. */
  greet: ((socket: Socket) => void) | null;
  /** The client that came last. */
  socket: Socket | null;
  /** Another program calls a method of the client's object. @returns the serial of the call */
  call(path: string, iface: string, member: string, options?: CallOptions): number;
  close(): void;
}

interface CallOptions {
  readonly signature?: string;
  readonly body?: BusMessage['body'];
  readonly isSilent?: boolean;
}

export async function startTestBus(): Promise<TestBus> {
  const folder = mkdtempSync(join(tmpdir(), 'descant-bus-'));
  const messages: BusMessage[] = [];
  let serial = 100;
  const server = createServer((socket) => {
    bus.socket = socket;
    socket.on('error', () => {});
    if (bus.greet === null) letIn(socket, messages, (name) => bus.taken.includes(name));
    else bus.greet(socket);
  });
  const bus: TestBus = {
    address: `unix:path=${join(folder, 'bus')}`,
    messages,
    taken: [],
    greet: null,
    socket: null,
    call(path, iface, member, { signature = '', body = [], isSilent = false } = {}) {
      serial += 1;
      const to = { path, interface: iface, member, sender: ':1.9' };
      bus.socket!.write(formatMessage({ kind: 'call', serial, isSilent, ...to, signature, body }));
      return serial;
    },
    close() {
      bus.socket?.destroy();
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
  await new Promise<void>((resolve) => server.listen(join(folder, 'bus'), resolve));
  return bus;
}

function letIn(socket: Socket, messages: BusMessage[], isTaken: (name: string) => boolean): void {
  let received = Buffer.alloc(0);
  let isIn = false;
  let serial = 0;
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
      messages.push(message);
      if (message.kind !== 'call') continue;
      const refuses = message.member === 'RequestName' && isTaken(message.body[0] as string);
      const answer =
        message.member === 'Hello' ? { signature: 's', body: [':1.7'] } : { signature: 'u', body: [refuses ? 3 : 1] };
      serial += 1;
      socket.write(formatMessage({ kind: 'answer', serial, answers: message.serial, ...answer }));
    }
  });
}
