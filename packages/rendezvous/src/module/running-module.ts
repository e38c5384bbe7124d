/** One application in process, from its creation until it is disposed of, once. */
import type { Logger } from '@rendezvous/base';
import { RPC_CODE, RpcError } from '../errors.ts';
import type { Messenger, RendezvousApplication } from '../rendezvous-application.ts';
import type { RendezvousSession } from '../session.ts';
import { HRESULT } from '../session-state.ts';
import { guardListeners } from './guard-listeners.ts';

export class RunningModule {
  /** Resolves when the application was disposed of. Never rejects. */
  readonly closed: Promise<void>;
  readonly #application: RendezvousApplication;
  readonly #log: Logger;
  #settleClosed: () => void = () => undefined;
  #finishing: Promise<void> | undefined;
  #over = false;

  constructor(application: RendezvousApplication, log: Logger) {
    this.#application = application;
    this.#log = log;
    this.closed = new Promise(resolve => {
      this.#settleClosed = resolve;
    });
  }

  /** Seed steps 7 and 10. @throws RpcError what the application answers instead of `S_OK`; it is disposed of then */
  take(session: RendezvousSession, messenger: Messenger): void {
    if (this.#over)
      throw new RpcError(RPC_CODE.state, 'the application is gone', { hresult: HRESULT.E_FAIL });
    guardListeners(session, error => this.#log.error('A listener of the module failed', { error }));
    try {
      const answer: unknown = this.#application.setRendezvousSession(session, this.#watched(messenger));
      // An async function returns at once, as it should; what becomes of it is its own affair until it fails.
      if (answer instanceof Promise) answer.catch((error: unknown) => this.#failed(error));
    } catch (error) {
      this.#log.warn('The module refused its session', { error });
      // The refusal is on its way first.
      queueMicrotask(() => this.end());
      throw refusal(error);
    }
    void session.released.then(() => this.#released());
  }

  /** Disposes of the application. Idempotent, and never throws. */
  end(): void {
    if (this.#over) return;
    this.#over = true;
    try {
      const disposed: unknown = this.#application[Symbol.dispose]?.();
      if (disposed instanceof Promise) disposed.catch((error: unknown) => this.#disposeFailed(error));
    } catch (error) {
      this.#disposeFailed(error);
    }
    this.#settleClosed();
  }

  /** The same messenger; whether the application has finished is known here. */
  #watched(messenger: Messenger): Messenger {
    return {
      ...messenger,
      finished: summary => {
        const finishing = messenger.finished(summary);
        this.#finishing = finishing;
        finishing.then(
          () => this.end(),
          () => undefined,
        );
        return finishing;
      },
    };
  }

  /** Steps 31 and 35. Its last word for the chat, if it is being said, is heard first. */
  async #released(): Promise<void> {
    await this.#finishing?.catch(() => undefined);
    this.end();
  }

  #failed(error: unknown): void {
    this.#log.error('The module failed', { error });
    this.end();
  }

  #disposeFailed(error: unknown): void {
    this.#log.error('The module threw while it was disposed of', { error });
  }
}

function refusal(error: unknown): RpcError {
  if (error instanceof RpcError) return error;
  return new RpcError(RPC_CODE.internal, 'the application refused its session', { hresult: HRESULT.E_FAIL });
}
