/**
 * docs/spec/rendezvous.schema.json: the whole contract for machines. JSON Schema 2020-12 of every message, and under
 * `x-rendezvous` what a schema cannot say: directions, numbers, limits.
 */
import { z } from 'zod';
import { METHODS, NOTIFICATIONS, type Side } from '../../packages/rendezvous/src/contract.ts';
import { RPC_CODE } from '../../packages/rendezvous/src/errors.ts';
import { IDENTIFIERS } from '../../packages/rendezvous/src/identifiers.ts';
import { InvitationMessage, PROTOCOL_VERSIONS } from '../../packages/rendezvous/src/invitation.ts';
import { DEADLINES, LIMITS } from '../../packages/rendezvous/src/limits.ts';
import { HelloMessage, PortMessage, TOKEN_PARAMETER } from '../../packages/rendezvous/src/page/messages.ts';
import { Registration } from '../../packages/rendezvous/src/registration.ts';
import {
  DISPID,
  END_REASONS,
  HRESULT,
  SESSION_FLAGS,
  SESSION_STATE,
  UNAVAILABLE_REASONS,
} from '../../packages/rendezvous/src/session-state.ts';
import { INVITATION_MEANINGS } from './meanings.ts';

type Json = Readonly<Record<string, unknown>>;

const ref = (name: string): Json => ({ $ref: `#/$defs/${name}` });

/** `session/stateChanged` → `SessionStateChanged`. */
const pascal = (name: string): string =>
  name
    .split('/')
    .map(word => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');

/**
 * What a sender may write; members that it does not name are ignored by the receiver. A length in a schema counts
 * characters; where the bound is in bytes of UTF-8, `x-maxUtf8Bytes` says so.
 */
function schemaOf(schema: z.ZodType): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      const { maxLength, type } = jsonSchema;
      if (type !== 'string' || maxLength === undefined || jsonSchema.pattern !== undefined) return;
      // A character of three bytes shows what the bound counts: no keyword of JSON Schema does.
      const takes = (character: string): boolean =>
        z.safeParse(zodSchema, character.repeat(maxLength)).success;
      if (takes('x') && !takes('\u20ac')) jsonSchema['x-maxUtf8Bytes'] = maxLength;
    },
  });
  return json;
}

const envelope = (required: readonly string[], properties: Json): Json => ({
  type: 'object',
  properties: { jsonrpc: { const: '2.0' }, ...properties },
  required: ['jsonrpc', ...required],
});

const REQUEST_ID: Json = {
  anyOf: [
    { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
    { type: 'string', maxLength: 64 },
  ],
};

function messagesFrom(side: Side): Json[] {
  const other: Side = side === 'host' ? 'application' : 'host';
  const requests = Object.entries(METHODS).filter(([, { from }]) => from === side);
  const answers = Object.entries(METHODS).filter(([, { from }]) => from === other);
  const notifications = Object.entries(NOTIFICATIONS).filter(([, { from }]) => from === side);
  return [
    ...requests.map(([name]) =>
      envelope(['id', 'method'], {
        id: ref('RequestId'),
        method: { const: name },
        params: ref(`${pascal(name)}Params`),
      }),
    ),
    ...notifications.map(([name]) =>
      envelope(['method', 'params'], { method: { const: name }, params: ref(`${pascal(name)}Params`) }),
    ),
    envelope(['id', 'result'], {
      id: ref('RequestId'),
      result: { anyOf: answers.map(([name]) => ref(`${pascal(name)}Result`)) },
    }),
    ref('ErrorAnswer'),
  ];
}

function definitions(): Json {
  const found: Record<string, Json> = {
    MessageFromApplication: { anyOf: messagesFrom('application') },
    MessageFromHost: { anyOf: messagesFrom('host') },
    InvitationMessage: {
      oneOf: Object.keys(INVITATION_MEANINGS).map(type => ref(`Invitation${pascal(type)}`)),
    },
    Registration: schemaOf(Registration),
    PageHello: schemaOf(HelloMessage),
    PagePort: schemaOf(PortMessage),
    RequestId: REQUEST_ID,
    ErrorAnswer: envelope(['id', 'error'], {
      id: { anyOf: [ref('RequestId'), { type: 'null' }] },
      error: {
        type: 'object',
        properties: {
          code: { type: 'integer' },
          message: { type: 'string' },
          data: {
            type: 'object',
            properties: {
              hresult: { type: 'integer', minimum: -2147483648, maximum: 2147483647 },
              reason: { type: 'string' },
            },
          },
        },
        required: ['code', 'message'],
      },
    }),
  };
  for (const [name, { params, result }] of Object.entries(METHODS)) {
    found[`${pascal(name)}Params`] = schemaOf(params);
    found[`${pascal(name)}Result`] = schemaOf(result);
  }
  for (const [name, { params }] of Object.entries(NOTIFICATIONS)) {
    found[`${pascal(name)}Params`] = schemaOf(params);
  }
  for (const option of InvitationMessage.options) {
    found[`Invitation${pascal(option.shape.type.value)}`] = schemaOf(option);
  }
  return found;
}

function index(): Json {
  return {
    protocol: PROTOCOL_VERSIONS,
    requests: Object.entries(METHODS).map(([method, { from }]) => ({
      method,
      from,
      params: ref(`${pascal(method)}Params`),
      result: ref(`${pascal(method)}Result`),
    })),
    notifications: Object.entries(NOTIFICATIONS).map(([method, { from }]) => ({
      method,
      from,
      params: ref(`${pascal(method)}Params`),
    })),
    invitation: Object.entries(INVITATION_MEANINGS).map(([type, [from]]) => ({
      type,
      from,
      message: ref(`Invitation${pascal(type)}`),
    })),
    sessionStates: SESSION_STATE,
    sessionFlags: SESSION_FLAGS,
    dispids: DISPID,
    hresults: HRESULT,
    errorCodes: RPC_CODE,
    endReasons: END_REASONS,
    unavailableReasons: UNAVAILABLE_REASONS,
    identifiers: IDENTIFIERS,
    tokenParameter: TOKEN_PARAMETER,
    limits: LIMITS,
    deadlinesMs: DEADLINES,
  };
}

export function rendezvousSchema(): Json {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $comment: 'Generated by scripts/generate-rendezvous-docs.ts from the contract. Do not edit.',
    title: 'The Rendezvous API, protocol version 1',
    description:
      'Any one message of the contract. The parts are in $defs, the rest of the contract in x-rendezvous.',
    anyOf: [ref('MessageFromApplication'), ref('MessageFromHost'), ref('InvitationMessage')],
    'x-rendezvous': index(),
    $defs: definitions(),
  };
}
