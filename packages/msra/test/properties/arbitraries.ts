import {
  type ConnectionString2,
  type CtlPacket,
  type ParticipantPdu,
  RC_COMMANDS,
  type RcCommand,
  type RcCommandName,
} from '@rendezvous/msra';
import fc from 'fast-check';

const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const u16 = fc.integer({ min: 0, max: 0xffff });

/** Any string that UTF-16 with a NUL can hold; lone surrogates included. */
export const textWithoutNul = fc
  .array(fc.integer({ min: 1, max: 0xffff }), { maxLength: 40 })
  .map(units => String.fromCharCode(...units));

/** Any string that XML can hold in an attribute, with a liking for what needs escaping. */
export const xmlText = fc
  .array(
    fc.oneof(
      fc.constantFrom('&', '<', '>', '"', "'", '\t', '\n', '\r', ' ', '&amp;', '&#0;', ';', '\u{10FFFF}'),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  // biome-ignore format: one expression
  .map(parts => parts.join('').replaceAll(/[^\t\n\r -\uFFFD]/g, ''));

const name = <N extends string>(value: N) => fc.constant(value);
const bytes = (maxLength: number, minLength = 0) => fc.uint8Array({ minLength, maxLength });

export const ctlPacket: fc.Arbitrary<CtlPacket> = fc.oneof(
  fc.record({ name: name('REMOTE_CONTROL_DESKTOP'), raConnectionString: textWithoutNul }),
  fc.record({ name: name('RESULT'), result: u32 }),
  fc.record({ name: name('AUTHENTICATE'), raConnectionString: textWithoutNul, expertBlob: textWithoutNul }),
  fc.record({ name: name('SERVER_ANNOUNCE') }),
  fc.record({ name: name('DISCONNECT') }),
  fc.record({ name: name('VERSIONINFO'), versionMajor: u32, versionMinor: u32 }),
  fc.record({ name: name('ISCONNECTED') }),
  fc.record({ name: name('VERIFY_PASSWORD'), expertBlob: textWithoutNul }),
  fc.record({ name: name('EXPERT_ON_VISTA'), encryptedPassword: bytes(64) }),
  fc.record({ name: name('RANOVICE_NAME'), noviceName: textWithoutNul }),
  fc.record({ name: name('RAEXPERT_NAME'), expertName: textWithoutNul }),
  fc.record({ name: name('TOKEN'), token: bytes(20, 20) }),
);

const plainNames = (Object.keys(RC_COMMANDS) as RcCommandName[]).filter(
  command => Object.keys(RC_COMMANDS[command].attributes).length === 0,
);

export const rcCommand: fc.Arbitrary<RcCommand> = fc.oneof(
  fc.constantFrom(...plainNames).map(command => ({ name: command }) as RcCommand),
  fc.record(
    {
      name: name('FILEXFER'),
      fileName: xmlText,
      fileSize: fc.maxSafeNat(),
      channelId: xmlText,
      internalData: fc.maxSafeNat(),
    },
    { requiredKeys: ['name', 'fileName', 'fileSize', 'channelId'] },
  ),
  fc.record({ name: name('EXPERTIP'), expertIpData: xmlText }),
  fc.record({ name: name('SETTINGANNOUNCE'), property: xmlText, value: xmlText }),
  fc.record({
    name: name('VOIPGO'),
    voipVersion: xmlText,
    voipGoKey: xmlText,
    voipIpList: fc.array(fc.stringMatching(/^[0-9a-f.:[\]]{1,20}$/), { minLength: 1, maxLength: 4 }),
  }),
);

export const participantPdu: fc.Arbitrary<ParticipantPdu> = fc.oneof(
  fc.record({ name: name('FILTER_STATE_UPDATED'), flags: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ name: name('PARTICIPANT_REMOVED'), participantId: u32, discType: u32, discCode: u32 }),
  fc.record({
    name: name('PARTICIPANT_CREATED'),
    participantId: u32,
    groupId: u32,
    flags: u16,
    friendlyName: textWithoutNul,
  }),
  fc.record({ name: name('PARTICIPANT_CTRL_CHANGE'), flags: u16, participantId: u32 }),
  fc.record({ name: name('GRAPHICS_STREAM_PAUSED') }),
  fc.record({ name: name('GRAPHICS_STREAM_RESUMED') }),
  fc.record({
    name: name('PARTICIPANT_CTRL_CHANGE_RESPONSE'),
    flags: u16,
    participantId: u32,
    reasonCode: u32,
  }),
);

const listener = fc.oneof(
  fc.record({ name: xmlText, port: fc.integer({ min: 1, max: 65_535 }) }),
  fc.record({ name: xmlText, uri: xmlText }),
);

export const connectionString2: fc.Arbitrary<ConnectionString2> = fc.record(
  {
    keyHash: xmlText,
    keyHash2: xmlText,
    id: xmlText,
    extra: fc
      .uniqueArray(fc.tuple(fc.constantFrom('CE', 'KX2', 'x', '_a.b-c'), xmlText), {
        selector: ([key]) => key,
        minLength: 1,
        maxLength: 4,
      })
      .map(entries => new Map(entries)),
    transports: fc.array(
      fc.record({ id: xmlText, sessionId: xmlText, listeners: fc.array(listener, { maxLength: 4 }) }),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: ['id', 'transports'] },
);

/** A valid message damaged in one to four places: a byte changed, put in, taken out, or everything behind it cut off. */
export function damaged(valid: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
  const wound = fc.record({
    kind: fc.constantFrom('change', 'insert', 'remove', 'cut'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    byte: fc.integer({ min: 0, max: 255 }),
  });
  return fc.tuple(valid, fc.array(wound, { minLength: 1, maxLength: 4 })).map(([message, wounds]) => {
    const result = [...message];
    for (const { kind, at, byte } of wounds) {
      const index = Math.floor(at * result.length);
      if (kind === 'change' && index < result.length) result[index] = byte;
      if (kind === 'insert') result.splice(index, 0, byte);
      if (kind === 'remove') result.splice(index, 1);
      if (kind === 'cut') result.length = index;
    }
    return Uint8Array.from(result);
  });
}
