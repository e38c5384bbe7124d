/** JSON-RPC 2.0 as it is read: any value → one of three kinds of message, or what is wrong with it. Pure and total. */
import { LIMITS } from './limits.ts';

export type RpcId = number | string;

export type RpcMessage =
  | { readonly kind: 'request'; readonly id: RpcId; readonly method: string; readonly params: unknown }
  | { readonly kind: 'notification'; readonly method: string; readonly params: unknown }
  | { readonly kind: 'result'; readonly id: RpcId; readonly result: unknown }
  | {
      readonly kind: 'error';
      readonly id: RpcId | undefined;
      readonly code: number;
      readonly message: string;
      readonly hresult: number | undefined;
      readonly reason: string | undefined;
    }
  /** Not a message of the contract; `id` is the one to answer to, where there is one. */
  | { readonly kind: 'invalid'; readonly id: RpcId | undefined; readonly problem: string };

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function own(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function isId(value: unknown): value is RpcId {
  return (
    (typeof value === 'number' && Number.isSafeInteger(value)) ||
    (typeof value === 'string' && value.length <= 64)
  );
}

/** What is wrong with `value` as bounded JSON, if anything: kinds of values, depth, count, length of all texts. */
export function problemIn(value: unknown): string | undefined {
  let nodes = 0;
  let units = 0;
  const open: (readonly [unknown, number])[] = [[value, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [item, depth] = next;
    if (++nodes + open.length > LIMITS.messageNodes) return 'too many values';
    if (depth > LIMITS.messageDepth) return 'nested too deeply';
    if (typeof item === 'string') {
      units += item.length;
    } else if (Array.isArray(item)) {
      if (nodes + open.length + item.length > LIMITS.messageNodes) return 'too many values';
      for (const element of item as readonly unknown[]) open.push([element, depth + 1]);
    } else if (isFields(item)) {
      for (const key of Object.keys(item)) {
        if (key === '__proto__') return 'a forbidden key';
        if (++nodes + open.length > LIMITS.messageNodes) return 'too many values';
        units += key.length;
        // `undefined` cannot be in JSON; a structured clone may carry it for a field that is absent.
        if (item[key] !== undefined) open.push([item[key], depth + 1]);
      }
    } else if (item !== null && typeof item !== 'boolean' && !Number.isFinite(item)) {
      return 'not a JSON value';
    }
    if (units > LIMITS.messageUnits) return 'too long';
  }
  return undefined;
}

/** Reads one message. Never throws, whatever `value` is. */
export function parseRpcMessage(value: unknown): RpcMessage {
  if (Array.isArray(value)) return { kind: 'invalid', id: undefined, problem: 'batches are not spoken here' };
  if (!isFields(value)) return { kind: 'invalid', id: undefined, problem: 'not a message' };
  const rawId = own(value, 'id');
  const id = isId(rawId) ? rawId : undefined;
  const method = own(value, 'method');
  const answerTo = method === undefined ? undefined : id;
  const invalid = (problem: string): RpcMessage => ({ kind: 'invalid', id: answerTo, problem });
  const problem = problemIn(value);
  if (problem !== undefined) return invalid(problem);
  if (own(value, 'jsonrpc') !== '2.0') return invalid('not json-rpc 2.0');
  if (method !== undefined) {
    if (typeof method !== 'string') return invalid('the method is not a name');
    const params = own(value, 'params') ?? {};
    if (rawId === undefined) return { kind: 'notification', method, params };
    return id === undefined ? invalid('the id is not valid') : { kind: 'request', id, method, params };
  }
  const error = own(value, 'error');
  if (isFields(error)) return errorOf(id, error);
  if (error === undefined && id !== undefined && Object.hasOwn(value, 'result')) {
    return { kind: 'result', id, result: own(value, 'result') };
  }
  return invalid('neither a request nor an answer');
}

function errorOf(id: RpcId | undefined, error: Fields): RpcMessage {
  const code = own(error, 'code');
  const text = own(error, 'message');
  const rawData = own(error, 'data');
  const data = isFields(rawData) ? rawData : {};
  const hresult = own(data, 'hresult');
  const reason = own(data, 'reason');
  return {
    kind: 'error',
    id,
    code: typeof code === 'number' ? code : 0,
    message: typeof text === 'string' ? text.slice(0, 200) : 'refused',
    hresult: typeof hresult === 'number' ? hresult | 0 : undefined,
    reason: typeof reason === 'string' ? reason.slice(0, 100) : undefined,
  };
}
