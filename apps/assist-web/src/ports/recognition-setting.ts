/** Whether the two devices may remember each other: a wish of whoever uses this browser, kept in it. On unless switched off. */
const STORAGE_KEY = 'rendezvous.recognition';
const OFF = 'off';

export function recognitionWanted(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== OFF;
  } catch {
    // Where a wish cannot be kept, nothing else is kept about anybody.
    return false;
  }
}

export function wantRecognition(wanted: boolean): void {
  try {
    if (wanted) localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, OFF);
  } catch {
    // Nothing is kept then, which is what "off" means, too.
  }
}
