import { describe, expect, it } from 'vitest';
import { decodeCommand, encodeCommand } from '../../src/messages/rc-command.ts';
import {
  type ExpertVoiceInput,
  type ExpertVoiceState,
  initialExpertVoiceState,
  stepExpertVoice,
} from '../../src/voice/expert.ts';
import {
  initialNoviceVoiceState,
  type NoviceVoiceInput,
  type NoviceVoiceState,
  stepNoviceVoice,
} from '../../src/voice/novice.ts';
import { EXPERT_INPUTS, NOVICE_INPUTS, stateText, stepText, VOIPGO } from '../voice/notation.ts';
import { EXPERT_TABLE, NOVICE_TABLE } from '../voice/tables.ts';
import { verifies } from './verifies.ts';

/** Feeds inputs by their short names and gives every step as a text, knowledge apart. */
function run<S extends ExpertVoiceState | NoviceVoiceState, I>(
  initial: S,
  step: (state: S, input: I) => readonly [S, Parameters<typeof stepText>[0][1]],
  inputs: ReadonlyMap<string, I>,
  names: readonly string[],
): string[] {
  let state = initial;
  return names.map(name => {
    const input = inputs.get(name);
    if (input === undefined) throw new Error('no such input');
    const result = step(state, input);
    state = result[0];
    return stepText(result)
      .replaceAll(/\b(clear:answer|answer:\d+) /g, '')
      .replaceAll(/ (own|peer)-(unknown|good|bad)/g, '');
  });
}

const expert = (...names: string[]): string[] =>
  run<ExpertVoiceState, ExpertVoiceInput>(initialExpertVoiceState, stepExpertVoice, EXPERT_INPUTS, names);
const novice = (...names: string[]): string[] =>
  run<NoviceVoiceState, NoviceVoiceInput>(initialNoviceVoiceState, stepNoviceVoice, NOVICE_INPUTS, names);

const CALL = `VOIPVER2 ${VOIPGO.voipGoKey} ${VOIPGO.voipIpList.join()}`;
/** Figures 18 and 21: the expert starts. Figures 19 and 22: the novice does. */
const EXPERT_A = ['start', 'PRESTARTYES', 'ready', 'VOIPGO', 'media-connected'];
const EXPERT_B = ['PRESTART', 'user-accepts', 'VOIPPREGO', 'ready', 'VOIPGO', 'media-connected'];
const NOVICE_A = ['PRESTART', 'user-accepts', 'VOIPPREGO', 'ready', 'media-connected'];
const NOVICE_B = ['start', 'PRESTARTYES', 'VOIPPREGO2', 'ready', 'media-connected'];

/** The words and deeds of every state for one input. */
const everywhere = (name: string): string[] => {
  const expertInput = EXPERT_INPUTS.get(name);
  const noviceInput = NOVICE_INPUTS.get(name);
  if (expertInput === undefined || noviceInput === undefined) throw new Error('no such input');
  return [
    ...EXPERT_TABLE.filter(({ state }) => state.name !== 'ended').map(({ state }) =>
      stepText(stepExpertVoice(state, expertInput)).replace(`> ${stateText(state)}`, '> same'),
    ),
    ...NOVICE_TABLE.filter(({ state }) => state.name !== 'ended').map(({ state }) =>
      stepText(stepNoviceVoice(state, noviceInput)).replace(`> ${stateText(state)}`, '> same'),
    ),
  ];
};

describe('voice', () => {
  verifies(['C193', 'C199', 'C207', 'C213'], () => {
    // Whoever starts, the novice creates the server and announces it, and the expert calls it.
    expect(expert(...EXPERT_A)).toEqual([
      'PRESTART > handshaking',
      'create-client > creating-client VOIPPREGO',
      'VOIPPREGO > waiting-for-server',
      `connect(${CALL}) > connecting`,
      'started > active',
    ]);
    expect(novice(...NOVICE_A)).toEqual([
      'ask-user > asking',
      'PRESTARTYES > accepted',
      'create-server > creating-server',
      `VOIPGO(${CALL}) > listening`,
      'started > active',
    ]);
    expect(novice(...NOVICE_B)).toEqual([
      'PRESTART > handshaking',
      'VOIPPREGO > waiting-for-client',
      'create-server > creating-server',
      `VOIPGO(${CALL}) > listening`,
      'started > active',
    ]);
    expect(expert(...EXPERT_B)).toEqual([
      'ask-user > asking',
      'PRESTARTYES > accepted',
      'create-client > creating-client VOIPPREGO2',
      'VOIPPREGO2 > waiting-for-server',
      `connect(${CALL}) > connecting`,
      'started > active',
    ]);
    const said = [...EXPERT_INPUTS].flatMap(([, input]) =>
      EXPERT_TABLE.flatMap(({ state }) => stepExpertVoice(state, input)[1]),
    );
    expect(said.filter(output => output.type === 'send' && output.command.name === 'VOIPGO')).toEqual([]);
  });

  verifies(['C194', 'C208'], () => {
    expect(expert(...EXPERT_A, 'stop', 'released', 'PRESTARTYES').slice(-4)).toEqual([
      'started > active',
      'release PRESTART ended:stopped > stopping false',
      '> stopping true',
      '> idle',
    ]);
    expect(novice(...NOVICE_A, 'stop', 'released', 'PRESTARTYES').slice(-4)).toEqual([
      'started > active',
      'release PRESTART ended:stopped > stopping false',
      '> stopping true',
      '> idle',
    ]);
  });

  verifies(['C195', 'C209'], () => {
    expect(new Set(everywhere('BANDWTOLOW'))).toEqual(new Set(['rate:6400 > same']));
  });

  verifies(['C196', 'C210'], () => {
    expect(new Set(everywhere('BANDWTOHIGH'))).toEqual(new Set(['rate:64000 > same']));
  });

  verifies(['C197', 'C211'], () => {
    const refused = ['> idle', 'refused-to-start:peer-not-tuned > idle'];
    expect(expert('WIZARDBAD', 'start')).toEqual(refused);
    expect(novice('WIZARDBAD', 'start')).toEqual(refused);
    // It is remembered beyond a call.
    expect(expert(...EXPERT_A, 'WIZARDBAD', 'PRESTART', 'released', 'start').at(-1)).toBe(refused[1]);
    expect(novice(...NOVICE_A, 'WIZARDBAD', 'PRESTART', 'released', 'start').at(-1)).toBe(refused[1]);
  });

  verifies(['C198', 'C212'], () => {
    expect(expert('WIZARDBAD', 'WIZARDGOOD', 'start').at(-1)).toBe('PRESTART > handshaking');
    expect(novice('WIZARDBAD', 'WIZARDGOOD', 'start').at(-1)).toBe('PRESTART > handshaking');
  });

  verifies(['C200', 'C214'], () => {
    expect(expert('start', 'PRESTARTYES', 'ready').slice(1)).toEqual([
      'create-client > creating-client VOIPPREGO',
      'VOIPPREGO > waiting-for-server',
    ]);
    expect(expert('start', 'PRESTARTYES', 'untuned').at(-1)).toBe('release VOIPGONO ended:not-tuned > idle');
    expect(expert('start', 'PRESTARTYES', 'failed').at(-1)).toBe('release VOIPGONO ended:failed > idle');
  });

  verifies(['C201', 'C215'], () => {
    expect(expert('PRESTART', 'user-accepts', 'VOIPPREGO').at(-1)).toBe(
      'create-client > creating-client VOIPPREGO2',
    );
  });

  verifies(['C202', 'C216'], () => {
    const asked = ['PRESTART', 'user-accepts', 'VOIPPREGO'];
    expect(expert(...asked, 'failed').at(-1)).toBe('release VOIPGONO ended:failed > idle');
    expect(expert(...asked, 'untuned').at(-1)).toBe('release VOIPGONO ended:not-tuned > idle');
    expect(expert(...asked, 'timer').at(-1)).toBe('release VOIPGONO ended:timed-out > idle');
  });

  verifies(['C203', 'C217'], () => {
    expect(expert('PRESTART', 'user-accepts', 'VOIPPREGO', 'ready').at(-1)).toBe(
      'VOIPPREGO2 > waiting-for-server',
    );
  });

  verifies(['C204', 'C218'], () => {
    const ended = 'release PRESTART ended:stopped > stopping false';
    expect(expert(...EXPERT_A, 'stop').at(-1)).toBe(ended);
    expect(expert(...EXPERT_B, 'stop').at(-1)).toBe(ended);
    expect(novice(...NOVICE_A, 'stop').at(-1)).toBe(ended);
    expect(novice(...NOVICE_B, 'stop').at(-1)).toBe(ended);
    const lost = 'release PRESTART ended:media-lost > stopping false';
    expect(expert(...EXPERT_A, 'media-lost').at(-1)).toBe(lost);
    expect(novice(...NOVICE_A, 'media-lost').at(-1)).toBe(lost);
  });

  verifies(['C205', 'C219'], () => {
    const released = 'release ended:peer-stopped > releasing';
    expect(expert(...EXPERT_A, 'PRESTART').at(-1)).toBe(released);
    expect(novice(...NOVICE_A, 'PRESTART').at(-1)).toBe(released);
  });

  verifies(['C206', 'C220'], () => {
    // Only when everything is cleaned up; and also when that takes too long.
    expect(expert(...EXPERT_A, 'PRESTART', 'released').at(-1)).toBe('PRESTARTYES > idle');
    expect(novice(...NOVICE_A, 'PRESTART', 'released').at(-1)).toBe('PRESTARTYES > idle');
    expect(expert(...EXPERT_A, 'PRESTART', 'timer').at(-1)).toBe('PRESTARTYES > idle');
    expect(novice(...NOVICE_A, 'PRESTART', 'timer').at(-1)).toBe('PRESTARTYES > idle');
  });

  verifies('B31', () => {
    const refused = ['ask-user > asking', 'VOIPQNO > idle'];
    expect(expert('PRESTART', 'user-refuses')).toEqual(refused);
    expect(novice('PRESTART', 'user-refuses')).toEqual(refused);
    expect(expert('start', 'VOIPQNO').at(-1)).toBe('ended:refused > idle');
    expect(novice('start', 'VOIPQNO').at(-1)).toBe('ended:refused > idle');
  });

  verifies('B32', () => {
    const crossed = ['PRESTARTNO ended:crossed > settling', '> idle', 'PRESTART > handshaking'];
    expect(expert('start', 'PRESTART', 'PRESTARTNO', 'start').slice(1)).toEqual(crossed);
    expect(novice('start', 'PRESTART', 'PRESTARTNO', 'start').slice(1)).toEqual(crossed);
    expect(expert('start', 'PRESTARTNO').at(-1)).toBe('ended:crossed > idle');
    expect(novice('start', 'PRESTARTNO').at(-1)).toBe('ended:crossed > idle');
  });
});

describe('voice with peers that read the text otherwise', () => {
  it('takes VOIPQNO in answer to VOIPPREGO as well (X13)', () => {
    expect(novice('start', 'PRESTARTYES', 'VOIPQNO').at(-1)).toBe('ended:refused > idle');
    expect(expert('start', 'PRESTARTYES', 'ready', 'VOIPQNO').at(-1)).toBe('release ended:refused > idle');
  });

  it('does not try again with a side that answered DISABLEVOICE until that side asks itself', () => {
    const steps = [
      'ended:peer-disabled > idle peer-off',
      'refused-to-start:peer-disabled > idle peer-off',
      'ask-user > asking',
      'VOIPQNO > idle',
      'PRESTART > handshaking',
    ];
    const story = ['start', 'DISABLEVOICE', 'start', 'PRESTART', 'user-refuses', 'start'];
    expect(expert(...story).slice(1)).toEqual(steps);
    expect(novice(...story).slice(1)).toEqual(steps);
  });

  it('answers PRESTART with DISABLEVOICE while voice is switched off here', () => {
    const steps = ['> idle off', 'DISABLEVOICE > idle off', 'refused-to-start:disabled > idle off', '> idle'];
    expect(expert('disable', 'PRESTART', 'start', 'enable')).toEqual(steps);
    expect(novice('disable', 'PRESTART', 'start', 'enable')).toEqual(steps);
  });

  it('gives up on a peer that never answers, and may ask again', () => {
    const steps = ['VOIPGONO ended:timed-out > settling', '> idle', 'PRESTART > handshaking'];
    expect(expert('start', 'timer', 'timer', 'start').slice(1)).toEqual(steps);
    expect(novice('start', 'timer', 'timer', 'start').slice(1)).toEqual(steps);
  });

  it('tells a peer whose word comes too late that nobody waits for it', () => {
    expect(expert('start', 'timer', 'timer', 'PRESTARTYES').at(-1)).toBe('VOIPGONO > idle');
    expect(novice('VOIPPREGO2')).toEqual(['VOIPGONO > idle']);
    expect(expert('VOIPGO')).toEqual(['PRESTART > stopping true']);
  });

  it('knows VOIPPREGO2 only as the expert’s and VOIPGO only as the novice’s', () => {
    expect(expert('VOIPPREGO2')).toEqual(['> idle']);
    expect(novice(...NOVICE_A.slice(0, 2), 'VOIPGO').at(-1)).toBe('> accepted');
    expect(novice('VOIPGO')).toEqual(['> idle']);
  });

  it('sends a VOIPGO that channel 71 can carry', () => {
    const server = NOVICE_INPUTS.get('ready');
    const creating = NOVICE_TABLE.find(({ state }) => state.name === 'creating-server');
    if (server === undefined || creating === undefined) throw new Error('the table has changed');
    const send = stepNoviceVoice(creating.state, server)[1].find(output => output.type === 'send');
    expect(send && decodeCommand(encodeCommand(send.command))).toEqual(VOIPGO);
  });
});
