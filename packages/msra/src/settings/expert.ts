// [MS-RA] 3.13, 3.14 Settings and contact exchange, expert side, version 3.
// The expert announces its value, compares it with the novice's, sends its contact, and gets the novice's in return.
// No timers: a peer that never answers is waited for until the session ends.

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

/** A state of the expert's settings; `contactExchange` is this side's value. */
export type ExpertSettingsState =
  /** There is no remote assistance session yet. */
  | { readonly name: 'before-session'; readonly contactExchange: boolean }
  /** SETTINGANNOUNCE is sent, the novice's value has not come. */
  | { readonly name: 'announced'; readonly contactExchange: boolean }
  /** Both values are 1; the expert's contact is on its way. */
  | { readonly name: 'sending-contact'; readonly contactExchange: boolean }
  /** The novice's contact is complete before the driver has said that ours is: channels are not ordered with each other. */
  | { readonly name: 'confirming'; readonly contactExchange: boolean; readonly bytes: Uint8Array }
  /** Ours is sent, the novice's has not come. */
  | { readonly name: 'waiting-for-contact'; readonly contactExchange: boolean }
  /** No exchange; a changed value may bring one yet. */
  | { readonly name: 'not-exchanged'; readonly contactExchange: boolean }
  | { readonly name: 'exchanged'; readonly contactExchange: boolean }
  | { readonly name: 'ended' };

/** What can happen to the expert's settings. */
export type ExpertSettingsInput = SettingsInput;

/** What the driver is to do, in order. */
export type ExpertSettingsOutput = SettingsOutput;

/** New state and what to do. An ignored input gives the same state object and nothing to do. */
export type ExpertSettingsStep = readonly [ExpertSettingsState, readonly ExpertSettingsOutput[]];

const ENDED: ExpertSettingsState = { name: 'ended' };

/** The expert's settings before the session. */
export function initialExpertSettingsState({
  contactExchange,
  version = 3,
}: SettingsOptions): ExpertSettingsState {
  return version === 3 ? { name: 'before-session', contactExchange } : ENDED;
}

type Live = Exclude<ExpertSettingsState, { name: 'ended' }>;

/**
 * One step of the expert's settings.
 * INVARIANT: `send-contact` only after both sides have announced 1, `exchanged` at most once and only after both transfers.
 */
export function stepExpertSettings(
  state: ExpertSettingsState,
  input: ExpertSettingsInput,
): ExpertSettingsStep {
  if (state.name === 'ended') return [state, []];
  switch (input.type) {
    case 'session-established':
      return state.name === 'before-session' ? announceOwn(state.contactExchange) : [state, []];
    case 'received':
      return whenReceived(state, input.command);
    case 'contact-sent':
      return whenSent(state);
    case 'contact-received':
      return whenContactReceived(state, input.bytes);
    case 'transfer-failed':
      return isExchanging(state)
        ? [
            { name: 'not-exchanged', contactExchange: state.contactExchange },
            [notExchanged('transfer-failed')],
          ]
        : [state, []];
    case 'changed':
      return whenChanged(state, input.contactExchange);
    case 'session-ended':
      return [
        ENDED,
        state.name === 'announced' || isExchanging(state) ? [notExchanged('session-ended')] : [],
      ];
  }
}

function announceOwn(contactExchange: boolean): ExpertSettingsStep {
  return [{ name: 'announced', contactExchange }, [announce(contactExchange)]];
}

function whenReceived(state: Live, command: RcCommand): ExpertSettingsStep {
  if (state.name === 'before-session' || command.name !== 'SETTINGANNOUNCE') return [state, []];
  const { property, value } = command;
  if (property !== CONTACT_EXCHANGE) return [state, [{ type: 'setting-received', property, value }]];
  const { contactExchange } = state;
  const reason = objection(contactExchange, value === '1');
  switch (state.name) {
    case 'announced':
      return reason === undefined
        ? beginExchange(contactExchange)
        : [{ name: 'not-exchanged', contactExchange }, [notExchanged(reason)]];
    case 'not-exchanged':
      // 3.14: the novice may announce a value that has changed.
      return reason === undefined ? beginExchange(contactExchange) : [state, []];
    default:
      return [state, []];
  }
}

/** The novice's file may be offered before `contact-sent` is fed, so it is expected from now on. */
function beginExchange(contactExchange: boolean): ExpertSettingsStep {
  return [
    { name: 'sending-contact', contactExchange },
    [{ type: 'send-contact' }, { type: 'expect-contact' }],
  ];
}

function whenSent(state: Live): ExpertSettingsStep {
  const { contactExchange } = state;
  switch (state.name) {
    case 'sending-contact':
      return [{ name: 'waiting-for-contact', contactExchange }, []];
    case 'confirming':
      return [{ name: 'exchanged', contactExchange }, [{ type: 'exchanged', bytes: state.bytes }]];
    default:
      return [state, []];
  }
}

function whenContactReceived(state: Live, bytes: Uint8Array): ExpertSettingsStep {
  const { contactExchange } = state;
  switch (state.name) {
    case 'sending-contact':
      return [{ name: 'confirming', contactExchange, bytes }, []];
    case 'waiting-for-contact':
      return [{ name: 'exchanged', contactExchange }, [{ type: 'exchanged', bytes }]];
    default:
      return [state, []];
  }
}

/** 3.14 MAY: a changed value is announced anew while it can still make a difference. An exchange under way goes on. */
function whenChanged(state: Live, contactExchange: boolean): ExpertSettingsStep {
  if (contactExchange === state.contactExchange) return [state, []];
  if (state.name === 'announced' || state.name === 'not-exchanged') return announceOwn(contactExchange);
  return [{ ...state, contactExchange }, []];
}

function isExchanging(state: Live): boolean {
  return (
    state.name === 'sending-contact' || state.name === 'confirming' || state.name === 'waiting-for-contact'
  );
}
