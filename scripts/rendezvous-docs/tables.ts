/** The generated tables of docs/spec/rendezvous.md. */
import { METHODS, NOTIFICATIONS, type Side } from '../../packages/rendezvous/src/contract.ts';
import { RPC_CODE } from '../../packages/rendezvous/src/errors.ts';
import { hresultOfReason, stateOfReason } from '../../packages/rendezvous/src/host/reasons.ts';
import { IDENTIFIERS } from '../../packages/rendezvous/src/identifiers.ts';
import { DEADLINES, LIMITS } from '../../packages/rendezvous/src/limits.ts';
import {
  DISPID,
  END_REASONS,
  HRESULT,
  SESSION_FLAGS,
  SESSION_STATE,
  UNAVAILABLE_REASONS,
} from '../../packages/rendezvous/src/session-state.ts';
import {
  DIAGNOSTIC_BYTES,
  LINE_BYTES,
  PROCESS_DEADLINES,
} from '../../packages/rendezvous/src/stdio/limits.ts';
import { table } from '../docs/markdown.ts';
import { commentsOf } from './comments.ts';
import {
  ERROR_MEANINGS,
  EVENTS,
  FLAG_MEANINGS,
  HRESULT_MEANINGS,
  INVITATION_MEANINGS,
  REASONS,
} from './meanings.ts';

const code = (text: string | number): string => `\`${String(text)}\``;
const hex = (value: number): string => `0x${(value >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
const plain = (text: string): string => text.replaceAll(/\{@link (\w+)\}/g, '`$1`');

/** The name of a table's marker → the table. @param root the repository */
export function specificationTables(root: string): Record<string, string> {
  return {
    states: states(root),
    flags: flags(),
    events: events(),
    'result codes': resultCodes(),
    identifiers: table(
      ['Symbol', 'GUID'],
      Object.entries(IDENTIFIERS).map(([name, guid]) => [code(name), code(guid)]),
    ),
    reasons: reasons(),
    'unavailable reasons': UNAVAILABLE_REASONS.map(code).join(', '),
    errors: table(
      ['Code', 'Name', 'Meaning'],
      Object.entries(RPC_CODE).map(([name, number]) => [
        code(number),
        name,
        ERROR_MEANINGS[name as keyof typeof RPC_CODE],
      ]),
    ),
    requests: directions(root, 'METHODS', METHODS),
    notifications: directions(root, 'NOTIFICATIONS', NOTIFICATIONS),
    invitation: table(
      ['`type`', 'From', 'Meaning'],
      Object.entries(INVITATION_MEANINGS).map(([type, [from, meaning]]) => [code(type), from, meaning]),
    ),
    limits: numbers(root, 'limits.ts', 'LIMITS', LIMITS),
    deadlines: numbers(root, 'limits.ts', 'DEADLINES', DEADLINES),
    'stdio limits': table(
      ['Bound', 'Bytes'],
      [
        ['a line, without its newline', code(LINE_BYTES)],
        ['a line of diagnostics; the rest of it is dropped', code(DIAGNOSTIC_BYTES)],
      ],
    ),
    'stdio deadlines': numbers(root, 'stdio/limits.ts', 'PROCESS_DEADLINES', PROCESS_DEADLINES),
  };
}

function states(root: string): string {
  const comments = commentsOf(root, 'session-state.ts', 'SESSION_STATE');
  return table(
    ['Value', 'Name', 'Constant', 'Meaning'],
    Object.entries(SESSION_STATE).map(([name, value]) => {
      const [, constant = '', meaning = ''] = /^(\w+): (.*)$/.exec(comments.get(name) ?? '') ?? [];
      return [code(value), name, code(constant), meaning];
    }),
  );
}

function flags(): string {
  return table(
    ['Value', 'Constant', 'Meaning'],
    Object.entries(SESSION_FLAGS).map(([name, value]) => {
      const [constant, meaning] = FLAG_MEANINGS[name as keyof typeof SESSION_FLAGS];
      return [code(`0x${value.toString(16).padStart(2, '0')}`), code(constant), meaning];
    }),
  );
}

function events(): string {
  return table(
    ['DISPID', 'Event', 'Notification', 'Carries'],
    Object.entries(DISPID).map(([name, value]) => {
      const [event, notification, carries] = EVENTS[name as keyof typeof DISPID];
      return [code(value), code(event), code(notification), carries];
    }),
  );
}

function resultCodes(): string {
  return table(
    ['Name', 'Unsigned', 'On the wire', 'Meaning here'],
    Object.entries(HRESULT).map(([name, value]) => [
      code(name),
      code(hex(value)),
      code(value),
      HRESULT_MEANINGS[name as keyof typeof HRESULT],
    ]),
  );
}

function reasons(): string {
  const nameOf = (hr: number): string =>
    Object.entries(HRESULT).find(([, value]) => value === hr)?.[0] ?? String(hr);
  return table(
    ['Reason', 'Unanswered', 'Accepted', 'Code', 'Meaning', 'By'],
    END_REASONS.map(reason => {
      const { meaning, unanswered, accepted, by } = REASONS[reason];
      return [
        code(reason),
        unanswered ?? '–',
        accepted ? stateOfReason(reason).toUpperCase() : '–',
        reason === 'success' ? 'the application’s' : code(nameOf(hresultOfReason(reason))),
        meaning,
        by,
      ];
    }),
  );
}

function directions(
  root: string,
  name: string,
  declared: Readonly<Record<string, { readonly from: Side }>>,
): string {
  const comments = commentsOf(root, 'contract.ts', name);
  return table(
    ['Name', 'From', 'To', 'Summary'],
    Object.entries(declared).map(([method, { from }]) => [
      code(method),
      from,
      from === 'host' ? 'application' : 'host',
      plain(comments.get(method) ?? ''),
    ]),
  );
}

function numbers(root: string, file: string, name: string, values: Readonly<Record<string, number>>): string {
  const comments = commentsOf(root, file, name);
  return table(
    ['Name', 'Value', 'Meaning'],
    Object.entries(values).map(([key, value]) => [
      code(key),
      code(key.endsWith('Ms') ? `${String(value / 1000)} s` : value),
      plain(comments.get(key) ?? ''),
    ]),
  );
}
