/** [MS-RAIOP] 3.1, 3.3. */
import { initialPublicationState, stepPublication } from '../../src/initiation/publication.ts';
import { plain, sample } from './sample.ts';

export const PUBLICATION = sample({
  title: 'Publication of a peer name, novice, version 3',
  section: '[MS-RAIOP] 3.1, 3.3',
  source: 'initiation/publication.ts',
  role: 'novice',
  versions: [3],
  home: ['withdrawn'],
  wire: [],
  initial: initialPublicationState,
  inputs: {
    publish: { type: 'publish', peerName: '0.ABC', payload: new Uint8Array(2) },
    ...plain('session-started', 'cancelled'),
    'timer(publication)': { type: 'timer', timer: 'publication' },
  },
  step: stepPublication,
});
