/** A phase → a sentence, from the point of view of the reader. */
import type { EndReason } from '@rendezvous/rendezvous';
import type { T } from '../strings/use-strings.ts';
import type { Phase } from './phase.ts';

export interface PhaseWordsOptions {
  readonly phase: Phase;
  /** The reader sent the invitation. */
  readonly inviter: boolean;
  /** The other person. */
  readonly name: string;
}

export function phaseWords(t: T, { phase, inviter, name }: PhaseWordsOptions): string {
  switch (phase) {
    case 'asking':
      return inviter ? t('stage.asking', { name }) : t('stage.ringingElsewhere');
    case 'ringing':
      return inviter ? t('stage.ringing', { name }) : t('stage.ringingElsewhere');
    case 'answerable':
      return t('stage.ringingMine');
    case 'accepted':
      return inviter ? t('stage.accepted', { name }) : t('stage.acceptedMine');
    case 'connecting':
      return t('stage.connecting');
    case 'connected':
      return t('stage.connected');
    case 'running':
      return t('stage.running');
    case 'met':
      return t('stage.met');
    case 'declined':
      return inviter ? t('stage.declined', { name }) : t('stage.declinedMine');
    case 'cancelled':
      return inviter ? t('stage.cancelledMine') : t('stage.cancelled', { name });
    case 'timeout':
      return inviter ? t('stage.timeout', { name }) : t('stage.timeoutMine');
    case 'busy':
      return inviter ? t('stage.busy', { name }) : t('stage.busyMine');
    case 'offline':
      return inviter ? t('stage.offline', { name }) : t('stage.offlineMine');
    case 'not-installed':
      return inviter ? t('stage.not-installed', { name }) : t('stage.not-installedMine');
    case 'unsupported-version':
      return inviter ? t('stage.unsupported-version', { name }) : t('stage.unsupported-versionMine');
    case 'policy':
      return t('stage.policy');
    case 'answered-elsewhere':
      return t('stage.answeredElsewhere');
    case 'failed':
      return t('stage.failed');
  }
}

/** What went wrong, and the next step; `undefined` where the phase has said all. */
export function reasonWords(t: T, reason: EndReason | undefined): string | undefined {
  switch (reason) {
    case 'launch-failed':
    case 'app-crashed':
    case 'connectivity':
    case 'protocol-error':
    case 'glare':
      return t(`failed.${reason}`);
    default:
      return undefined;
  }
}
