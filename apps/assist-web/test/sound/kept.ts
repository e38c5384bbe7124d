/** A storage as a browser's, whose content a test can break, and which can be full. */
export class Shelf implements Storage {
  readonly #texts = new Map<string, string>();
  full = false;

  get length(): number {
    return this.#texts.size;
  }
  clear(): void {
    this.#texts.clear();
  }
  getItem(key: string): string | null {
    return this.#texts.get(key) ?? null;
  }
  key(index: number): string | null {
    return [...this.#texts.keys()][index] ?? null;
  }
  removeItem(key: string): void {
    this.#texts.delete(key);
  }
  setItem(key: string, value: string): void {
    if (this.full) throw new DOMException('full', 'QuotaExceededError');
    this.#texts.set(key, value);
  }
}

/** What no page of ours has written. */
export const BROKEN: readonly string[] = [
  '',
  '{',
  'null',
  '7',
  '"text"',
  '[]',
  '{}',
  '[null, 1, "x", [], {}]',
  '[{"microphone":"","speaker":"","good":true}]',
  '[{"microphone":"m","speaker":"s","good":"yes"}]',
  `[{"microphone":"${'m'.repeat(300)}","speaker":"s","good":true}]`,
  '{"microphoneId":7,"echoCancellation":"no","volume":"loud","pushToTalk":null}',
  `[${'1,'.repeat(20_000)}1]`,
];
