/** The specification's own examples keep to the contract, every one of them. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { InvitationMessage, METHODS, NOTIFICATIONS, Registration } from '../../src/index.ts';
import { HelloMessage, PortMessage } from '../../src/page/messages.ts';
import { parseRpcMessage } from '../../src/rpc-message.ts';

const text = readFileSync(new URL('../../../../docs/spec/rendezvous.md', import.meta.url), 'utf8');

/** The code blocks of a language, each with the line on which it begins. */
function blocks(language: string): (readonly [string, number])[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(match => [
    match[1] ?? '',
    text.slice(0, match.index).split('\n').length + 1,
  ]);
}

type Fields = Readonly<Record<string, unknown>>;
const takes = (schema: z.ZodType, value: unknown): void => {
  expect(schema.safeParse(value).error).toBeUndefined();
};

/** One message of a channel; `methods` are the requests of the block so far, by their id. */
function checkRpc(message: unknown, methods: Map<unknown, string>): void {
  const read = parseRpcMessage(message);
  switch (read.kind) {
    case 'request':
      expect(Object.keys(METHODS)).toContain(read.method);
      methods.set(read.id, read.method);
      takes(METHODS[read.method as keyof typeof METHODS].params, read.params);
      break;
    case 'notification':
      expect(Object.keys(NOTIFICATIONS)).toContain(read.method);
      takes(NOTIFICATIONS[read.method as keyof typeof NOTIFICATIONS].params, read.params);
      break;
    case 'result':
      takes(METHODS[methods.get(read.id) as keyof typeof METHODS].result, read.result);
      break;
    case 'error':
      expect(methods.has(read.id)).toBe(true);
      break;
    case 'invalid':
      expect.unreachable(read.problem);
  }
}

function checkValue(value: Fields): void {
  if (typeof value['type'] === 'string' && value['type'].startsWith('rendezvous-')) {
    takes(value['type'] === 'rendezvous-hello' ? HelloMessage : PortMessage, value);
  } else if ('component' in value) takes(Registration, value);
  else takes(InvitationMessage, value);
}

describe('the specification', () => {
  it.each(blocks('json'))('has an example that is valid: %#', block => {
    checkValue(JSON.parse(block) as Fields);
  });

  const [transcript, ...conversations] = blocks('jsonl').toReversed();
  it.each(conversations)('has a conversation that is valid: %#', block => {
    const methods = new Map<unknown, string>();
    for (const line of block.trim().split('\n')) checkRpc(JSON.parse(line), methods);
  });

  it('has a transcript of all 35 steps, in which every message is valid', () => {
    const lines = (transcript?.[0] ?? '')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Fields);
    const steps = new Set(lines.flatMap(({ step }) => String(step).split(', ').map(Number)));
    expect([...steps].sort((a, b) => a - b)).toEqual(Array.from({ length: 35 }, (_, index) => index + 1));
    const asked = new Map<string, Map<unknown, string>>();
    for (const { from, to, message } of lines) {
      if (message === undefined) continue;
      if (String(from).startsWith('IM') && String(to).startsWith('IM')) takes(InvitationMessage, message);
      else {
        // An answer goes against the direction of its request.
        const isAnswer = typeof message === 'object' && message !== null && !('method' in message);
        const way = isAnswer ? `${String(to)} ${String(from)}` : `${String(from)} ${String(to)}`;
        const methods = asked.get(way) ?? new Map<unknown, string>();
        asked.set(way, methods);
        checkRpc(message, methods);
      }
    }
  });

  it('explains every method, notification and message of the invitation layer, with an example', () => {
    const examples = [...blocks('json'), ...blocks('jsonl')].map(([block]) => block).join('\n');
    for (const name of [...Object.keys(METHODS), ...Object.keys(NOTIFICATIONS)]) {
      expect(text).toMatch(new RegExp(`^### 8\\.\\d+ .*\`${name}\``, 'm'));
      expect(examples).toContain(`"${name}"`);
    }
    for (const option of InvitationMessage.options) {
      expect(examples).toMatch(new RegExp(`"type": "${option.shape.type.value}"`));
    }
  });
});
