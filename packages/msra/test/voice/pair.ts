// An expert and a novice joined by two first-in-first-out queues, with drivers, users and sound that may do
// whatever they may do at any time. A world is a value: a test walks through worlds at random, or through all.

import { isDeepStrictEqual } from 'node:util';
import type { RcCommand } from '../../src/messages/rc-command.ts';
import {
  type ExpertVoiceInput,
  type ExpertVoiceOutput,
  type ExpertVoiceState,
  initialExpertVoiceState,
  stepExpertVoice,
} from '../../src/voice/expert.ts';
import {
  initialNoviceVoiceState,
  type NoviceVoiceInput,
  type NoviceVoiceOutput,
  type NoviceVoiceState,
  stepNoviceVoice,
} from '../../src/voice/novice.ts';

/** A word on its way. `ends`: a PRESTART that is meant to end a call. */
interface Word {
  readonly command: RcCommand;
  readonly ends: boolean;
}

/** What a side's driver, its user and the way to it hold. */
interface Around {
  /** Words on their way to this side. */
  readonly inbox: readonly Word[];
  /** What the driver has still to report, in order. */
  readonly jobs: readonly ('create' | 'release')[];
  /** Number of the client or server that exists or is being created: the microphone may be open. */
  readonly open: number | undefined;
  /** Number of the server that the expert has called, with no outcome yet. */
  readonly calling: number | undefined;
  /** Number of the server over which there is sound. */
  readonly linked: number | undefined;
  readonly timer: boolean;
  readonly question: boolean;
  /** A `start` or a `user-accepts` has had no `ended` yet. */
  readonly attempt: boolean;
}

/** One side. */
interface Side<State> extends Around {
  readonly state: State;
}

/** Both sides, and the number of clients and servers made so far. */
export interface World {
  readonly expert: Side<ExpertVoiceState>;
  readonly novice: Side<NoviceVoiceState>;
  readonly made: number;
}

type Who = 'expert' | 'novice';
const BOTH = ['expert', 'novice'] as const satisfies Who[];

/** Inputs that need nothing. */
type Plain =
  | 'start'
  | 'stop'
  | 'user-accepts'
  | 'user-refuses'
  | 'disable'
  | 'enable'
  | 'session-ended'
  | 'released'
  | 'media-connected'
  | 'media-failed'
  | 'media-lost';

/** Something that happens to one side. */
export interface Act {
  readonly who: Who;
  readonly what: Plain | 'deliver' | 'created' | 'untuned' | 'not-created' | 'timer';
}

const AROUND: Around = {
  inbox: [],
  jobs: [],
  open: undefined,
  calling: undefined,
  linked: undefined,
  timer: false,
  question: false,
  attempt: false,
};

/** Nothing has happened. */
export const START: World = {
  expert: { state: initialExpertVoiceState, ...AROUND },
  novice: { state: initialNoviceVoiceState, ...AROUND },
  made: 0,
};

/** All that may happen by itself without time passing: words, drivers and sound. */
export function events(world: World, failures: boolean): Act[] {
  return BOTH.flatMap(who => {
    const side = world[who];
    const other = who === 'expert' ? world.novice : world.expert;
    const what: Act['what'][] = [];
    if (side.inbox.length > 0) what.push('deliver');
    if (side.jobs[0] === 'release') what.push('released');
    if (side.jobs[0] === 'create') what.push('created');
    if (side.jobs[0] === 'create' && failures) what.push('not-created', 'untuned');
    if (side.calling !== undefined) {
      if (other.open === side.calling) what.push('media-connected');
      if (other.open !== side.calling || failures) what.push('media-failed');
    }
    // The novice learns of the call by the sound itself.
    const called = who === 'novice' && side.open !== undefined && other.linked === side.open;
    if (called && side.linked === undefined) what.push('media-connected');
    if (side.linked !== undefined && (failures || broken(world, who))) what.push('media-lost');
    return what.map(each => ({ who, what: each }));
  });
}

function broken({ expert, novice }: World, who: Who): boolean {
  return who === 'expert' ? expert.linked !== novice.open : novice.linked !== expert.linked;
}

/** What users may do unasked. */
export const WISHES: readonly Act[] = BOTH.flatMap(who => [
  { who, what: 'start' as const },
  { who, what: 'stop' as const },
]);

/** Voice switched off and on. */
export const SWITCHES: readonly Act[] = BOTH.flatMap(who => [
  { who, what: 'disable' as const },
  { who, what: 'enable' as const },
]);

/** Answers to the open questions. */
export function answers(world: World): Act[] {
  return BOTH.filter(who => world[who].question).flatMap(who => [
    { who, what: 'user-accepts' as const },
    { who, what: 'user-refuses' as const },
  ]);
}

/** The timers that run. */
export function timers(world: World): Act[] {
  return BOTH.filter(who => world[who].timer).map(who => ({ who, what: 'timer' as const }));
}

/** The world after an act. @throws when a machine does what it must never do. */
export function apply(world: World, act: Act): World {
  const { expert, novice } = world;
  const word = world[act.who].inbox[0];
  if (act.who === 'expert') {
    const [state, outputs] = stepExpertVoice(expert.state, expertInput(act.what, word));
    return carryOut({ ...world, expert: { ...before(expert, act.what), state } }, act, expert.state, outputs);
  }
  const [state, outputs] = stepNoviceVoice(novice.state, noviceInput(act.what, word, novice.open));
  return carryOut({ ...world, novice: { ...before(novice, act.what), state } }, act, novice.state, outputs);
}

function expertInput(what: Act['what'], word: Word | undefined): ExpertVoiceInput {
  if (what === 'created' || what === 'untuned') return { type: 'client-ready', tuned: what === 'created' };
  return what === 'not-created' ? { type: 'client-failed' } : sharedInput(what, word);
}

function noviceInput(what: Act['what'], word: Word | undefined, key: number | undefined): NoviceVoiceInput {
  if (what === 'created') return { type: 'server-ready', key: String(key), addresses: ['192.0.2.1:1'] };
  return what === 'not-created' || what === 'untuned' ? { type: 'server-failed' } : sharedInput(what, word);
}

function sharedInput(
  what: Plain | 'deliver' | 'timer',
  word: Word | undefined,
): ExpertVoiceInput & NoviceVoiceInput {
  if (what === 'timer') return { type: 'timer', timer: 'answer' };
  if (what !== 'deliver') return { type: what };
  if (word === undefined) throw new Error('nothing to deliver');
  return { type: 'received', command: word.command };
}

/** What an act itself changes around a machine. */
function before<S>(side: Side<S>, what: Act['what']): Side<S> {
  switch (what) {
    case 'deliver':
      return { ...side, inbox: side.inbox.slice(1) };
    case 'created':
    case 'untuned':
    case 'not-created':
    case 'released':
      return { ...side, jobs: side.jobs.slice(1) };
    case 'media-connected':
      return { ...side, linked: side.calling ?? side.open, calling: undefined };
    case 'media-failed':
      return { ...side, calling: undefined };
    case 'media-lost':
      return { ...side, linked: undefined };
    case 'timer':
      return { ...side, timer: false };
    case 'user-accepts':
      return { ...side, question: false, attempt: true };
    case 'user-refuses':
      return { ...side, question: false };
    default:
      return side;
  }
}

type Output = ExpertVoiceOutput | NoviceVoiceOutput;

function carryOut(
  start: World,
  { who, what }: Act,
  from: { readonly name: string },
  outputs: readonly Output[],
): World {
  let world = start;
  for (const output of outputs) world = one(world, who, from.name, output);
  const side = world[who];
  if (what === 'start' && side.state.name === 'handshaking') world = change(world, who, { attempt: true });
  check(world, who);
  return world;
}

function change(world: World, who: Who, around: Partial<Around>): World {
  return who === 'expert'
    ? { ...world, expert: { ...world.expert, ...around } }
    : { ...world, novice: { ...world.novice, ...around } };
}

function must(holds: boolean, text: string): void {
  if (!holds) throw new Error(text);
}

function one(world: World, who: Who, from: string, output: Output): World {
  const side = world[who];
  const other = who === 'expert' ? 'novice' : 'expert';
  switch (output.type) {
    case 'send': {
      const { command } = output;
      must(command.name !== 'VOIPGO' || who === 'novice', 'only the novice is the server');
      must(command.name !== 'VOIPPREGO2' || who === 'expert', 'only the expert is the client');
      const ends = command.name === 'PRESTART' && !(from === 'idle' && side.state.name === 'handshaking');
      return change(world, other, { inbox: [...world[other].inbox, { command, ends }] });
    }
    case 'ask-user':
      must(!side.question, 'one question at a time');
      return change(world, who, { question: true });
    case 'withdraw-question':
      must(side.question, 'only an open question can be withdrawn');
      return change(world, who, { question: false });
    case 'create-client':
    case 'create-server':
      must(side.open === undefined, 'what exists is released before another is made');
      return change({ ...world, made: world.made + 1 }, who, {
        jobs: [...side.jobs, 'create'],
        open: world.made + 1,
      });
    case 'connect':
      return change(world, who, { calling: Number(output.key) });
    case 'release':
      return change(world, who, {
        jobs: [...side.jobs.filter(job => job === 'release'), 'release'],
        open: undefined,
        calling: undefined,
        linked: undefined,
      });
    case 'set-timer':
      must(!side.timer, 'a timer is not set while it runs');
      return change(world, who, { timer: true });
    case 'clear-timer':
      must(side.timer, 'only a running timer is cleared');
      return change(world, who, { timer: false });
    case 'ended':
      must(side.attempt, 'ended comes once');
      return change(world, who, { attempt: false });
    case 'started':
    case 'refused-to-start':
    case 'set-max-bit-rate':
      return world;
  }
}

const HOLDING = [
  'creating-client',
  'waiting-for-server',
  'connecting',
  'creating-server',
  'listening',
  'active',
];
const ATTEMPTS = [...HOLDING, 'handshaking', 'accepted', 'waiting-for-client'];
const UNTIMED = ['idle', 'active', 'ended'];

/** What is always so. */
function check(world: World, who: Who): void {
  const { state, open, timer, question, attempt } = world[who];
  must((open !== undefined) === HOLDING.includes(state.name), `microphone in ${state.name}`);
  must(attempt === ATTEMPTS.includes(state.name), `ended in ${state.name}`);
  must(timer !== UNTIMED.includes(state.name), `timer in ${state.name}`);
  must(question === (state.name === 'asking'), `question in ${state.name}`);
}

/** Whether a PRESTART is about to be understood otherwise than it was meant. */
export function misunderstood(world: World): boolean {
  return BOTH.some(who => {
    const { inbox, state } = world[who];
    const word = inbox[0];
    if (word?.command.name !== 'PRESTART') return false;
    const asks = ['idle', 'handshaking', 'settling'].includes(state.name);
    return word.ends === asks;
  });
}

/** Whether both have the call, over the same server. */
export function talking({ expert, novice }: World): boolean {
  const both = expert.state.name === 'active' && novice.state.name === 'active';
  return both && isDeepStrictEqual([expert.linked, novice.linked], [novice.open, novice.open]);
}

/** Whether neither does anything. */
export function bothIdle({ expert, novice }: World): boolean {
  return expert.state.name === 'idle' && novice.state.name === 'idle';
}
