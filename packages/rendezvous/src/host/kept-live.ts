import { LIMITS } from '../limits.ts';
import type { ContextDataFlow } from './context-data-flow.ts';
import type { LiveRecord } from './launched-record.ts';
import type { SessionApplication } from './session-application.ts';
import type { SessionControl } from './session-control.ts';

/** The live part of a session's record, unless its application would not come back or too much is on its way. */
export function keptLive(
  { inviter, registration, protocol, invitationData }: SessionControl,
  stage: LiveRecord['stage'],
  flow: ContextDataFlow,
  application: SessionApplication,
): LiveRecord | undefined {
  const { returns } = application;
  const { deliveries, taken } = application.data;
  if (!returns || flow.units + deliveries.units > LIMITS.keptOverReload) return undefined;
  return {
    inviter,
    stage,
    registration,
    protocol: [...protocol],
    invitationData,
    flow: flow.record,
    deliveries: deliveries.waiting,
    taken,
  };
}
