/** Messages of the bus as bytes and back (D-Bus Specification, "Message Format"). */
import { BusError } from './bus-error.ts';
import type { BusValue, Variant } from './bus-types.ts';
import { ValueReader } from './read-values.ts';
import { ValueWriter } from './write-values.ts';

export const MESSAGE_KINDS = { call: 1, answer: 2, error: 3, signal: 4 } as const;
export type MessageKind = keyof typeof MESSAGE_KINDS;

export interface BusMessage {
  readonly kind: MessageKind;
  readonly serial: number;
  /** Whether the sender of a call waits for no answer. */
  readonly isSilent?: boolean;
  readonly path?: string | undefined;
  readonly interface?: string | undefined;
  readonly member?: string | undefined;
  readonly errorName?: string | undefined;
  /** Serial of the call that it answers. */
  readonly answers?: number | undefined;
  readonly destination?: string | undefined;
  readonly sender?: string | undefined;
  readonly signature?: string | undefined;
  readonly body: readonly BusValue[];
}

/** Longer messages are refused: a bus allows 128 MiB, media controls need some hundred bytes. */
export const MOST_BYTES = 1 << 20;
/** Bytes by which the length of a message is known. */
export const HEAD_BYTES = 16;

const VERSION = 1;
const NO_REPLY_EXPECTED = 1;
/** Name in `BusMessage` → code and type of the header field. */
const FIELDS = {
  path: [1, 'o'],
  interface: [2, 's'],
  member: [3, 's'],
  errorName: [4, 's'],
  answers: [5, 'u'],
  destination: [6, 's'],
  sender: [7, 's'],
  signature: [8, 'g'],
} as const;
type FieldName = keyof typeof FIELDS;
const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];

/** @throws BusError for values that do not have the types of the signature */
export function formatMessage(message: BusMessage): Buffer {
  const body = new ValueWriter();
  body.write(message.signature ?? '', message.body);
  const head = new ValueWriter();
  const flags = message.isSilent === true ? NO_REPLY_EXPECTED : 0;
  const fields = FIELD_NAMES.flatMap((name): [number, Variant][] => {
    const value = message[name];
    const [code, type] = FIELDS[name];
    return value === undefined || value === '' ? [] : [[code, { type, value }]];
  });
  const start = ['l'.charCodeAt(0), MESSAGE_KINDS[message.kind], flags, VERSION, body.length, message.serial];
  head.write('yyyyuua(yv)', [...start, fields]);
  head.align(8);
  return Buffer.concat([head.bytes(), body.bytes()]);
}

/** @param head the first `HEAD_BYTES` @returns bytes of the whole message @throws BusError */
export function messageLength(head: Uint8Array): number {
  const little = isLittleEndian(head);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const fields = view.getUint32(12, little);
  const length = Math.ceil((HEAD_BYTES + fields) / 8) * 8 + view.getUint32(4, little);
  if (length > MOST_BYTES) throw new BusError(`a message of ${length} bytes is too long`);
  return length;
}

/** @param bytes one whole message @throws BusError */
export function parseMessage(bytes: Uint8Array): BusMessage {
  const reader = new ValueReader(bytes, isLittleEndian(bytes));
  const [, kindCode, flags, version, , serial] = reader.read('yyyyuu') as number[];
  if (version !== VERSION) throw new BusError(`messages of version ${version} are not known`);
  const [fields] = reader.read('a(yv)') as unknown as [readonly (readonly [number, Variant])[]];
  reader.align(8);
  const given = new Map(fields.map(([code, { value }]) => [code, value]));
  const named: Partial<Record<FieldName, BusValue>> = {};
  for (const name of FIELD_NAMES) {
    const value = given.get(FIELDS[name][0]);
    if (typeof value === (name === 'answers' ? 'number' : 'string')) named[name] = value!;
  }
  const kind = (Object.keys(MESSAGE_KINDS) as MessageKind[]).find((name) => MESSAGE_KINDS[name] === kindCode);
  // Kinds that are not known are ignored, as the specification asks.
  return {
    kind: kind ?? 'signal',
    serial: serial!,
    isSilent: (flags! & NO_REPLY_EXPECTED) !== 0,
    ...(named as Partial<BusMessage>),
    body: reader.read((named.signature as string | undefined) ?? ''),
  };
}

function isLittleEndian(bytes: Uint8Array): boolean {
  if (bytes[0] === 'l'.charCodeAt(0)) return true;
  if (bytes[0] === 'B'.charCodeAt(0)) return false;
  throw new BusError('a message begins with no byte order');
}
