/** A hostile expert's page: it keeps the data channels of its application and writes to them what it likes. */
import type { BrowserContext, Page } from 'playwright-core';

/** One message: a text, bytes, or a text of so many letters. */
export type Raw = string | Uint8Array | { readonly letters: number };

declare global {
  interface Window {
    rawChannels?: Map<string, RTCDataChannel>;
  }
}

/** From now on the pages of this context keep their channels where {@link sendRaw} finds them. */
export async function keepChannels(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const kept = new Map<string, RTCDataChannel>();
    window.rawChannels = kept;
    window.RTCPeerConnection = class extends RTCPeerConnection {
      override createDataChannel(label: string, init?: RTCDataChannelInit): RTCDataChannel {
        const channel = super.createDataChannel(label, init);
        kept.set(label, channel);
        return channel;
      }
    };
  });
}

/** Writes to a channel behind the back of the application; resolves with how many messages the browser took. */
export async function sendRaw(
  page: Page,
  channel: string,
  messages: readonly Raw[],
  times = 1,
): Promise<number> {
  const plain = messages.map(message => (message instanceof Uint8Array ? [...message] : message));
  return page.evaluate(
    ({ label, all, rounds }) => {
      const target = window.rawChannels?.get(label);
      if (!target) throw new Error(`no channel ${label}`);
      let sent = 0;
      for (let round = 0; round < rounds; round += 1) {
        for (const message of all) {
          try {
            if (typeof message === 'string') target.send(message);
            else if (Array.isArray(message)) target.send(new Uint8Array(message));
            else target.send('a'.repeat(message.letters));
            sent += 1;
          } catch {
            // Larger than the link allows, more than the browser holds, or closed by the other side.
          }
        }
      }
      return sent;
    },
    { label: channel, all: plain, rounds: times },
  );
}
