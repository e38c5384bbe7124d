/** Tells the waiting windows how their invitations stand, and hears when somebody presses Cancel in one. */
import { type HostSession, nameIn, type RendezvousHost } from '@rendezvous/rendezvous';
import type { Language } from '@rendezvous/ui';
import { LOBBY_CHANNEL, LobbyMessage, type LobbyView } from './lobby-messages.ts';

/** What the waiting window of `session` shows. */
export function lobbyViewOf(session: HostSession, language: Language): LobbyView {
  const base = { application: nameIn(session.registration, language), name: session.remoteUser.name };
  switch (session.stage) {
    case 'asking':
    case 'ringing':
      return { ...base, step: session.stage };
    case 'launching':
      return { ...base, step: 'accepted' };
    case 'waiting':
    case 'connected':
      return { ...base, step: 'connecting' };
    case 'ended':
      return { ...base, step: 'over', reason: session.outcome?.reason };
  }
}

export class LobbyLink {
  readonly #channel = new BroadcastChannel(LOBBY_CHANNEL);
  readonly #host: RendezvousHost;
  readonly #language: () => Language;
  readonly #told = new Map<string, string>();

  constructor(host: RendezvousHost, language: () => Language) {
    this.#host = host;
    this.#language = language;
    this.#channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => this.#heard(data));
    host.addEventListener('change', () => this.#tellAll());
  }

  close(): void {
    this.#channel.close();
  }

  #heard(data: unknown): void {
    const parsed = LobbyMessage.safeParse(data);
    if (!parsed.success || parsed.data.type === 'view') return;
    const session = this.#host.sessions.get(parsed.data.sessionId);
    // Other tabs hear it too; the session is one tab's.
    if (session === undefined || !session.inviter) return;
    if (parsed.data.type === 'cancel') session.cancel();
    else this.#tell(session);
  }

  #tellAll(): void {
    for (const session of this.#host.sessions.values()) {
      if (!session.inviter || this.#told.get(session.id) === session.stage) continue;
      this.#told.set(session.id, session.stage);
      this.#tell(session);
    }
  }

  #tell(session: HostSession): void {
    const message: LobbyMessage = {
      type: 'view',
      sessionId: session.id,
      view: lobbyViewOf(session, this.#language()),
    };
    this.#channel.postMessage(message);
  }
}
