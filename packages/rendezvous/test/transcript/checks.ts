/** What the steps of the two sides have in common, asserted for either. */
import { expect } from 'vitest';
import { HRESULT, SESSION_STATE } from '../../src/index.ts';
import type { Who } from '../support/pair.ts';
import type { Performance } from './performance.ts';
import { APP_DATA } from './scripted-application.ts';

export const before = (
  p: Performance,
  who: Who,
  first: string,
  second: string,
  whoSecond: Who = who,
): void => {
  expect(p.place(who, first)).toBeLessThan(p.place(whoSecond, second));
};
export const notedInOrder = (p: Performance, who: Who, ...what: readonly string[]): void => {
  const places = what.map(each => p.notedAt(who, each));
  expect(places).toEqual(places.toSorted((one, another) => one - another));
};

export function creates(p: Performance, who: Who): void {
  const { component } = p.registration;
  before(p, who, who === p.inviter ? 'receives accept' : 'sends accept', 'launch');
  expect(p.stage.pair[who].launches.map(launch => launch.registration.component)).toEqual([component]);
  expect(p.notes(who).filter(({ what }) => what === 'created')).toHaveLength(1);
}

export function handsOver(p: Performance, who: Who, flags: number): void {
  before(p, who, 'launch', 'application says rendezvous/hello');
  before(p, who, 'application says rendezvous/hello', 'host says app/setSession');
  expect(p.seen(who, /^host says app\/setSession$/)).toHaveLength(1);
  const { id } = p.session;
  const { component } = p.registration;
  const state = SESSION_STATE.accepted;
  expect(p.detail(who, 'host says app/setSession')).toMatchObject({
    params: { session: { id, component, state, flags } },
  });
  expect(p.notes(who).filter(({ what }) => what === 'takes')).toEqual([
    { what: 'takes', detail: { id, component, state: 'accepted' } },
  ]);
}

/** What the application hears, in the words of its messenger. */
const HEARD: Readonly<Record<string, string>> = {
  'accepted to connected': 'host says state 4',
  'context data': 'host says session/contextData',
  termination: 'host says session/terminated',
  'connected to cancelled': 'host says state 5',
};
const HEARS = /^(\w+ to \w+|context data|termination|send error)$/;

export function listens(p: Performance, who: Who): void {
  notedInOrder(p, who, 'takes', 'listens', 'accepted to connected');
  before(p, who, 'host says app/setSession', 'application says answer');
  before(p, who, 'application says answer', 'host says state 4');
  // All that the messenger has told was heard, in its order, once.
  const told = p.seen(who, /^host says (state \d|session\/\w+)$/);
  const heard = p.notes(who).filter(({ what }) => HEARS.test(what));
  expect(told).toHaveLength(4);
  expect(heard.map(({ what }) => HEARD[what])).toEqual(told);
}

export function holds(p: Performance, who: Who): void {
  expect(p.noted(who, 'holds')).toBe(1);
  // Its lease is counted before the hand-over has returned, and to the end.
  before(p, who, 'holds 1', 'application says answer');
  before(p, who, 'host says state 5', 'holds 0');
  expect(p.seen(who, /^holds \d$/)).toEqual(['holds 1', 'holds 0']);
}

export function connects(p: Performance, who: Who): void {
  expect(p.noted(who, 'accepted to connected')).toBe('connected');
  const prevState = SESSION_STATE.accepted;
  expect(p.detail(who, 'host says state 4')).toMatchObject({ params: { prevState } });
  for (const side of ['A', 'B'] as const) {
    before(p, side, 'application says answer', 'sends ready');
    before(p, side, 'sends ready', 'host says state 4', who);
  }
  expect(p.seen(who, /^host says state 4$/)).toHaveLength(1);
}

export function cancels(p: Performance, who: Who, by: 'local' | 'remote'): void {
  const record = { state: 'cancelled', reason: 'success', hr: HRESULT.S_OK, appData: APP_DATA, by };
  expect(p.noted(who, 'connected to cancelled')).toBe('cancelled');
  expect(p.noted(who, 'termination')).toEqual(record);
  expect(p.hostSession(who)?.outcome).toEqual(record);
  expect(p.detail(who, 'host says state 5')).toMatchObject({ params: { state: 5, prevState: 4 } });
}

export function hearsNothingMore(p: Performance, who: Who): void {
  notedInOrder(p, who, 'termination', 'connected to cancelled', 'listens no more');
  const after = p.notes(who).slice(p.notedAt(who, 'listens no more') + 1);
  expect(after.filter(({ what }) => HEARS.test(what))).toEqual([]);
  // Nor was there anything to hear.
  expect(p.seen(who, /^host says (state \d|session\/\w+)$/).at(-1)).toBe('host says state 5');
}

export function goes(p: Performance, who: Who): void {
  const { stage } = p;
  notedInOrder(p, who, 'listens no more', 'releases', 'released', 'goes');
  expect(p.noted(who, 'released')).toBe(0);
  expect(p.notes(who).filter(({ what }) => what === 'failed')).toEqual([]);
  // Its last word.
  const said = p.seen(who, /^application says/);
  expect(said.at(-1)).toBe('application says session/held');
  before(p, who, 'holds 0', 'lets go');
  expect(stage.pair[who].lettingGo).toBe(1);
  expect(p.hostSession(who)?.applicationRunning).toBe(false);
  leaves(p, who);
}

/** Each kind in its way: a module is disposed of, a program ends by itself, a page is left to its person. */
function leaves(p: Performance, who: Who): void {
  const { kind, gone, pair } = p.stage;
  const disposals = p.notes(who).filter(({ what }) => what === 'disposed');
  expect(disposals).toHaveLength(kind.name === 'module' ? 1 : 0);
  expect(gone[who]).toEqual([kind.name === 'process' ? 0 : null]);
  expect(p.runsOn).toBe(kind.name === 'page');
  // No deadline had to pass for the others: nobody has made them go.
  if (kind.leaves) expect(pair.clock.now()).toBe(p.session.startedAt);
}
