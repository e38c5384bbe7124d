/** The scene and the hand on the novice's desktop, as the bench uses them. */
import { fileURLToPath } from 'node:url';
import type { Desktop } from '../../../tests/e2e/support/desktop.ts';
import type { Resources } from '../../../tests/e2e/support/resources.ts';
import { encode } from '../code.ts';
import { type SceneName, TEXT_PATCHES } from '../layout.ts';
import { LineProgram } from '../line-program.ts';

const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export class Scene {
  readonly #scene: LineProgram;
  readonly #hand: LineProgram;
  readonly #truth: readonly Uint8Array[];

  static async start(resources: Resources, desktop: Desktop): Promise<Scene> {
    const run = (name: string): LineProgram =>
      LineProgram.add(resources, process.execPath, [file(name)], { env: desktop.env });
    const scene = run('program.ts');
    const hand = run('hand-program.ts');
    const [base64 = ''] = await scene.ask('truth');
    await hand.ask('away');
    return new Scene(scene, hand, Buffer.from(base64, 'base64'));
  }

  private constructor(scene: LineProgram, hand: LineProgram, truth: Uint8Array) {
    this.#scene = scene;
    this.#hand = hand;
    const bytes = TEXT_PATCHES.reduce((sum, { width, height }) => sum + width * height, 0);
    this.#truth = Array.from({ length: truth.length / bytes }, (_, i) =>
      truth.subarray(i * bytes, (i + 1) * bytes),
    );
  }

  /** Resolves when the X server shows it, above every window. */
  async show(name: SceneName): Promise<void> {
    await this.#scene.ask('show', name);
  }

  /** Presses a letter at the desktop; the machine's time just before. */
  async press(): Promise<number> {
    return Number((await this.#hand.ask('press'))[0]);
  }

  /** How many keys have come to the scene. */
  async presses(): Promise<number> {
    return Number((await this.#scene.ask('presses'))[0]);
  }

  /** How many pictures of motion were drawn. */
  async frames(): Promise<number> {
    return Number((await this.#scene.ask('frames'))[0]);
  }

  /** What a count of keys looks like. */
  static count(presses: number): string {
    return encode('count', presses);
  }

  /** The brightness of the text patches of the page that this many keys show. */
  truth(presses: number): Uint8Array {
    return this.#truth[presses % this.#truth.length] ?? new Uint8Array();
  }
}
