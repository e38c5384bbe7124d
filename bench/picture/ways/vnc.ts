/** The neighbour: noVNC of npm in the expert's page, Debian's x11vnc at the novice's desktop. */
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { start, until } from '../../../tests/e2e/support/resources.ts';
import { browserProcess, openExpert } from '../browser.ts';
import { LineProgram } from '../line-program.ts';
import type { Way } from './way.ts';

/**
 * Its fastest settings, tried against others on this scene: it looks at the screen every millisecond instead of every 20,
 * sends at once instead of after 20, and does not slow down when nothing happens.
 */
export const FASTEST = '-wait 1 -defer 1 -nonap';
/** No password and no clipboard: only the picture is compared. */
const ALWAYS = '-nopw -nosel -forever -shared -localhost -quiet';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const place = server.address();
  await new Promise(resolve => server.close(resolve));
  return typeof place === 'object' && place ? place.port : 0;
}

/** `settings`: what x11vnc is told about its pace. */
export const vnc = (settings: string): Way => ({
  name: 'vnc',
  title: 'noVNC + x11vnc',
  isRemote: true,
  async open(stage) {
    const { resources, desktop, network } = stage;
    const run: typeof start = (...command) =>
      network ? network.novice.start(...command) : start(...command);
    const port = await freePort();
    const env = desktop.env;
    const place = ['-display', desktop.display, '-rfbport', String(port)];
    const args = [...place, ...ALWAYS.split(' '), ...settings.split(' ')];
    const server = resources.add(run('x11vnc', args, { env }), it => it.stop());
    await until('x11vnc to listen', () => /PORT=\d+/.test(server.output()), 15_000).catch(() => {
      throw new Error(`x11vnc did not start: ${server.output().slice(-2000)}`);
    });
    const address = network?.novice.address ?? '127.0.0.1';
    const gateway = LineProgram.add(
      resources,
      process.execPath,
      [fileURLToPath(new URL('vnc-gateway.ts', import.meta.url)), address, String(port)],
      {},
      run,
    );
    const [gatewayPort = ''] = await gateway.ask('port');
    const expert = await openExpert(stage);
    await expert.page.goto(`http://${address}:${gatewayPort}/`);
    await expert.page.waitForSelector('body[data-state=connected]');
    return {
      page: expert.page,
      processes: {
        novice: [server.child.pid ?? 0, gateway.pid],
        expert: [await browserProcess(expert)],
      },
      bytes: async () => Number((await gateway.ask('bytes'))[0]),
      takeControl: () => expert.page.mouse.click(960, 900),
      describe: () => Promise.resolve(`x11vnc ${settings}; noVNC as it comes`),
    };
  },
});
