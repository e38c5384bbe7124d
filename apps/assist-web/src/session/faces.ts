/** What each room needs of the session, so that a room can be shown with anything that has these methods. */
import type { AssistanceSession } from '@rendezvous/assist';

type Common = Pick<
  AssistanceSession,
  | 'sendChat'
  | 'typing'
  | 'confirmVerification'
  | 'acceptChangedKey'
  | 'sendFile'
  | 'cancelFile'
  | 'answer'
  | 'end'
>;

export type NoviceActions = Common &
  Pick<
    AssistanceSession,
    'chooseScreen' | 'pause' | 'resume' | 'stopControl' | 'renewControl' | 'pairCompanion' | 'panic'
  >;

export type ExpertActions = Common &
  Pick<AssistanceSession, 'requestControl' | 'releaseControl' | 'sendInput'>;
