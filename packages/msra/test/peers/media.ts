/** Stands for the audio connection of a call, which is not on any virtual channel: a server with a key, and who calls it. */
export class Media {
  static readonly KEY = 'NzaogjS5hQMun/saZ1YCBMT9GwrdJwOomrldiOmXTrE=';
  static readonly ADDRESSES: readonly string[] = ['172.31.242.5:11334'];
  /** Told when a call is connected. */
  serverConnected: (() => void) | undefined;

  /** Whether a server answers at one of the addresses, and the key is its own. */
  call(key: string, addresses: readonly string[]): boolean {
    const answers =
      this.serverConnected !== undefined &&
      key === Media.KEY &&
      addresses.some(address => Media.ADDRESSES.includes(address));
    if (answers) this.serverConnected?.();
    return answers;
  }
}
