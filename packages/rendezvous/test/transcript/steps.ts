/** The seed's steps by number, each with its assertion and the requirements that it verifies: rendezvous-api 5.1, 5.2. */
import { expect } from 'vitest';
import { HRESULT, type Registration, SESSION_FLAGS } from '../../src/index.ts';
import type { CitedId } from '../conformance/verifies.ts';
import { addressOf, NAMES, type Who } from '../support/pair.ts';
import {
  before,
  cancels,
  connects,
  creates,
  goes,
  handsOver,
  hearsNothingMore,
  holds,
  listens,
  notedInOrder,
} from './checks.ts';
import type { Performance } from './performance.ts';
import { APP_DATA, DATA } from './scripted-application.ts';

export type Step = [
  number: number,
  text: string,
  verifies: readonly CitedId[],
  check: (p: Performance) => void,
];

/** The steps with `I` for the inviter's side and `E` for the invitee's; in Ask the inviter is A. */
export function steps(I: Who, E: Who, registration: Registration): Step[] {
  const { id, component, name } = registration;
  return [
    [
      1,
      'the messenger reads the registration and shows its name',
      ['A21'],
      p => {
        expect(p.menu).toEqual(['Ask for RemoteAssistance', 'Offer RemoteAssistance']);
        expect(p.menu).toContain(name);
      },
    ],
    [
      2,
      'the inviter picks the application and the invitation goes to the invitee',
      ['T4', 'A18'],
      p => expect(p.detail(I, 'sends invite')).toMatchObject({ application: { id, component, name } }),
    ],
    [
      3,
      'the invitee accepts, and nothing was created before',
      ['T2'],
      p => {
        expect(p.createdBefore).toBe(0);
        before(p, E, 'receives invite', 'person accepts');
        for (const who of [I, E]) before(p, E, 'person accepts', 'launch', who);
      },
    ],
    [
      4,
      'the acceptance reaches the inviter',
      ['A10'],
      p => {
        before(p, E, 'sends accept', 'receives accept', I);
        expect(p.detail(I, 'receives accept')).toMatchObject({ sessionId: p.session.id, protocol: 1 });
      },
    ],
    [
      5,
      'the inviter side creates its session object, one and the same throughout',
      [],
      p => expect(p.hostSession(I)).toBe(p.session),
    ],
    [6, 'the inviter side creates the application by the component id', ['T2'], p => creates(p, I)],
    [7, 'the inviter side hands its session over', ['T5', 'A2'], p => handsOver(p, I, SESSION_FLAGS.inviter)],
    [
      8,
      'the invitee side creates its session object',
      [],
      p => expect(p.hostSession(E)).toBe(p.stage.pair[E].offered),
    ],
    [
      9,
      'the invitee side creates the application by the same component id',
      ['T2', 'T4'],
      p => {
        creates(p, E);
        expect(p.detail(E, 'launch')).toBe(p.detail(I, 'launch'));
      },
    ],
    [
      10,
      'the invitee side hands its session over',
      ['T5', 'A2'],
      p => handsOver(p, E, SESSION_FLAGS.invitee),
    ],
    [11, 'the inviter side subscribes inside the hand-over', ['T6', 'T7', 'A1', 'A8'], p => listens(p, I)],
    [12, 'the inviter side holds the session, which outlives the hand-over', ['T8', 'A12'], p => holds(p, I)],
    [
      13,
      'the inviter side reads its flags',
      ['T9'],
      p => expect(p.noted(I, 'flags')).toBe(SESSION_FLAGS.inviter),
    ],
    [
      14,
      'the inviter side reads the name of the other person',
      ['T10', 'A22'],
      p => expect(p.noted(I, 'remote user')).toEqual({ name: NAMES[E], address: addressOf(E) }),
    ],
    [15, 'the invitee side subscribes inside the hand-over', ['T6', 'T7', 'A1', 'A8'], p => listens(p, E)],
    [16, 'the invitee side holds the session, which outlives the hand-over', ['T8', 'A12'], p => holds(p, E)],
    [
      17,
      'the invitee side reads its flags',
      ['T9'],
      p => expect(p.noted(E, 'flags')).toBe(SESSION_FLAGS.invitee),
    ],
    [
      18,
      'the invitee side reads the name of the other person',
      ['T10', 'A22'],
      p => expect(p.noted(E, 'remote user')).toEqual({ name: NAMES[I], address: addressOf(I) }),
    ],
    [
      19,
      'the inviter side becomes connected after both hand-overs',
      ['T11', 'T12', 'T13', 'A6'],
      p => connects(p, I),
    ],
    [
      20,
      'the invitee side becomes connected after both hand-overs',
      ['T11', 'T12', 'T13', 'A6'],
      p => connects(p, E),
    ],
    [
      21,
      'the inviter side sends context data',
      ['T14'],
      p => {
        notedInOrder(p, I, 'accepted to connected', 'sends');
        before(p, I, 'host says state 4', 'application says session/sendContextData');
      },
    ],
    [
      22,
      'it goes to the messenger',
      [],
      p => {
        before(p, I, 'application says session/sendContextData', 'sends data');
        expect(p.detail(I, 'application says session/sendContextData')).toMatchObject({
          params: { id: 1, data: DATA },
        });
      },
    ],
    [
      23,
      'it crosses the messenger’s transport as it is',
      ['T15'],
      p => expect(p.detail(I, 'sends data')).toMatchObject({ seq: 1, data: DATA }),
    ],
    [
      24,
      'it is received by the other messenger',
      [],
      p => {
        before(p, I, 'sends data', 'receives data', E);
        before(p, E, 'receives data', 'host says session/contextData');
      },
    ],
    [
      25,
      'the invitee side gets it as an event, and data flows back too',
      ['T15', 'A15'],
      p => {
        const data = (who: Who) => p.notes(who).filter(({ what }) => what === 'context data');
        expect(data(E).map(({ detail }) => detail)).toEqual([{ data: DATA, seq: 1 }]);
        expect(data(I).map(({ detail }) => detail)).toEqual([{ data: '', seq: 1 }]);
      },
    ],
    [
      26,
      'the inviter side terminates',
      [],
      p => {
        notedInOrder(p, I, 'context data', 'terminates', 'termination');
        before(p, E, 'sends data', 'application says session/terminate', I);
      },
    ],
    [
      27,
      'that reaches its messenger',
      [],
      p => before(p, I, 'application says session/terminate', 'sends terminate'),
    ],
    [
      28,
      'which tells the other messenger, with code and text',
      ['T20'],
      p =>
        expect(p.detail(I, 'sends terminate')).toMatchObject({
          reason: 'success',
          hr: HRESULT.S_OK,
          appData: APP_DATA,
        }),
    ],
    [
      29,
      'the inviter side sees CANCELLED, although it was the caller',
      ['T19', 'A4', 'A5', 'A20'],
      p => cancels(p, I, 'local'),
    ],
    [30, 'the inviter side hears nothing more', ['T21'], p => hearsNothingMore(p, I)],
    [31, 'the inviter side releases its last hold and goes', ['T22', 'T23', 'A13'], p => goes(p, I)],
    [
      32,
      'the end reaches the invitee’s messenger',
      [],
      p => before(p, I, 'sends terminate', 'receives terminate', E),
    ],
    [33, 'the invitee side sees CANCELLED', ['T18', 'T20', 'A5', 'A20'], p => cancels(p, E, 'remote')],
    [34, 'the invitee side hears nothing more', ['T21'], p => hearsNothingMore(p, E)],
    [35, 'the invitee side, not A again, releases and goes', ['T22', 'T23', 'A3', 'A13'], p => goes(p, E)],
  ];
}
