// What every state does with every input, by the short names of notation.ts. What a table does not name is ignored.

import type { ExpertVoiceState } from '../../src/voice/expert.ts';
import type { NoviceVoiceState } from '../../src/voice/novice.ts';
import { KNOWN, stateText, VOIPGO } from './notation.ts';

/** Input to step. */
type Steps = Readonly<Record<string, string>>;

/** A state and its row. */
export interface Row<State> {
  readonly state: State;
  readonly steps: Steps;
}

const known = KNOWN;
const CALL = `VOIPVER2 ${VOIPGO.voipGoKey} ${VOIPGO.voipIpList.join()}`;
const CLEAR = 'clear:answer';
const ASK = 'ask-user answer:30000 > asking';
const SETTLE = 'answer:10000 >';

/** Inputs that mean the same in every state: learned, said or set, and nothing else. */
export function everywhere(state: ExpertVoiceState | NoviceVoiceState): Steps {
  if (state.name === 'ended') return {};
  const now = stateText(state);
  return {
    BANDWTOLOW: `rate:6400 > ${now}`,
    BANDWTOHIGH: `rate:64000 > ${now}`,
    'want-low': `BANDWTOLOW > ${now}`,
    'want-high': `BANDWTOHIGH > ${now}`,
    tuned: `WIZARDGOOD > ${now}`,
    mistuned: `WIZARDBAD > ${stateText({ ...state, known: { ...state.known, ownWizard: 'bad' } })}`,
    WIZARDBAD: `> ${stateText({ ...state, known: { ...state.known, peerWizard: 'bad' } })}`,
    ...(state.name === 'idle' ? {} : { start: `refused-to-start:busy > ${now}` }),
    'session-ended': '> ended',
  };
}

/** The same inputs for a state that has a timer but holds nothing and counts as no attempt. */
const quiet = (now: string, off = `> ${now} off`): Steps => ({
  disable: off,
  'session-ended': `${CLEAR} > ended`,
  ready: `release > ${now}`,
});

/** An attempt that holds nothing yet. */
const attempt = (now: string, gaveUp: (reason: string) => string): Steps => ({
  ready: `release > ${now}`,
  stop: `${CLEAR} ${gaveUp('stopped')}`,
  timer: gaveUp('timed-out'),
  disable: `${CLEAR} ${gaveUp('disabled')} off`,
  DISABLEVOICE: `${CLEAR} ended:peer-disabled > idle peer-off`,
  'session-ended': `${CLEAR} ended:session-ended > ended`,
});

const held = (gaveUp: (reason: string) => string, clear: string = `${CLEAR} `): Steps => ({
  stop: `${clear}${gaveUp('stopped')}`,
  disable: `${clear}${gaveUp('disabled')} off`,
  PRESTART: `${clear}release ended:peer-stopped answer:5000 > releasing`,
  DISABLEVOICE: `${clear}release ended:peer-disabled > idle peer-off`,
  'session-ended': `${clear}release ended:session-ended > ended`,
});

const toIdle = (reason: string): string => `VOIPGONO ended:${reason} > idle`;
const release = (reason: string): string => `release VOIPGONO ended:${reason} > idle`;
const teardown = (reason: string): string => `release PRESTART ended:${reason} ${SETTLE} stopping false`;

const CALLING: Steps = {
  ...held(teardown),
  timer: teardown('timed-out'),
  'media-connected': `${CLEAR} started > active`,
  'media-failed': `${CLEAR} ${teardown('media-failed')}`,
  'media-lost': `${CLEAR} ${teardown('media-lost')}`,
};

/** Rows of the states that both sides have, as far as they are the same. */
const SHARED: readonly Row<ExpertVoiceState & NoviceVoiceState>[] = [
  {
    state: { name: 'idle', known },
    steps: {
      start: 'PRESTART answer:40000 > handshaking',
      disable: '> idle off',
      ready: 'release > idle',
      PRESTART: ASK,
      PRESTARTYES: 'VOIPGONO > idle',
      VOIPPREGO: 'VOIPGONO > idle',
      DISABLEVOICE: '> idle peer-off',
    },
  },
  {
    state: { name: 'idle', known: { ...known, enabled: false } },
    steps: {
      start: 'refused-to-start:disabled > idle off',
      enable: '> idle',
      ready: 'release > idle off',
      PRESTART: 'DISABLEVOICE > idle off',
      PRESTARTYES: 'VOIPGONO > idle off',
      VOIPPREGO: 'VOIPGONO > idle off',
      DISABLEVOICE: '> idle off peer-off',
    },
  },
  {
    state: { name: 'idle', known: { ...known, peerDisabled: true } },
    steps: {
      start: 'refused-to-start:peer-disabled > idle peer-off',
      disable: '> idle off peer-off',
      ready: 'release > idle peer-off',
      PRESTART: ASK,
      PRESTARTYES: 'VOIPGONO > idle peer-off',
      VOIPPREGO: 'VOIPGONO > idle peer-off',
    },
  },
  {
    state: { name: 'idle', known: { ...known, ownWizard: 'bad' } },
    steps: {
      start: 'refused-to-start:not-tuned > idle own-bad',
      tuned: 'WIZARDGOOD > idle',
      disable: '> idle off own-bad',
      ready: 'release > idle own-bad',
      PRESTART: `${ASK} own-bad`,
      PRESTARTYES: 'VOIPGONO > idle own-bad',
      VOIPPREGO: 'VOIPGONO > idle own-bad',
      DISABLEVOICE: '> idle own-bad peer-off',
    },
  },
  {
    state: { name: 'idle', known: { ...known, peerWizard: 'bad' } },
    steps: {
      start: 'refused-to-start:peer-not-tuned > idle peer-bad',
      WIZARDGOOD: '> idle',
      disable: '> idle off peer-bad',
      ready: 'release > idle peer-bad',
      PRESTART: `${ASK} peer-bad`,
      PRESTARTYES: 'VOIPGONO > idle peer-bad',
      VOIPPREGO: 'VOIPGONO > idle peer-bad',
      DISABLEVOICE: '> idle peer-bad peer-off',
    },
  },
  {
    state: { name: 'asking', known },
    steps: {
      ...quiet('asking', `${CLEAR} withdraw-question DISABLEVOICE > idle off`),
      stop: `${CLEAR} withdraw-question VOIPQNO > idle`,
      timer: 'withdraw-question VOIPQNO > idle',
      'user-accepts': `${CLEAR} PRESTARTYES answer:30000 > accepted`,
      'user-refuses': `${CLEAR} VOIPQNO > idle`,
      VOIPGONO: `${CLEAR} withdraw-question VOIPQNO > idle`,
      DISABLEVOICE: `${CLEAR} withdraw-question > idle peer-off`,
      'session-ended': `${CLEAR} withdraw-question > ended`,
    },
  },
  {
    state: { name: 'accepted', known },
    steps: {
      ...attempt('accepted', toIdle),
      PRESTART: `${CLEAR} PRESTARTYES ended:peer-stopped > idle`,
      VOIPGONO: `${CLEAR} ended:peer-failed > idle`,
    },
  },
  {
    state: { name: 'handshaking', known },
    steps: {
      ...attempt('handshaking', reason => `VOIPGONO ended:${reason} ${SETTLE} settling`),
      PRESTART: `${CLEAR} PRESTARTNO ended:crossed ${SETTLE} settling`,
      PRESTARTNO: `${CLEAR} ended:crossed > idle`,
      VOIPQNO: `${CLEAR} ended:refused > idle`,
    },
  },
  {
    state: { name: 'settling', known },
    steps: {
      ...quiet('settling'),
      timer: '> idle',
      PRESTART: 'PRESTARTNO > settling',
      PRESTARTYES: `${CLEAR} VOIPGONO > idle`,
      PRESTARTNO: `${CLEAR} > idle`,
      VOIPQNO: `${CLEAR} > idle`,
      DISABLEVOICE: `${CLEAR} > idle peer-off`,
    },
  },
  {
    state: { name: 'active', known },
    steps: {
      ...held(teardown, ''),
      'media-failed': teardown('media-failed'),
      'media-lost': teardown('media-lost'),
    },
  },
  {
    state: { name: 'releasing', known },
    steps: {
      ...quiet('releasing'),
      released: `${CLEAR} PRESTARTYES > idle`,
      timer: 'PRESTARTYES > idle',
      DISABLEVOICE: '> releasing peer-off',
    },
  },
  {
    state: { name: 'stopping', known, cleanedUp: false },
    steps: {
      ...quiet('stopping false'),
      released: '> stopping true',
      timer: 'VOIPGONO > idle',
      PRESTART: `${CLEAR} ${SETTLE} crossing`,
      PRESTARTYES: `${CLEAR} > idle`,
      PRESTARTNO: `${CLEAR} > idle`,
      VOIPQNO: `${CLEAR} > idle`,
      DISABLEVOICE: `${CLEAR} > idle peer-off`,
    },
  },
  {
    state: { name: 'stopping', known, cleanedUp: true },
    steps: {
      ...quiet('stopping true'),
      timer: 'VOIPGONO > idle',
      PRESTART: 'PRESTARTYES > stopping true',
      PRESTARTYES: `${CLEAR} > idle`,
      PRESTARTNO: `${CLEAR} > idle`,
      VOIPQNO: `${CLEAR} > idle`,
      DISABLEVOICE: `${CLEAR} > idle peer-off`,
    },
  },
  {
    state: { name: 'crossing', known },
    steps: {
      ...quiet('crossing'),
      released: `${CLEAR} PRESTARTYES ${SETTLE} stopping true`,
      timer: 'PRESTARTYES > idle',
      PRESTARTYES: `${CLEAR} answer:5000 > releasing`,
      PRESTARTNO: `${CLEAR} answer:5000 > releasing`,
      VOIPQNO: `${CLEAR} answer:5000 > releasing`,
      DISABLEVOICE: '> crossing peer-off',
    },
  },
  { state: { name: 'ended' }, steps: { ready: 'release > ended' } },
];

/** What an expert alone does in the states that both have. */
const EXPERT_EXTRA: Readonly<Record<string, Steps>> = {
  accepted: { VOIPPREGO: `${CLEAR} create-client answer:20000 > creating-client VOIPPREGO2` },
  handshaking: { PRESTARTYES: `${CLEAR} create-client answer:20000 > creating-client VOIPPREGO` },
};

const creating = (word: 'VOIPPREGO' | 'VOIPPREGO2'): Row<ExpertVoiceState> => ({
  state: { name: 'creating-client', known, word },
  steps: {
    ...held(release),
    timer: release('timed-out'),
    ready: `${CLEAR} ${word} answer:30000 > waiting-for-server`,
    untuned: `${CLEAR} ${release('not-tuned')}`,
    failed: `${CLEAR} ${release('failed')}`,
    VOIPGONO: `${CLEAR} release ended:peer-failed > idle`,
  },
});

const withdrawn = (reason: string): string => `release VOIPGONO ended:${reason} ${SETTLE} withdrawing`;

/** Every state of the expert. */
export const EXPERT_TABLE: readonly Row<ExpertVoiceState>[] = [
  ...SHARED.map(({ state, steps }) => {
    const late: Steps = steps.ready === undefined ? {} : { untuned: steps.ready };
    const go: Steps = { VOIPGO: `PRESTART ${SETTLE} stopping true${stateText(state).slice('idle'.length)}` };
    const extra = state.name === 'idle' ? go : (EXPERT_EXTRA[state.name] ?? {});
    return { state, steps: { ...steps, ...late, ...extra } };
  }),
  creating('VOIPPREGO'),
  creating('VOIPPREGO2'),
  {
    state: { name: 'waiting-for-server', known },
    steps: {
      ...held(withdrawn),
      timer: withdrawn('timed-out'),
      VOIPGO: `${CLEAR} connect(${CALL}) answer:20000 > connecting`,
      VOIPGONO: `${CLEAR} release ended:peer-failed > idle`,
      VOIPQNO: `${CLEAR} release ended:refused > idle`,
    },
  },
  {
    state: { name: 'withdrawing', known },
    steps: {
      ...quiet('withdrawing'),
      untuned: 'release > withdrawing',
      timer: '> idle',
      VOIPGO: `${CLEAR} PRESTART ${SETTLE} stopping true`,
      VOIPGONO: `${CLEAR} > idle`,
      VOIPQNO: `${CLEAR} > idle`,
      PRESTART: `${CLEAR} PRESTARTYES > idle`,
      DISABLEVOICE: `${CLEAR} > idle peer-off`,
    },
  },
  { state: { name: 'connecting', known }, steps: CALLING },
];

/** What a novice alone does in the states that both have. */
const NOVICE_EXTRA: Readonly<Record<string, Steps>> = {
  accepted: { VOIPPREGO: `${CLEAR} create-server answer:20000 > creating-server` },
  handshaking: { PRESTARTYES: `${CLEAR} VOIPPREGO answer:30000 > waiting-for-client` },
};

/** Every state of the novice. */
export const NOVICE_TABLE: readonly Row<NoviceVoiceState>[] = [
  ...SHARED.map(({ state, steps }) => {
    const late = { VOIPPREGO2: `VOIPGONO > ${stateText(state)}` };
    const extra = state.name === 'idle' ? late : (NOVICE_EXTRA[state.name] ?? {});
    return { state, steps: { ...steps, ...extra } };
  }),
  {
    state: { name: 'waiting-for-client', known },
    steps: {
      ...attempt('waiting-for-client', toIdle),
      PRESTART: `${CLEAR} PRESTARTYES ended:peer-stopped > idle`,
      VOIPPREGO2: `${CLEAR} create-server answer:20000 > creating-server`,
      VOIPGONO: `${CLEAR} ended:peer-failed > idle`,
      VOIPQNO: `${CLEAR} ended:refused > idle`,
    },
  },
  {
    state: { name: 'creating-server', known },
    steps: {
      ...held(release),
      timer: release('timed-out'),
      ready: `${CLEAR} VOIPGO(${CALL}) answer:30000 > listening`,
      failed: `${CLEAR} ${release('failed')}`,
      VOIPGONO: `${CLEAR} ${release('peer-failed')}`,
    },
  },
  { state: { name: 'listening', known }, steps: CALLING },
];
