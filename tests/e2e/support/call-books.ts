/** What a page really does during a call, as its browser knows it: the words on channel 71, the microphones, the connections. */
import { CHANNEL, decodeCommand, type RcCommandName } from '@rendezvous/msra';
import type { BrowserContext, Page } from 'playwright-core';

interface Books {
  /** Every block of channel 71, as it was sent or came, in order. */
  readonly blocks: { readonly way: 'sent' | 'received'; readonly bytes: readonly number[] }[];
  /** Every connection that carries sound; that of the screen is none of them. */
  readonly calls: RTCPeerConnection[];
  /** Every track of a microphone, copies included. */
  readonly microphones: MediaStreamTrack[];
}

declare global {
  interface Window {
    callBooks: Books;
  }
}

/** Runs in the page, before anything else. */
function keep(commandChannel: string): void {
  const books: Books = { blocks: [], calls: [], microphones: [] };
  window.callBooks = books;
  const write = (way: 'sent' | 'received', data: unknown): void => {
    const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : data;
    if (bytes instanceof Uint8Array) books.blocks.push({ way, bytes: [...bytes] });
  };
  window.RTCPeerConnection = class extends RTCPeerConnection {
    override createDataChannel(label: string, init?: RTCDataChannelInit): RTCDataChannel {
      const channel = super.createDataChannel(label, init);
      if (label !== commandChannel) return channel;
      const send = channel.send.bind(channel) as (data: unknown) => void;
      channel.send = (data: unknown) => {
        write('sent', data);
        send(data);
      };
      channel.addEventListener('message', ({ data }) => write('received', data));
      return channel;
    }

    override addTransceiver(
      ...args: Parameters<RTCPeerConnection['addTransceiver']>
    ): ReturnType<RTCPeerConnection['addTransceiver']> {
      if (args[0] === 'audio') books.calls.push(this);
      return super.addTransceiver(...args);
    }

    override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      if (/^m=audio /m.test(description.sdp ?? '') && !books.calls.includes(this)) books.calls.push(this);
      await super.setRemoteDescription(description);
    }
  };
  const keepTrack = (track: MediaStreamTrack): void => {
    books.microphones.push(track);
    const clone = track.clone.bind(track);
    track.clone = () => {
      const copy = clone();
      keepTrack(copy);
      return copy;
    };
  };
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async constraints => {
    const stream = await open(constraints);
    for (const track of stream.getAudioTracks()) keepTrack(track);
    return stream;
  };
}

/** From now on every page that this person opens keeps books. */
export async function keepCallBooks(context: BrowserContext): Promise<void> {
  await context.addInitScript(keep, CHANNEL.command);
}

/** A word of 2.2.2 and which way it went, as `→ PRESTART` (sent) or `← PRESTARTYES`. */
export type Word = `${'→' | '←'} ${RcCommandName}`;

/** What 3.17 and 3.18 say on channel 71; files and pictures have words of their own there. */
const OF_VOICE = /^(PRESTART|VOIP|BANDWTO|WIZARD|DISABLEVOICE)/;

/** All words about voice so far, in order. */
export async function voiceWords(page: Page): Promise<readonly Word[]> {
  const blocks = await page.evaluate(() => window.callBooks.blocks);
  return blocks
    .map(({ way, bytes }) => ({ way, ...decodeCommand(Uint8Array.from(bytes)) }))
    .filter(({ name }) => OF_VOICE.test(name))
    .map(({ way, name }): Word => `${way === 'sent' ? '→' : '←'} ${name}`);
}

/** How many tracks of microphones this page has had, and how many of them live. */
export function microphoneTracks(page: Page): Promise<{ readonly all: number; readonly live: number }> {
  return page.evaluate(() => {
    const { microphones } = window.callBooks;
    const live = microphones.filter(({ readyState }) => readyState === 'live');
    return { all: microphones.length, live: live.length };
  });
}

/** How many connections for sound this page has had, and how many of them could still carry some. */
export function callConnections(page: Page): Promise<{ readonly all: number; readonly open: number }> {
  return page.evaluate(() => {
    const { calls } = window.callBooks;
    return {
      all: calls.length,
      open: calls.filter(({ signalingState }) => signalingState !== 'closed').length,
    };
  });
}

/** What the present call has sent so far. */
export interface Sent {
  /** Payload. */
  readonly bytes: number;
  readonly packets: number;
  /** Of the browser's clock, in milliseconds. */
  readonly atMs: number;
}

/** @throws Error when there is no call */
export function sentSoFar(page: Page): Promise<Sent> {
  return page.evaluate(async () => {
    const call = window.callBooks.calls.find(({ signalingState }) => signalingState !== 'closed');
    if (!call) throw new Error('there is no call');
    for (const [, one] of await call.getStats()) {
      const stats = one as Partial<RTCOutboundRtpStreamStats>;
      if (stats.type !== 'outbound-rtp') continue;
      return { bytes: stats.bytesSent ?? 0, packets: stats.packetsSent ?? 0, atMs: stats.timestamp ?? 0 };
    }
    throw new Error('nothing is sent');
  });
}

/** What went out from `before` on: payload in bits a second, and packets a second. */
export async function sentRate(
  page: Page,
  before: Sent | undefined,
): Promise<{ readonly bits: number; readonly packets: number }> {
  if (!before) throw new Error('nothing was noted before');
  const now = await sentSoFar(page);
  const seconds = (now.atMs - before.atMs) / 1_000;
  return {
    bits: (8 * (now.bytes - before.bytes)) / seconds,
    packets: (now.packets - before.packets) / seconds,
  };
}
