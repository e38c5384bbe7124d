/**
 * One message of every name, made by the declaration tables of @rendezvous/msra themselves: a body of nothing but
 * zeros decodes to a message that has each field in its kind. So the fields are listed nowhere else.
 */
import {
  CHANNEL,
  CTL,
  type CtlName,
  type CtlPacket,
  DecodeError,
  decodeCtl,
  decodeParticipants,
  encodeEnvelope,
  PARTICIPANT_PDUS,
  type ParticipantPdu,
  type ParticipantPduName,
  RC_COMMANDS,
  type RcCommandName,
} from '@rendezvous/msra';

/** No body needs more zeros than this. */
const MOST_ZEROS = 64;

export function sampleOfControl(name: CtlName): CtlPacket {
  const { msgType } = CTL[name];
  return firstOf(zeros => {
    const data = new Uint8Array(4 + zeros);
    new DataView(data.buffer).setUint32(0, msgType, true);
    return decodeCtl(encodeEnvelope({ channelName: CHANNEL.control, data }));
  });
}

export function sampleOfParticipants(name: ParticipantPduName): ParticipantPdu {
  const { type } = PARTICIPANT_PDUS[name];
  return firstOf(zeros => {
    const pdu = new Uint8Array(4 + zeros);
    const view = new DataView(pdu.buffer);
    view.setUint16(0, type, true);
    view.setUint16(2, pdu.length, true);
    return decodeParticipants(pdu)[0];
  });
}

/** The result for the smallest number of zeros that gives one. */
function firstOf<M>(decode: (zeros: number) => M | undefined): M {
  for (let zeros = 0; zeros <= MOST_ZEROS; zeros += 1) {
    try {
      const message = decode(zeros);
      if (message !== undefined) return message;
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
    }
  }
  throw new Error('no run of zeros is such a message');
}

/** The attributes of a command: a value for each, and whether it may be left out. */
export function attributesOf(
  name: RcCommandName,
): ReadonlyMap<string, { value: unknown; optional: boolean }> {
  const codecs = Object.entries<{ parse(text: string | undefined): unknown }>(RC_COMMANDS[name].attributes);
  return new Map(
    codecs.map(([key, codec]) => [key, { value: codec.parse('1'), optional: mayBeAbsent(codec) }]),
  );
}

function mayBeAbsent(codec: { parse(text: string | undefined): unknown }): boolean {
  try {
    return codec.parse(undefined) === undefined;
  } catch (error) {
    if (error instanceof DecodeError) return false;
    throw error;
  }
}
