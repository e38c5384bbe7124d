/** An application that says back whatever it is told, until its session is over. */
import { acceptSession } from '@rendezvous/rendezvous';
import { connectToHostOverStdio } from '@rendezvous/rendezvous/stdio';

const application = await acceptSession({
  ...connectToHostOverStdio(),
  application: { name: 'echo', version: '1' },
  setSession: given => {
    if (given.inviter) return;
    given.addEventListener(
      'contextdata',
      event => void given.sendContextData(event.data).catch(() => undefined),
    );
  },
});
await application.session.ended;
await application.finished();
