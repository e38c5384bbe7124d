// [MS-RAIOP] 3.1, 3.3: how long a novice publishes a peer name. The same for secure and unsecured names.

/** The one cloud a peer name is registered in ([MS-RAIOP] 3.1.5.3). */
export const PEER_CLOUD = 'Global';

/** How long a name stays registered at most, in milliseconds: 30 minutes. */
export const PUBLICATION_MS = 30 * 60 * 1_000;

/** Where a publication stands; `withdrawn` is the end. */
export type PublicationState =
  | { readonly name: 'unpublished' }
  | { readonly name: 'published'; readonly peerName: string }
  | { readonly name: 'withdrawn' };

export type PublicationInput =
  /** The novice wants a name registered, with its payload and, for a secure name, its FriendlyName. */
  | {
      readonly type: 'publish';
      readonly peerName: string;
      readonly payload: Uint8Array;
      readonly friendlyName?: string;
    }
  /** The Remote Assistance session has begun. */
  | { readonly type: 'session-started' }
  /** The novice has withdrawn the invitation, or the registration has failed. */
  | { readonly type: 'cancelled' }
  | { readonly type: 'timer'; readonly timer: 'publication' };

export type PublicationOutput =
  | {
      readonly type: 'register';
      readonly cloud: typeof PEER_CLOUD;
      readonly peerName: string;
      readonly payload: Uint8Array;
      readonly friendlyName?: string;
    }
  | { readonly type: 'unregister'; readonly peerName: string }
  | { readonly type: 'set-timer'; readonly timer: 'publication'; readonly ms: typeof PUBLICATION_MS }
  | { readonly type: 'clear-timer'; readonly timer: 'publication' };

export type PublicationStep = readonly [PublicationState, readonly PublicationOutput[]];

export const initialPublicationState: PublicationState = { name: 'unpublished' };

/**
 * Registers a name once and unregisters it when the session has begun, the novice cancels or 30 minutes are over.
 * A second `publish` is ignored, so that the timer is never started anew ([MS-RAIOP] 3.1.2).
 */
export function stepPublication(state: PublicationState, input: PublicationInput): PublicationStep {
  if (state.name === 'unpublished' && input.type === 'publish') {
    const { type: _, ...registration } = input;
    return [
      { name: 'published', peerName: input.peerName },
      [
        { type: 'register', cloud: PEER_CLOUD, ...registration },
        { type: 'set-timer', timer: 'publication', ms: PUBLICATION_MS },
      ],
    ];
  }
  if (state.name !== 'published' || input.type === 'publish') return [state, []];
  const unregister: PublicationOutput = { type: 'unregister', peerName: state.peerName };
  if (input.type === 'timer') return [{ name: 'withdrawn' }, [unregister]];
  return [{ name: 'withdrawn' }, [{ type: 'clear-timer', timer: 'publication' }, unregister]];
}
