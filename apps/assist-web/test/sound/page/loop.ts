/** Sends a track over a real connection of this page with itself; gives what comes out. */
export async function loop(track: MediaStreamTrack): Promise<MediaStreamTrack> {
  const [here, there] = [new RTCPeerConnection(), new RTCPeerConnection()];
  here.addEventListener(
    'icecandidate',
    ({ candidate }) => void there.addIceCandidate(candidate ?? undefined),
  );
  there.addEventListener(
    'icecandidate',
    ({ candidate }) => void here.addIceCandidate(candidate ?? undefined),
  );
  const arrived = new Promise<MediaStreamTrack>(resolve => {
    there.addEventListener('track', event => resolve(event.track));
  });
  here.addTrack(track);
  await here.setLocalDescription();
  if (here.localDescription) await there.setRemoteDescription(here.localDescription);
  await there.setLocalDescription();
  if (there.localDescription) await here.setRemoteDescription(there.localDescription);
  return await arrived;
}
