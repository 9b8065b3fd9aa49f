/**
 * A connection to a message bus: says who this process is, takes a name, answers calls and sends signals
 * (D-Bus Specification, "Authentication Protocol" and "Message Bus").
 *
 * Nothing throws into the process: a bus that refuses, sends nonsense or goes away ends the connection, which is told
 * once by `onEnd`.
 */
import { connect, type Socket } from 'node:net';
import { socketPaths } from './bus-address.ts';
import { BusError } from './bus-error.ts';
import { formatMessage, HEAD_BYTES, messageLength, parseMessage, type BusMessage } from './bus-message.ts';
import type { BusValue } from './bus-types.ts';

const BUS = 'org.freedesktop.DBus';
const BUS_PATH = '/org/freedesktop/DBus';
/** A name that is taken is not waited for. */
const DO_NOT_QUEUE = 4;
const PRIMARY_OWNER = 1;
const ALREADY_OWNER = 4;
/** How long a bus may take to let us in, in milliseconds. */
const PATIENCE = 5000;
/** Bytes that the first lines of a bus have at most. */
const MOST_GREETING = 16_384;
/** Bytes that may wait for a bus that does not read: beyond them it is as good as gone. */
const MOST_WAITING = 1 << 20;

/** The answer to a call, or why it failed by the bus's name of the error. */
export type CallAnswer =
  | { readonly signature: string; readonly body: readonly BusValue[] }
  | { readonly errorName: string; readonly message: string };

export interface BusOptions {
  /** As DBUS_SESSION_BUS_ADDRESS has it. */
  readonly address: string;
  /** Names to take, until one is free. */
  readonly names: readonly string[];
  /** Answers a call; null where nobody waits for an answer. */
  readonly onCall: (call: BusMessage) => CallAnswer;
  /** Called once when the connection has ended by itself. */
  readonly onEnd: (error: Error) => void;
}

export class BusConnection {
  readonly #socket: Socket;
  readonly #options: BusOptions;
  #received: Buffer = Buffer.alloc(0);
  #serial = 0;
  #state: 'greeting' | 'open' | 'ended' = 'greeting';
  /** Until then `open` tells what fails. */
  #isOpened = false;
  readonly #waiting = new Map<number, { resolve(answer: BusMessage): void; reject(error: Error): void }>();
  #letIn: (() => void) | null = null;
  #failure: Error | null = null;

  private constructor(socket: Socket, options: BusOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.on('data', (bytes: Buffer) => this.#guarded(() => this.#take(bytes)));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new BusError('the bus has ended the connection')));
    socket.unref();
  }

  /** Connects and takes a name. @throws an error that says what failed */
  static async open(options: BusOptions): Promise<BusConnection> {
    let failure: Error = new BusError(`${options.address} names no socket that can be connected to`);
    for (const path of socketPaths(options.address)) {
      try {
        const bus = new BusConnection(await connected(path), options);
        await bus.#begin();
        bus.#isOpened = true;
        return bus;
      } catch (error) {
        failure = error as Error;
      }
    }
    throw failure;
  }

  /** Sends a signal to all who listen. */
  emit(path: string, iface: string, member: string, signature: string, body: readonly BusValue[]): void {
    this.#guarded(() => this.#send({ kind: 'signal', path, interface: iface, member, signature, body }));
  }

  /** Ends the connection; the bus takes the name back. `onEnd` is not called. */
  close(): void {
    this.#state = 'ended';
    this.#socket.destroy();
  }

  async #begin(): Promise<void> {
    const timer = setTimeout(() => this.#fail(new BusError('the bus does not answer')), PATIENCE);
    try {
      await new Promise<void>((resolve, reject) => {
        this.#letIn = resolve;
        this.#waiting.set(0, { resolve: () => resolve(), reject });
        const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
        this.#socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
      });
      this.#waiting.delete(0);
      await this.#ask('Hello', '', []);
      for (const name of this.#options.names) {
        const [result] = await this.#ask('RequestName', 'su', [name, DO_NOT_QUEUE]);
        if (result === PRIMARY_OWNER || result === ALREADY_OWNER) return;
      }
      throw new BusError(`the name ${this.#options.names[0]} is taken`);
    } catch (error) {
      this.close();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  async #ask(member: string, signature: string, body: readonly BusValue[]): Promise<readonly BusValue[]> {
    if (this.#failure !== null) throw this.#failure;
    const answer = await new Promise<BusMessage>((resolve, reject) => {
      const call = { path: BUS_PATH, interface: BUS, destination: BUS, member, signature, body };
      const serial = this.#send({ kind: 'call', ...call });
      this.#waiting.set(serial, { resolve, reject });
    });
    if (answer.kind === 'error') throw new BusError(`${answer.errorName}: ${String(answer.body[0] ?? '')}`);
    return answer.body;
  }

  #take(bytes: Buffer): void {
    this.#received = this.#received.length === 0 ? bytes : Buffer.concat([this.#received, bytes]);
    if (this.#state === 'greeting') this.#greet();
    while (this.#state === 'open' && this.#received.length >= HEAD_BYTES) {
      const length = messageLength(this.#received);
      if (this.#received.length < length) return;
      const message = parseMessage(this.#received.subarray(0, length));
      this.#received = this.#received.subarray(length);
      this.#handle(message);
    }
  }

  #greet(): void {
    const end = this.#received.indexOf('\r\n');
    if (end < 0) {
      if (this.#received.length > MOST_GREETING) throw new BusError('the bus greets with no line');
      return;
    }
    const line = this.#received.subarray(0, end).toString('latin1');
    this.#received = this.#received.subarray(end + 2);
    if (!line.startsWith('OK ')) throw new BusError(`the bus does not let this user in: ${line}`);
    this.#state = 'open';
    this.#socket.write('BEGIN\r\n');
    this.#letIn?.();
  }

  #handle(message: BusMessage): void {
    if (message.kind === 'call') this.#answer(message);
    if (message.kind !== 'answer' && message.kind !== 'error') return;
    const call = this.#waiting.get(message.answers ?? -1);
    this.#waiting.delete(message.answers ?? -1);
    call?.resolve(message);
  }

  #answer(call: BusMessage): void {
    const answer = this.#options.onCall(call);
    if (call.isSilent === true) return;
    const to = { answers: call.serial, destination: call.sender };
    if ('errorName' in answer) {
      const { errorName, message } = answer;
      this.#send({ kind: 'error', ...to, errorName, signature: 's', body: [message] });
    } else this.#send({ kind: 'answer', ...to, ...answer });
  }

  #send(message: Omit<BusMessage, 'serial'>): number {
    this.#serial = (this.#serial % 0xff_ff_ff_ff) + 1;
    if (this.#state !== 'open') return this.#serial;
    this.#socket.write(formatMessage({ ...message, serial: this.#serial }));
    if (this.#socket.writableLength > MOST_WAITING) throw new BusError('the bus does not read what it is sent');
    return this.#serial;
  }

  /** Runs what must not throw into the process. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  #fail(error: Error): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#failure = error;
    this.#socket.destroy();
    const asked = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of asked) reject(error);
    if (this.#isOpened) this.#options.onEnd(error);
  }
}

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path });
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
    socket.once('error', reject);
  });
}
