/** The application of the golden transcript: the same one whatever activates it, and nobody tells it what to do. */
import {
  type ContextDataEvent,
  HRESULT,
  isTerminal,
  type RendezvousApplication,
  type RendezvousSession,
  type SendErrorEvent,
  type StateChangeEvent,
  type TerminationEvent,
} from '../../src/index.ts';

/** Step 21; with what a careless transport would lose. */
export const DATA = 'opaque \0 \u{1F511} text';
/** Step 26. */
export const APP_DATA = 'own transport is up';

/** Takes down what the application sees and does. `detail` is JSON: a program writes it as text. */
export type Note = (what: string, detail?: unknown) => void;

/**
 * The inviter's sends {@link DATA} when it is connected and terminates when it has got an answer; the invitee's answers
 * with nothing at all, which is data too. Both go when their session is CANCELLED.
 */
export class ScriptedApplication implements RendezvousApplication {
  readonly #note: Note;
  readonly #go: () => void;
  #session: RendezvousSession | undefined;
  #lease: Disposable | undefined;

  /** @param go leaves; what that means is the way's in which the application was activated */
  constructor(note: Note, go: () => void = () => undefined) {
    this.#note = note;
    this.#go = go;
    note('created');
  }

  /** Steps 11 to 18, inside steps 7 and 10. */
  setRendezvousSession(session: RendezvousSession): void {
    this.#note('takes', { id: session.id, component: session.component, state: session.state });
    this.#session = session;
    session.addEventListener('statechange', this.#handleStateChange);
    session.addEventListener('contextdata', this.#handleContextData);
    session.addEventListener('termination', this.#handleTermination);
    session.addEventListener('senderror', this.#handleSendError);
    this.#note('listens');
    this.#lease = session.hold();
    void session.released.then(() => this.#note('released', session.holds));
    this.#note('holds', session.holds);
    this.#note('flags', session.flags);
    this.#note('remote user', session.remoteUser);
  }

  [Symbol.dispose](): void {
    this.#note('disposed');
  }

  readonly #handleStateChange = ({ previous, state }: StateChangeEvent): void => {
    const session = this.#session;
    this.#note(`${previous} to ${state}`, session?.state);
    if (session?.inviter === true && state === 'connected') this.#send(DATA);
    if (isTerminal(state)) void this.#leave();
  };

  readonly #handleContextData = ({ data, seq }: ContextDataEvent): void => {
    this.#note('context data', { data, seq });
    if (this.#session?.inviter === true)
      this.#try('terminates', this.#session.terminate(HRESULT.S_OK, APP_DATA));
    else this.#send('');
  };

  readonly #handleTermination = ({ outcome }: TerminationEvent): void => this.#note('termination', outcome);

  readonly #handleSendError = ({ id }: SendErrorEvent): void => this.#note('send error', id);

  #send(data: string): void {
    if (this.#session !== undefined) this.#try('sends', this.#session.sendContextData(data));
  }

  #try(what: string, work: Promise<void>): void {
    this.#note(what);
    work.catch((error: unknown) => this.#note('failed', String(error)));
  }

  /** Steps 30 and 31, 34 and 35. */
  async #leave(): Promise<void> {
    const session = this.#session;
    session?.removeEventListener('statechange', this.#handleStateChange);
    session?.removeEventListener('contextdata', this.#handleContextData);
    session?.removeEventListener('termination', this.#handleTermination);
    session?.removeEventListener('senderror', this.#handleSendError);
    this.#note('listens no more');
    // A turn of its own: were the session let go of before its last lease is given back, that would show here.
    await new Promise(resolve => setTimeout(resolve));
    this.#note('releases');
    this.#lease?.[Symbol.dispose]();
    await session?.released;
    this.#note('goes');
    this.#go();
  }
}
