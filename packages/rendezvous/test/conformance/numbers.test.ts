/** Numbers and names of our own, and the ones of the header. */
import { describe, expect, it } from 'vitest';
import { hresultOfReason, stateOfReason } from '../../src/host/reasons.ts';
import {
  DISPID,
  END_REASONS,
  GuidSchema,
  HRESULT,
  IDENTIFIERS,
  InvitationMessage,
  normalizeGuid,
  Registration,
  SESSION_FLAGS,
  SESSION_STATE,
  UNAVAILABLE_REASONS,
} from '../../src/index.ts';
import { ASK } from '../support/registrations.ts';
import { verifies } from './verifies.ts';

/** As the header and the predecessor’s tables print them. */
const UNSIGNED: Readonly<Record<keyof typeof HRESULT, number>> = {
  S_OK: 0,
  E_INVALIDARG: 0x80070057,
  E_OUTOFMEMORY: 0x8007000e,
  E_FAIL: 0x80004005,
  E_POINTER: 0x80004003,
  E_UNEXPECTED: 0x8000ffff,
  E_ABORT: 0x80004004,
  CONTEXT_DATA_OVER_LIMIT: 0x81000611,
  STATE_INVALID: 0x81000614,
  LAUNCH_FAILED: 0x81000601,
  TIMEOUT: 0x81000609,
};

describe('the numbers', () => {
  it('of the header are the header’s', () => {
    expect(Object.values(SESSION_STATE)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(Object.values(SESSION_FLAGS)).toEqual([0, 1, 2, 4, 8, 16]);
    expect(DISPID).toEqual({ onStateChanged: 5, onTermination: 6, onContextData: 7, onSendError: 8 });
    for (const guid of Object.values(IDENTIFIERS)) expect(GuidSchema.safeParse(guid).success).toBe(true);
  });

  verifies('R1', () => {
    for (const [name, unsigned] of Object.entries(UNSIGNED)) {
      const signed = HRESULT[name as keyof typeof HRESULT];
      expect(signed).toBe(unsigned | 0);
      expect(signed >>> 0).toBe(unsigned);
    }
    const terminate = { type: 'terminate', sessionId: crypto.randomUUID(), reason: 'success', appData: '' };
    const takes = (hr: number): boolean => InvitationMessage.safeParse({ ...terminate, hr }).success;
    expect([takes(-2147483648), takes(2147483647)]).toEqual([true, true]);
    expect([takes(0x80004005), takes(-2147483649), takes(0.5)]).toEqual([false, false, false]);
  });

  verifies('R2', () => {
    const wire = '{C0B3C446-3032-4016-926F-9BAE48BEBFBE}';
    for (const spelling of [wire, wire.toLowerCase(), wire.slice(1, -1), wire.slice(1, -1).toLowerCase()]) {
      expect(normalizeGuid(spelling)).toBe(wire);
      expect(Registration.parse({ ...ASK, component: spelling }).component).toBe(wire);
    }
    expect(GuidSchema.safeParse(wire.toLowerCase()).success).toBe(false);
    expect(Registration.safeParse({ ...ASK, component: 'C0B3C446' }).success).toBe(false);
  });

  verifies('R37', () => {
    expect(new Set(END_REASONS).size).toBe(END_REASONS.length);
    expect(END_REASONS.filter(reason => stateOfReason(reason) === 'cancelled')).toEqual([
      'success',
      'cancelled',
      'answered-elsewhere',
      'glare',
    ]);
    const codes: readonly number[] = Object.values(HRESULT);
    for (const reason of END_REASONS) expect(codes).toContain(hresultOfReason(reason));
    for (const reason of UNAVAILABLE_REASONS) expect(END_REASONS).toContain(reason);
    const sessionId = crypto.randomUUID();
    const takes = (reason: string): boolean =>
      InvitationMessage.safeParse({ type: 'cancel', sessionId, reason }).success;
    expect(END_REASONS.every(takes)).toBe(true);
    expect(takes('because')).toBe(false);
  });
});

describe('a registration', () => {
  verifies('R3', () => {
    const takes = (change: object): boolean => Registration.safeParse({ ...ASK, ...change }).success;
    expect(takes({})).toBe(true);
    for (const url of ['http://www.microsoft.com', 'javascript:alert(1)', 'ftp://example', '']) {
      expect(takes({ url })).toBe(false);
    }
    for (const launch of [
      { kind: 'page', url: '/board/' },
      { kind: 'process', command: ['board', '--full'] },
      { kind: 'module', module: 'board.js' },
    ]) {
      expect(takes({ launch })).toBe(true);
    }
    expect(takes({ launch: { kind: 'shell', command: 'board --full' } })).toBe(false);
    expect(takes({ launch: { kind: 'process', command: 'board --full' } })).toBe(false);
    expect(takes({ launch: { kind: 'process', command: [] } })).toBe(false);
    expect(takes({ launch: { kind: 'process', command: ['board', 'a\0b'] } })).toBe(false);
  });
});
