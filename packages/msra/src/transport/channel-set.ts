// [MS-RA] 2.1: which channels exist when. Three are made with the connection and stay for the whole session;
// a file's channel is made for that file. Nothing travels on a channel that is not up.

import { CHANNEL } from '../channels.ts';
import { isFileChannelName } from '../file-transfer/channel-name.ts';
import type { Binding } from './binding.ts';
import { controlCarrier, type VirtualChannel, virtualChannels } from './virtual-channels.ts';

/** File channels that may exist at once; a peer that makes more has them closed. */
export const MAX_FILE_CHANNELS = 4;

/** A channel of a file. `reopening`: wanted again before it was closed, as the one name of versions 2 and 3 may be. */
export interface FileChannel {
  readonly channelId: string;
  readonly phase: 'opening' | 'up' | 'closing' | 'reopening';
}

/** The channels of a connection. */
export type ChannelSet =
  /** No connection yet. */
  | { readonly name: 'closed' }
  /** The channels of the start are being made; `up` names those of the transport that are there. */
  | { readonly name: 'opening'; readonly binding: Binding; readonly up: readonly string[] }
  /** All of them are up. `participants` tells whether `encomsp` is, too. */
  | {
      readonly name: 'open';
      readonly binding: Binding;
      readonly participants: boolean;
      readonly files: readonly FileChannel[];
    }
  | { readonly name: 'ended' };

/** What can happen to the channels. */
export type ChannelSetInput =
  /** The connection is there. `besides` comes from `channelsBesides`; the novice has none. */
  | {
      readonly type: 'start';
      readonly binding: Binding;
      readonly besides: readonly VirtualChannel[];
    }
  /** A channel of the transport is up, made by this side or by the peer. */
  | { readonly type: 'opened'; readonly channel: string }
  /** A channel of the transport is gone, or could not be made. */
  | { readonly type: 'closed'; readonly channel: string }
  /** Make a file's channel, or join it where the peer has made it. */
  | { readonly type: 'open-file'; readonly channelId: string }
  | { readonly type: 'close-file'; readonly channelId: string }
  /** The session or the connection is over. */
  | { readonly type: 'end' };

/** What the driver is to do, in order. */
export type ChannelSetOutput =
  /** Make a channel of the transport, then feed `opened` or `closed`. */
  | ({ readonly type: 'open' } & VirtualChannel)
  /** Close a channel of the transport when all that was sent on it has left, then feed `closed`. */
  | { readonly type: 'close'; readonly channel: string }
  /**
   * All channels of the start are up on this side, and session initialization may begin (3.3.3 to 3.8.3). Comes once.
   * The peer may have begun: its packets that came before are to be kept for now.
   */
  | { readonly type: 'up' }
  | { readonly type: 'file-opened'; readonly channelId: string }
  /** A file's channel is gone or was not to be had. */
  | { readonly type: 'file-closed'; readonly channelId: string }
  /** A channel that must last as long as the session is gone: the session is over. Comes once. */
  | { readonly type: 'lost' };

/** New state and what to do. An ignored input gives the same state object and nothing to do. */
export type ChannelSetStep = readonly [ChannelSet, readonly ChannelSetOutput[]];

/** Before there is a connection. */
export const initialChannelSet: ChannelSet = { name: 'closed' };

const ENDED: ChannelSet = { name: 'ended' };

/** One step of the channels' life. */
export function stepChannelSet(state: ChannelSet, input: ChannelSetInput): ChannelSetStep {
  switch (state.name) {
    case 'closed':
      return whileClosed(state, input);
    case 'opening':
      return whileOpening(state, input);
    case 'open':
      return whileOpen(state, input);
    case 'ended':
      return [state, []];
  }
}

function whileClosed(state: ChannelSet, input: ChannelSetInput): ChannelSetStep {
  if (input.type === 'end') return [ENDED, []];
  if (input.type !== 'start') return [state, []];
  const { binding, besides } = input;
  return [
    { name: 'opening', binding, up: [] },
    [...virtualChannels(binding), ...besides].map(channel => ({ type: 'open', ...channel })),
  ];
}

type Opening = Extract<ChannelSet, { name: 'opening' }>;

function whileOpening(state: Opening, input: ChannelSetInput): ChannelSetStep {
  switch (input.type) {
    case 'opened':
      return carrierUp(state, input.channel);
    case 'closed':
      if (isNeeded(state.binding, input.channel)) return lost(state, input.channel);
      return state.up.includes(input.channel)
        ? [{ ...state, up: state.up.filter(name => name !== input.channel) }, []]
        : [state, []];
    case 'end':
      return [ENDED, state.up.map(close)];
    default:
      return [state, []];
  }
}

function carrierUp(state: Opening, channel: string): ChannelSetStep {
  const { binding } = state;
  if (!isNeeded(binding, channel) && channel !== CHANNEL.participants) return [state, [close(channel)]];
  if (state.up.includes(channel)) return [state, []];
  const up = [...state.up, channel];
  if (!virtualChannels(binding).every(({ name }) => up.includes(name))) return [{ ...state, up }, []];
  const participants = up.includes(CHANNEL.participants);
  return [{ name: 'open', binding, participants, files: [] }, [{ type: 'up' }]];
}

type Open = Extract<ChannelSet, { name: 'open' }>;

function whileOpen(state: Open, input: ChannelSetInput): ChannelSetStep {
  switch (input.type) {
    case 'opened':
      return opened(state, input.channel);
    case 'closed':
      if (isNeeded(state.binding, input.channel)) return lost(state, input.channel);
      if (input.channel !== CHANNEL.participants) return fileGone(state, input.channel);
      return state.participants ? [{ ...state, participants: false }, []] : [state, []];
    case 'open-file':
      return openFile(state, input.channelId);
    case 'close-file':
      return closeFile(state, input.channelId);
    case 'end':
      return [ENDED, carriers(state).map(close)];
    case 'start':
      return [state, []];
  }
}

function opened(state: Open, channel: string): ChannelSetStep {
  if (isNeeded(state.binding, channel)) return [state, []];
  if (channel === CHANNEL.participants) {
    return state.participants ? [state, []] : [{ ...state, participants: true }, []];
  }
  const known = fileOf(state, channel);
  if (known === undefined) {
    // The peer made it. Who is to join it learns its name from FILEXFER, which may come later.
    if (state.binding === 'mux' || !hasRoomFor(state, channel)) return [state, [close(channel)]];
    return [withFile(state, channel, 'up'), []];
  }
  if (known.phase !== 'opening') return [state, []];
  return [inPhase(state, known, 'up'), [{ type: 'file-opened', channelId: channel }]];
}

/** C007: a file has a channel of its own, made when it is needed. */
function openFile(state: Open, channelId: string): ChannelSetStep {
  const known = fileOf(state, channelId);
  if (known?.phase === 'up') return [state, [{ type: 'file-opened', channelId }]];
  if (known?.phase === 'closing') return [inPhase(state, known, 'reopening'), []];
  if (known) return [state, []];
  if (!hasRoomFor(state, channelId)) return [state, [{ type: 'file-closed', channelId }]];
  return state.binding === 'mux'
    ? [withFile(state, channelId, 'up'), [{ type: 'file-opened', channelId }]]
    : [withFile(state, channelId, 'opening'), [openDynamic(channelId)]];
}

function closeFile(state: Open, channelId: string): ChannelSetStep {
  const known = fileOf(state, channelId);
  if (known === undefined || known.phase === 'closing') return [state, []];
  // On one carrier a channel is a name only, and gone as soon as nobody uses it.
  if (state.binding === 'mux') return fileGone(state, channelId);
  const outputs = known.phase === 'reopening' ? [] : [close(channelId)];
  return [inPhase(state, known, 'closing'), outputs];
}

function fileGone(state: Open, channelId: string): ChannelSetStep {
  const known = fileOf(state, channelId);
  if (known === undefined) return [state, []];
  if (known.phase === 'reopening') return [inPhase(state, known, 'opening'), [openDynamic(channelId)]];
  const files = state.files.filter(file => file !== known);
  return [{ ...state, files }, [{ type: 'file-closed', channelId }]];
}

function fileOf(state: Open, channelId: string): FileChannel | undefined {
  return state.files.find(file => file.channelId === channelId);
}

function hasRoomFor(state: Open, channelId: string): boolean {
  return isFileChannelName(channelId) && state.files.length < MAX_FILE_CHANNELS;
}

function withFile(state: Open, channelId: string, phase: FileChannel['phase']): ChannelSet {
  return { ...state, files: [...state.files, { channelId, phase }] };
}

function inPhase(state: Open, known: FileChannel, phase: FileChannel['phase']): ChannelSet {
  const { channelId } = known;
  return { ...state, files: state.files.map(file => (file === known ? { channelId, phase } : file)) };
}

function openDynamic(name: string): ChannelSetOutput {
  return { type: 'open', name, kind: 'dynamic' };
}

/** C006: without one of its channels there is no session. */
function lost(state: Opening | Open, channel: string): ChannelSetStep {
  const others = carriers(state).filter(name => name !== channel);
  return [ENDED, [...others.map(close), { type: 'lost' }]];
}

function isNeeded(binding: Binding, channel: string): boolean {
  return virtualChannels(binding).some(({ name }) => name === channel);
}

/** The channels of the transport that exist now. */
function carriers(state: Opening | Open): readonly string[] {
  if (state.name === 'opening') return state.up;
  const participants = state.participants ? [CHANNEL.participants] : [];
  const files = state.binding === 'mux' ? [] : state.files.map(({ channelId }) => channelId);
  return [...virtualChannels(state.binding).map(({ name }) => name), ...participants, ...files];
}

function close(channel: string): ChannelSetOutput {
  return { type: 'close', channel };
}

/** Whether a channel of the protocol can carry something now. */
export function isUp(state: ChannelSet, channelName: string): boolean {
  if (state.name === 'closed' || state.name === 'ended') return false;
  switch (channelName) {
    case CHANNEL.control:
    case CHANNEL.chat:
    case CHANNEL.command: {
      const carrier = state.binding === 'mux' ? controlCarrier(state.binding) : channelName;
      return carriers(state).includes(carrier);
    }
    case CHANNEL.participants:
      return carriers(state).includes(channelName);
    default:
      return state.name === 'open' && fileOf(state, channelName)?.phase === 'up';
  }
}
