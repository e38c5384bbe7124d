/** What every way of showing a screen is measured on: a new desktop with the scene and a hand, and perhaps a bad network. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Desktop, startDesktop } from '../../tests/e2e/support/desktop.ts';
import { Resources } from '../../tests/e2e/support/resources.ts';
import { type Network, startNetwork } from '../../tests/network/namespaces.ts';
import { SCREEN } from './layout.ts';
import { Scene } from './scene/scene.ts';

export interface Stage {
  readonly resources: Resources;
  readonly folder: string;
  readonly desktop: Desktop;
  readonly scene: Scene;
  /** Absent: both people are on this machine's loopback. */
  readonly network: Network | undefined;
  /** Process of the X server, which works for whoever captures. */
  readonly xServer: number;
}

/** The youngest child of this process with this name. */
function childNamed(name: string): number {
  const id = String(process.pid);
  const children = readFileSync(`/proc/${id}/task/${id}/children`, 'utf8').trim().split(' ').map(Number);
  const found = children.filter(pid => {
    try {
      return readFileSync(`/proc/${String(pid)}/comm`, 'utf8').trim() === name;
    } catch {
      return false; // It ended meanwhile.
    }
  });
  const youngest = found.at(-1);
  if (youngest === undefined) throw new Error(`no process ${name}`);
  return youngest;
}

/** Everything on it ends with its `resources`. */
export async function buildStage(isNetworked: boolean): Promise<Stage> {
  const resources = new Resources();
  try {
    const folder = resources.add(mkdtempSync(join(tmpdir(), 'rendezvous-picture-')), path =>
      rmSync(path, { recursive: true, force: true }),
    );
    const network = isNetworked ? await startNetwork(resources) : undefined;
    const desktop = await startDesktop(resources, SCREEN.width, SCREEN.height);
    const xServer = childNamed('Xvfb');
    const scene = await Scene.start(resources, desktop);
    return { resources, folder, desktop, scene, network, xServer };
  } catch (error) {
    await resources.dispose();
    throw error;
  }
}
