import { expect, it } from 'vitest';
import { settle, until } from '../support/manual-clock.ts';
import { Stage } from './stage.ts';

it('an application that held its session and is being loaded again is not let go at the end', async () => {
  using stage = new Stage({ remembers: true });
  const session = await stage.connect();
  stage.application?.session.hold();
  await settle();
  const { script } = stage.page;
  stage.page.script = undefined;
  stage.reloadApplication();
  await settle();
  stage.pair.B.host.sessions.get(session.id)?.end();
  await settle();
  await stage.pair.clock.advance(5_000);
  stage.page.script = script;
  stage.page.reload();
  await until(() => stage.application !== undefined, 'back');
  expect(stage.application?.session.outcome).toMatchObject({ reason: 'cancelled', by: 'remote' });
  const lease = stage.application?.session.hold();
  await settle();
  await stage.pair.clock.advance(10_000);
  expect(session.applicationRunning).toBe(true);
  lease?.[Symbol.dispose]();
  await settle();
  await stage.pair.clock.advance(3_000);
  expect(session.applicationRunning).toBe(false);
});
