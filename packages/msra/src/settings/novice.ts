// [MS-RA] 3.13, 3.14 Settings and contact exchange, novice side, version 3.
// The novice answers every announcement of a setting it knows with its own value; when both want it,
// it waits for the expert's contact and sends its own afterwards.

import type { RcCommand } from '../messages/rc-command.ts';
import {
  announce,
  CONTACT_EXCHANGE,
  notExchanged,
  objection,
  type SettingsInput,
  type SettingsOptions,
  type SettingsOutput,
} from './contact-exchange.ts';

/** A state of the novice's settings; `contactExchange` is this side's value. */
export type NoviceSettingsState =
  /** There is no remote assistance session yet. */
  | { readonly name: 'before-session'; readonly contactExchange: boolean }
  /** The expert speaks first. */
  | { readonly name: 'waiting-for-announcement'; readonly contactExchange: boolean }
  /** Both values are 1; the expert's contact has not come. */
  | { readonly name: 'waiting-for-contact'; readonly contactExchange: boolean }
  /** The expert's contact has come; the novice's is on its way. */
  | { readonly name: 'sending-contact'; readonly contactExchange: boolean; readonly bytes: Uint8Array }
  /** No exchange; a changed value may bring one yet. `peer` is the expert's value. */
  | { readonly name: 'not-exchanged'; readonly contactExchange: boolean; readonly peer: boolean }
  | { readonly name: 'exchanged'; readonly contactExchange: boolean }
  | { readonly name: 'ended' };

/** What can happen to the novice's settings. */
export type NoviceSettingsInput = SettingsInput;

/** What the driver is to do, in order. */
export type NoviceSettingsOutput = SettingsOutput;

/** New state and what to do. An ignored input gives the same state object and nothing to do. */
export type NoviceSettingsStep = readonly [NoviceSettingsState, readonly NoviceSettingsOutput[]];

const ENDED: NoviceSettingsState = { name: 'ended' };

/** The novice's settings before the session. */
export function initialNoviceSettingsState({
  contactExchange,
  version = 3,
}: SettingsOptions): NoviceSettingsState {
  return version === 3 ? { name: 'before-session', contactExchange } : ENDED;
}

type Live = Exclude<NoviceSettingsState, { name: 'ended' }>;

/**
 * One step of the novice's settings.
 * INVARIANT: the novice announces nothing before the expert has, and sends its contact only after it has the expert's.
 */
export function stepNoviceSettings(
  state: NoviceSettingsState,
  input: NoviceSettingsInput,
): NoviceSettingsStep {
  if (state.name === 'ended') return [state, []];
  const { contactExchange } = state;
  switch (input.type) {
    case 'session-established':
      return state.name === 'before-session'
        ? [{ name: 'waiting-for-announcement', contactExchange }, []]
        : [state, []];
    case 'received':
      return whenReceived(state, input.command);
    case 'contact-received':
      return state.name === 'waiting-for-contact'
        ? [{ name: 'sending-contact', contactExchange, bytes: input.bytes }, [{ type: 'send-contact' }]]
        : [state, []];
    case 'contact-sent':
      return state.name === 'sending-contact'
        ? [{ name: 'exchanged', contactExchange }, [{ type: 'exchanged', bytes: state.bytes }]]
        : [state, []];
    case 'transfer-failed':
      return isExchanging(state)
        ? [{ name: 'not-exchanged', contactExchange, peer: true }, [notExchanged('transfer-failed')]]
        : [state, []];
    case 'changed':
      return whenChanged(state, input.contactExchange);
    case 'session-ended':
      return [
        ENDED,
        state.name === 'waiting-for-announcement' || isExchanging(state)
          ? [notExchanged('session-ended')]
          : [],
      ];
  }
}

function whenReceived(state: Live, command: RcCommand): NoviceSettingsStep {
  if (state.name === 'before-session' || command.name !== 'SETTINGANNOUNCE') return [state, []];
  const { property, value } = command;
  // There is no value of ours to answer with (product-behavior: `UNKNOWN_SETTINGS`).
  if (property !== CONTACT_EXCHANGE) return [state, [{ type: 'setting-received', property, value }]];
  const answer = announce(state.contactExchange);
  // What has begun with the expert's contact goes on; the announcement still gets its answer.
  if (state.name === 'sending-contact' || state.name === 'exchanged') return [state, [answer]];
  const [next, outputs] = compare(state, value === '1');
  return [next, [answer, ...outputs]];
}

type Open = Exclude<Live, { name: 'before-session' | 'sending-contact' | 'exchanged' }>;

function compare(state: Open, peer: boolean): NoviceSettingsStep {
  const { contactExchange } = state;
  const reason = objection(contactExchange, peer);
  if (reason !== undefined) {
    return [{ name: 'not-exchanged', contactExchange, peer }, [notExchanged(reason)]];
  }
  if (state.name === 'waiting-for-contact') return [state, []];
  return [{ name: 'waiting-for-contact', contactExchange }, [{ type: 'expect-contact' }]];
}

/** 3.14 MAY: a changed value is announced anew while it can still make a difference. An exchange under way goes on. */
function whenChanged(state: Live, contactExchange: boolean): NoviceSettingsStep {
  if (contactExchange === state.contactExchange) return [state, []];
  const changed = { ...state, contactExchange };
  if (changed.name !== 'not-exchanged') return [changed, []];
  const [next, outputs] = compare(changed, changed.peer);
  return [next, [announce(contactExchange), ...outputs]];
}

function isExchanging(state: Live): boolean {
  return state.name === 'waiting-for-contact' || state.name === 'sending-contact';
}
