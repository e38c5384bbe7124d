/** The states of a call's connection, told from those of the browser's. */

export type VoiceConnectionState = 'new' | 'connecting' | 'connected' | 'unstable' | 'failed' | 'closed';

/**
 * @param secured the state of the DTLS transport, once there is one: a farewell of the other side closes it
 */
export function voiceState(
  now: VoiceConnectionState,
  connection: RTCPeerConnectionState,
  ice: RTCIceConnectionState,
  secured: RTCDtlsTransportState | undefined,
): VoiceConnectionState {
  if (now === 'closed' || connection === 'closed' || secured === 'closed') return 'closed';
  if (connection === 'failed' || ice === 'failed' || secured === 'failed') return 'failed';
  const begun = now === 'new' || now === 'connecting';
  // Chromium says `disconnected` of a way that has never been there, too.
  if (connection === 'disconnected' || ice === 'disconnected') return begun ? 'connecting' : 'unstable';
  if (connection === 'connected') return 'connected';
  return connection === 'connecting' && now === 'new' ? 'connecting' : now;
}
