/**
 * Has the browser load what a first connection needs (its network thread, codecs, the certificate's curve), which took a
 * tenth of a second where it was measured. To be called as early as a page is sure to need a link; nothing is sent anywhere.
 */
export async function warmUp(Connection: typeof RTCPeerConnection): Promise<void> {
  const connection = new Connection();
  try {
    connection.createDataChannel('');
    connection.addTransceiver('video', { direction: 'recvonly' });
    await connection.createOffer();
  } finally {
    connection.close();
  }
}
