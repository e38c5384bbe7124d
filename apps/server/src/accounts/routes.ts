/** Making an account, signing in and out, and entering by a guest link. */
import { CLOSE, LIMITS, Username } from '@rendezvous/im';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { cleanName, GUEST_PREFIX, type PersonRow } from '../domain/people.ts';
import { RequestError } from '../errors.ts';
import type { House } from '../house.ts';
import { perMinute } from '../http/rate-limits.ts';
import type { SignIn } from './accounts.ts';

const Name = z.string().max(200).transform(cleanName).pipe(z.string().min(1).max(LIMITS.nameLength));
/** Too short and too long ones are the accounts library's to refuse; here it is only bounded. */
const Password = z.string().max(1024);
const SignUp = z.object({ username: Username, name: Name, password: Password });
const Credentials = z.object({ username: Username, password: Password });
const Guest = z.object({ link: z.string().min(1).max(100), name: Name });

export function accountRoutes(app: FastifyInstance, house: House): void {
  const { accounts, people, config } = house;
  const { limits } = config;
  const entered = (signIn: SignIn, person: PersonRow) => ({
    token: signIn.token,
    address: people.addressOf(person),
  });

  app.post('/api/account/sign-up', perMinute(limits.signUps), async request => {
    if (!config.accounts.signUp) throw new RequestError('not-allowed');
    const body = SignUp.parse(request.body);
    if (body.username.startsWith(GUEST_PREFIX)) throw new RequestError('name-taken');
    const signIn = await accounts.signUp(body);
    house.log.info('An account was made');
    return entered(signIn, await people.ensure(signIn, house.now()));
  });

  app.post('/api/account/sign-in', perMinute(limits.signIns), async request => {
    const body = Credentials.parse(request.body);
    if (!house.signInRates.take(body.username, house.now())) throw new RequestError('rate-limited');
    const signIn = await accounts.signIn(body);
    return entered(signIn, await people.ensure(signIn, house.now()));
  });

  app.post('/api/account/guest', perMinute(limits.guests), async request => {
    const { link, name } = Guest.parse(request.body);
    const { signIn, person } = await admitGuest(house, link, name);
    house.log.info('A guest was let in');
    return entered(signIn, person);
  });

  app.post('/api/account/sign-out', async request => {
    const token = bearerToken(request);
    const account = await accounts.resolve(token);
    if (!account) throw new RequestError('unauthorized');
    await accounts.signOut(token);
    house.hub.close(account.userId, CLOSE.signedOut, token);
    return {};
  });
}

/** Uses the link up first: of two visitors with one link only one comes in. */
async function admitGuest(
  house: House,
  token: string,
  name: string,
): Promise<{ signIn: SignIn; person: PersonRow }> {
  const now = house.now();
  const link = await house.links.open(token, now);
  if (link.kind !== 'guest') throw new RequestError('not-allowed');
  await house.links.use(link, now, house.db);
  try {
    const signIn = await house.accounts.createGuest(name, link.expires_at);
    const person: PersonRow = {
      id: signIn.userId,
      username: signIn.username,
      name,
      guest: 1,
      inviter: link.creator,
      expires_at: link.expires_at,
      created_at: now,
    };
    await house.db.transaction().execute(async db => {
      await db.insertInto('person').values(person).execute();
      await house.contacts.connect(person.id, link.creator, now, db);
    });
    await house.pushContact(link.creator, person.id);
    return { signIn, person };
  } catch (error) {
    await house.links.release(link);
    throw error;
  }
}

/** @throws RequestError `unauthorized` */
function bearerToken(request: FastifyRequest): string {
  const match = /^Bearer ([A-Za-z0-9]{1,200})$/i.exec(request.headers.authorization ?? '');
  if (match?.[1] === undefined) throw new RequestError('unauthorized');
  return match[1];
}
