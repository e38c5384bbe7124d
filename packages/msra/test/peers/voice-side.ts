import type { SharedVoiceInput, SharedVoiceOutput } from '../../src/voice/state.ts';
import type { Peer } from './peer.ts';

/** Does what a voice machine of either side wants, as far as both sides do it alike. */
export function carryOutVoice(
  peer: Peer,
  output: SharedVoiceOutput,
  feed: (input: SharedVoiceInput) => void,
): void {
  switch (output.type) {
    case 'send':
      return peer.send({ type: 'command', command: output.command });
    case 'ask-user':
      return feed({ type: peer.answers.voice ? 'user-accepts' : 'user-refuses' });
    case 'release':
      return feed({ type: 'released' });
    case 'set-max-bit-rate':
      return void peer.log.push(`voice at ${output.bitsPerSecond}`);
    case 'set-timer':
      return void peer.timers.set(`voice ${output.timer}`, output.ms);
    case 'clear-timer':
      return void peer.timers.delete(`voice ${output.timer}`);
    case 'withdraw-question':
      return;
    case 'started':
      return void peer.log.push('voice on');
    case 'ended':
      return void peer.log.push(`voice over: ${output.reason}`);
    case 'refused-to-start':
      return void peer.log.push(`no voice: ${output.reason}`);
  }
}
