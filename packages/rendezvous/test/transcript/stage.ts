/** Two people whose messengers activate the scripted application in one of the three ways, and what both have seen. */
import { type Channel, type LaunchedApplication, Registration } from '../../src/index.ts';
import { Pair, type PersonSide, type Who } from '../support/pair.ts';
import { ASK, OFFER } from '../support/registrations.ts';
import type { Kind } from './kinds.ts';

/** One thing that an application has seen or done. */
export interface Noted {
  readonly what: string;
  readonly detail: unknown;
}

/**
 * Two sources. What a messenger sees, its end of the channel included, is in the pair's journal, in order. What an
 * application sees is in its notes, in order. Between the two there is none: a program's notes take another way.
 */
export class Stage implements AsyncDisposable {
  readonly pair = new Pair();
  readonly kind: Kind;
  readonly notes: Readonly<Record<Who, Noted[]>> = { A: [], B: [] };
  /** With what each application of a side has ended. */
  readonly gone: Readonly<Record<Who, (number | null)[]>> = { A: [], B: [] };

  constructor(kind: Kind) {
    this.kind = kind;
    const registrations = [ASK, OFFER].map(each => Registration.parse({ ...each, launch: kind.manifest }));
    for (const side of [this.pair.A, this.pair.B]) {
      side.registrations = registrations;
      side.opener = async launch => {
        const { who } = side;
        const note = (what: string, detail?: unknown): void => {
          this.notes[who].push({ what, detail });
        };
        const { launched, gone } = await kind.activate(launch, side, note);
        void gone.then(code => this.gone[who].push(code));
        return tapped(launched, side);
      };
    }
  }

  /** How many applications there are, or have been, on either side. */
  get created(): number {
    const created = (who: Who): number => this.notes[who].filter(({ what }) => what === 'created').length;
    return created('A') + created('B') + this.pair.A.launches.length + this.pair.B.launches.length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const side of [this.pair.A, this.pair.B]) side.host.close();
    await this.kind.end();
  }
}

/** Notes everything that passes the messenger's end of the channel, and each time that the messenger lets go. */
function tapped(launched: LaunchedApplication, side: PersonSide): LaunchedApplication {
  const { channel, closed, origin } = launched;
  return {
    channel: tappedChannel(channel, side),
    closed,
    close: () => {
      side.lettingGo += 1;
      side.note('lets go');
      launched.close();
    },
    origin,
  };
}

function tappedChannel(channel: Channel, side: PersonSide): Channel {
  async function* messages() {
    for await (const message of channel.messages) {
      side.note(`application says ${nameOf(message)}`, message);
      yield message;
    }
  }
  return {
    messages: messages(),
    send: message => {
      side.note(`host says ${nameOf(message)}`, message);
      channel.send(message);
    },
    close: () => channel.close(),
    closed: channel.closed,
  };
}

/** The method; of a change of state, which; of an answer, that it is one. */
function nameOf(message: unknown): string {
  if (typeof message !== 'object' || message === null) return 'noise';
  if (!('method' in message)) return 'error' in message ? 'error' : 'answer';
  if (message.method !== 'session/stateChanged' || !('params' in message)) return String(message.method);
  const { params } = message;
  const state = typeof params === 'object' && params !== null && 'state' in params ? params.state : undefined;
  return `state ${String(state)}`;
}
