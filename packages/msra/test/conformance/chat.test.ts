import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANNEL, maySend } from '../../src/channels.ts';
import {
  type ChatInput,
  type ChatOutput,
  type ChatState,
  initialChatState,
  stepChat,
  TYPING_SENT_MS,
  TYPING_SHOWN_MS,
} from '../../src/chat/machine.ts';
import { decodeChat, encodeChat } from '../../src/messages/chat.ts';
import { RC_COMMANDS } from '../../src/messages/rc-command.ts';
import { virtualChannels } from '../../src/transport/virtual-channels.ts';
import { encodeUtf16z } from '../../src/wire/strings.ts';
import { run } from './machine-run.ts';
import { checkTable, type Table } from './transition-table.ts';
import { verifies } from './verifies.ts';

const chat = (role: 'expert' | 'novice', ...inputs: ChatInput[]) =>
  run(initialChatState(role), stepChat, inputs);
const say = (text: string): ChatInput => ({ type: 'say', text });
const got = (text: string): ChatInput => ({ type: 'received', text });
const sent = (text: string) => ({ type: 'send-text', text }) as const;
const TYPING = { type: 'typing' } as const;
const PEER_TYPES = { type: 'received-typing' } as const;
const TYPINGSTART = { type: 'send-command', command: { name: 'TYPINGSTART' } } as const;
const timer = (name: 'typing-sent' | 'typing-shown') => ({ type: 'timer', timer: name }) as const;
const clear = (name: 'typing-sent' | 'typing-shown') => ({ type: 'clear-timer', timer: name }) as const;
const SENT_TIMER = { type: 'set-timer', timer: 'typing-sent', ms: 5_000 } as const;
const SHOWN_TIMER = { type: 'set-timer', timer: 'typing-shown', ms: 8_000 } as const;
const showTyping = (on: boolean) => ({ type: 'show-typing', on }) as const;
/** What is written for a text, block by block. */
const blocks = (text: string): Uint8Array[] =>
  chat('novice', say(text)).last.map(output => {
    if (output.type !== 'send-text') throw new Error('something else is sent');
    return encodeChat(output.text);
  });

describe('[MS-RA] 3.11, 3.12 chat', () => {
  verifies('C154', () => {
    expect(blocks('Hé')).toEqual([Uint8Array.of(0x48, 0, 0xe9, 0, 0, 0)]);
    expect(decodeChat(Uint8Array.of(0x48, 0, 0xe9, 0, 0, 0))).toBe('Hé');
  });

  verifies(['C155', 'C159'], () => {
    expect(blocks('x'.repeat(511)).map(block => block.length)).toEqual([1_024]);
    expect(blocks('x'.repeat(512)).map(block => block.length)).toEqual([1_024, 4]);
    const emoji = blocks('\u{1F600}'.repeat(400));
    expect(emoji.map(block => block.length)).toEqual([1_022, 582]);
    expect(emoji.map(decodeChat).join('')).toBe('\u{1F600}'.repeat(400));
  });

  verifies(['C157', 'C158'], () => {
    const messages = ['one', 'two', 'two', ' ', 'x'.repeat(511)];
    const { outputs } = chat('expert', ...messages.map(got));
    expect(outputs).toEqual(messages.map(text => [{ type: 'show', text }]));
  });

  verifies('B27', () => {
    const text = 'y'.repeat(30_000);
    expect(chat('novice', got(decodeChat(encodeUtf16z(text, 'test')))).last).toEqual([
      { type: 'show', text },
    ]);
  });

  verifies(['C153', 'C156'], 'on the channel that is open from the beginning', () => {
    expect(CHANNEL.chat).toBe('70');
    expect(virtualChannels('native')).toContainEqual({ name: '70', kind: 'dynamic' });
    // There is no input for the channel: it is there before the first step, and no step opens another.
    for (const role of ['expert', 'novice'] as const) {
      const { outputs } = chat(role, say('a'), got('b'), TYPING, PEER_TYPES, say('c'));
      expect(outputs.flat().map(output => output.type)).not.toContain('open-channel');
      expect(chat(role, say('a')).last).toEqual([sent('a')]);
      expect(chat(role, got('b')).last).toEqual([{ type: 'show', text: 'b' }]);
    }
  });

  it('says nothing where there is nothing to say', () => {
    expect(chat('expert', say('')).last).toEqual([]);
    expect(chat('expert', TYPING, say('\0\0'))).toMatchObject({ state: { name: 'typing-sent' }, last: [] });
  });

  it('shows typing longer than it is silent about it', () => {
    expect(TYPING_SHOWN_MS).toBeGreaterThan(TYPING_SENT_MS);
  });

  it('answers nothing that it receives, and lets only the expert say TYPINGSTART', () => {
    const input: fc.Arbitrary<ChatInput> = fc.oneof(
      fc.string({ maxLength: 3 }).map(say),
      fc.string({ maxLength: 3 }).map(got),
      fc.constantFrom(TYPING, PEER_TYPES, TYPING, PEER_TYPES),
      fc.constantFrom(timer('typing-sent'), timer('typing-shown')),
    );
    fc.assert(
      fc.property(fc.constantFrom('expert', 'novice'), fc.array(input, { maxLength: 20 }), (role, inputs) => {
        let state = initialChatState(role);
        const running = new Set<string>();
        let shown = false;
        for (const one of inputs) {
          const [next, outputs] = stepChat(state, one);
          for (const output of outputs) {
            if (output.type === 'send-text') expect(one.type).toBe('say');
            if (output.type === 'send-command') {
              expect(one.type).toBe('typing');
              expect(maySend(RC_COMMANDS[output.command.name], role, 3)).toBe(true);
            }
            if (output.type === 'set-timer') running.add(output.timer);
            if (output.type === 'clear-timer') expect(running.delete(output.timer)).toBe(true);
            if (output.type === 'show-typing') {
              expect(output.on).not.toBe(shown);
              shown = output.on;
            }
          }
          expect(next.role).toBe(role);
          expect(shown).toBe(next.name === 'typing-shown');
          // Whatever is shown or kept back, a timer ends it.
          if (next.name !== 'quiet') expect(running).toContain(next.name);
          state = next;
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('[MS-RA] 3.11, 3.12 chat, every state and every input', () => {
  const quiet = (role: 'expert' | 'novice'): ChatState => ({ name: 'quiet', role });
  const typing: ChatState = { name: 'typing-sent', role: 'expert' };
  const shown: ChatState = { name: 'typing-shown', role: 'novice' };
  const states = {
    'quiet expert': quiet('expert'),
    'quiet novice': quiet('novice'),
    'typing expert': typing,
    'novice that sees typing': shown,
  };
  const inputs = {
    text: say('a'),
    'long text': say(`${'a'.repeat(511)}b`),
    'no text': say(''),
    typing: TYPING,
    message: got('c'),
    TYPINGSTART: PEER_TYPES,
    'typing-sent is over': timer('typing-sent'),
    'typing-shown is over': timer('typing-shown'),
  };
  const long = [sent('a'.repeat(511)), sent('b')];
  const show = { type: 'show', text: 'c' } as const;
  const quietly = (state: ChatState): Table<ChatState, ChatOutput>[string] => ({
    text: [state, [sent('a')]],
    'long text': [state, long],
    message: [state, [show]],
  });
  checkTable(stepChat, states, inputs, {
    'quiet expert': { ...quietly(quiet('expert')), typing: [typing, [TYPINGSTART, SENT_TIMER]] },
    'quiet novice': { ...quietly(quiet('novice')), TYPINGSTART: [shown, [showTyping(true), SHOWN_TIMER]] },
    'typing expert': {
      text: [quiet('expert'), [sent('a'), clear('typing-sent')]],
      'long text': [quiet('expert'), [...long, clear('typing-sent')]],
      message: [typing, [show]],
      'typing-sent is over': [quiet('expert'), []],
    },
    'novice that sees typing': {
      ...quietly(shown),
      message: [quiet('novice'), [clear('typing-shown'), showTyping(false), show]],
      TYPINGSTART: [shown, [SHOWN_TIMER]],
      'typing-shown is over': [quiet('novice'), [showTyping(false)]],
    },
  });
});
