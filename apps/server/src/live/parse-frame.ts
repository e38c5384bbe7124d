/** The edge: what arrives on the WebSocket becomes a valid frame here, or is refused. Nothing behind it checks again. */
import { ClientFrame, type ErrorCode, OPERATIONS } from '@rendezvous/im';
import { z } from 'zod';

export type ParsedFrame =
  | { readonly kind: 'frame'; readonly frame: ClientFrame }
  /** Answered with an error; the connection lives on. */
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly id: number | undefined }
  /** Not our protocol at all: the socket is closed with 4007. */
  | { readonly kind: 'garbage' };

const Envelope = z.object({
  type: z.string(),
  id: z.int().min(1).optional().catch(undefined),
  request: z
    .object({ op: z.string().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

export function parseFrame(text: string): ParsedFrame {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: 'garbage' };
  }
  const envelope = Envelope.safeParse(json);
  if (!envelope.success) return { kind: 'garbage' };
  const { type, id, request } = envelope.data;
  const refused = (code: ErrorCode): ParsedFrame => ({ kind: 'refused', code, id });
  if (type !== 'hello' && type !== 'request') return refused('unknown-type');
  if (request?.op !== undefined && !Object.hasOwn(OPERATIONS, request.op)) return refused('unknown-type');
  const frame = ClientFrame.safeParse(json);
  return frame.success ? { kind: 'frame', frame: frame.data } : refused('bad-frame');
}
