import { Registration } from '../../src/index.ts';

/** The two registrations of the seed, letter for letter where it gives letters. */
export const ASK: Registration = Registration.parse({
  id: '{56b994a7-380f-410b-9985-c809d78c1bdc}',
  component: '{C0B3C446-3032-4016-926F-9BAE48BEBFBE}',
  name: 'Ask for RemoteAssistance',
  icon: 'ask.svg',
  url: 'https://www.microsoft.com',
  launch: { kind: 'page', url: '/apps/remote-assistance/' },
});
export const OFFER: Registration = Registration.parse({
  id: '{703EA1A8-D73E-43e3-852C-EE85B5D872C2}',
  component: '{49010C18-B110-421a-9047-ADCA421CBC40}',
  name: 'Offer RemoteAssistance',
  icon: 'offer.svg',
  url: 'https://www.microsoft.com',
  launch: { kind: 'page', url: '/apps/remote-assistance/' },
});
