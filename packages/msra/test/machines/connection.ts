/** [MS-RA] 2.1, 3.1, 3.2: the connection, and the channels that are made on it. */
import { CHANNEL } from '@rendezvous/msra';
import { initialExpertConnectionState, stepExpertConnection } from '../../src/connection/expert.ts';
import { initialNoviceConnectionState, stepNoviceConnection } from '../../src/connection/novice.ts';
import { initialChannelSet, stepChannelSet } from '../../src/transport/channel-set.ts';
import { channelsBesides } from '../../src/transport/virtual-channels.ts';
import { plain, sample } from './sample.ts';

const addresses = [
  { name: 'a', port: 3389 },
  { name: 'b', port: 3389 },
];
const FAST_PATH = 1;

export const EXPERT_CONNECTION = sample({
  title: 'Connection, expert',
  section: '3.1',
  source: 'connection/expert.ts',
  notes: 'The text has no figure. Drawn for two addresses.',
  role: 'expert',
  versions: [1, 2, 3],
  home: ['ended'],
  wire: [],
  initial: initialExpertConnectionState,
  inputs: {
    start: { type: 'start', version: 2, candidates: addresses },
    'tcp-connected(0)': { type: 'tcp-connected', attempt: 0 },
    'tcp-connected(1)': { type: 'tcp-connected', attempt: 1 },
    'tcp-failed(0)': { type: 'tcp-failed', attempt: 0, failure: 'refused' },
    'tcp-failed(1)': { type: 'tcp-failed', attempt: 1, failure: 'timed-out' },
    'server-security(encrypted)': {
      type: 'server-security',
      encryptionMethod: 2,
      publicKeyBlob: new Uint8Array(4),
    },
    'server-security(none)': {
      type: 'server-security',
      encryptionMethod: 0,
      publicKeyBlob: new Uint8Array(0),
    },
    'key-checked(right)': { type: 'key-checked', matches: true },
    'key-checked(wrong)': { type: 'key-checked', matches: false },
    'rdp-connected': { type: 'rdp-connected', extraFlags: FAST_PATH },
    'rdp-connected(slow path)': { type: 'rdp-connected', extraFlags: 0 },
    ...plain('channels-up', 'connection-lost', 'local-end'),
  },
  step: stepExpertConnection,
});

export const NOVICE_CONNECTION = sample({
  title: 'Connection, novice',
  section: '3.2',
  source: 'connection/novice.ts',
  notes: 'The text has no figure. Drawn for two addresses and two experts.',
  role: 'novice',
  versions: [1, 2, 3],
  home: ['ended'],
  wire: [],
  initial: initialNoviceConnectionState,
  inputs: {
    start: { type: 'start', addresses },
    'listening(0)': { type: 'listening', listener: 0 },
    'listening(1)': { type: 'listening', listener: 1 },
    'listen-failed(0)': { type: 'listen-failed', listener: 0 },
    'listen-failed(1)': { type: 'listen-failed', listener: 1 },
    'accepted(0)': { type: 'accepted', connection: 0 },
    'accepted(1)': { type: 'accepted', connection: 1 },
    'rdp-connected(0)': { type: 'rdp-connected', connection: 0, extraFlags: FAST_PATH },
    'rdp-connected(0, slow path)': { type: 'rdp-connected', connection: 0, extraFlags: 0 },
    'rdp-connected(1)': { type: 'rdp-connected', connection: 1, extraFlags: FAST_PATH },
    'connection-lost(0)': { type: 'connection-lost', connection: 0 },
    'connection-lost(1)': { type: 'connection-lost', connection: 1 },
    ...plain('channels-up', 'local-end'),
  },
  step: stepNoviceConnection,
});

export const CHANNELS = sample({
  title: 'Channels of a connection',
  section: '2.1',
  source: 'transport/channel-set.ts',
  notes: 'The text has no figure. Drawn where every channel has a transport of its own, for one file.',
  versions: [1, 2, 3],
  home: ['ended'],
  wire: [],
  initial: initialChannelSet,
  inputs: {
    start: { type: 'start', binding: 'native', besides: channelsBesides(3) },
    ...Object.fromEntries(
      [CHANNEL.control, CHANNEL.chat, CHANNEL.command, CHANNEL.participants, CHANNEL.file].flatMap(
        channel => [
          [`opened(${channel})`, { type: 'opened', channel } as const],
          [`closed(${channel})`, { type: 'closed', channel } as const],
        ],
      ),
    ),
    'open-file': { type: 'open-file', channelId: CHANNEL.file },
    'close-file': { type: 'close-file', channelId: CHANNEL.file },
    ...plain('end'),
  },
  step: stepChannelSet,
});
