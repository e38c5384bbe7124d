import { CONTROL_LEVEL, PARTICIPANT, type ParticipantPdu } from '@rendezvous/msra';
import type { Typed } from './sample.ts';

/** Fields of an output that say more than its type does. */
const TELLING: ReadonlySet<string> = new Set([
  'why',
  'reason',
  'result',
  'version',
  'timer',
  'bitsPerSecond',
  'on',
  'bytes',
  'channelId',
  'channel',
  'attempt',
  'connection',
  'listener',
  'name',
]);

interface Fields {
  readonly packet?: { readonly name: string; readonly result?: number };
  readonly command?: { readonly name: string; readonly value?: string };
  readonly pdu?: ParticipantPdu;
  readonly block?: Uint8Array;
}

/** An output in few words: what is sent by its name, all else by its type and what tells it apart. */
export function labelOf(output: Typed): string {
  const { packet, command, pdu, block } = output as Typed & Fields;
  if (packet !== undefined)
    return packet.result === undefined ? packet.name : `${packet.name} ${String(packet.result)}`;
  if (command !== undefined) return [command.name, command.value ?? ''].join(' ').trim();
  if (pdu !== undefined) return labelOfPdu(pdu);
  if (block !== undefined && output.type === 'send-block') return labelOfBlock(block);
  const told = Object.entries(output).flatMap(([key, value]) =>
    TELLING.has(key) && typeof value !== 'object' ? [String(value)] : [],
  );
  return told.length === 0 ? output.type : `${output.type}(${told.join(', ')})`;
}

/** Whether an output is a message to the other side; all else the driver does here. */
export function isMessage(output: Typed): boolean {
  const { packet, command, pdu, block } = output as Typed & Fields;
  if (packet !== undefined || command !== undefined || pdu !== undefined) return true;
  return block !== undefined && output.type === 'send-block';
}

/** A PDU of `encomsp` by what it says of control. */
function labelOfPdu(pdu: ParticipantPdu): string {
  if (pdu.name === 'PARTICIPANT_CREATED')
    return (pdu.flags & PARTICIPANT.MAY_INTERACT) === 0 ? 'level(view)' : 'level(interact)';
  if (pdu.name === 'PARTICIPANT_CTRL_CHANGE')
    return (pdu.flags & CONTROL_LEVEL.REQUEST_INTERACT) === 0 ? 'ask-level(view)' : 'ask-level(interact)';
  return pdu.name;
}

/** The words of a file channel are text; what is no word is a piece of a file. */
function labelOfBlock(block: Uint8Array): string {
  const text = Buffer.from(block).toString('utf16le').replace(/\0$/, '');
  return /^FILEXFER[A-Z]+$/.test(text) ? text : 'block';
}
