import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Registration } from '../../src/registration.ts';
import { fromRegistration, toRegistration } from '../../src/registry/index.ts';
import { ASK, OFFER } from './support/remote-assistance.ts';
import { windowsRegistration } from './support/windows-registrations.ts';

const PAGE = Registration.parse({
  id: ASK.id,
  component: ASK.component,
  name: ASK.name,
  icon: '/apps/remote-assistance/icons/ask.svg',
  url: ASK.url,
  launch: { kind: 'page', url: '/apps/remote-assistance/' },
});

describe('from the form of Windows', () => {
  it('the path becomes the program, and with the icon the icon', () => {
    expect(toRegistration(ASK).registration).toEqual({
      id: '{56B994A7-380F-410B-9985-C809D78C1BDC}',
      component: '{C0B3C446-3032-4016-926F-9BAE48BEBFBE}',
      name: 'Ask for RemoteAssistance',
      localizedNames: {},
      icon: { path: 'C:\\Windows\\System32\\RAServer.exe', index: 1 },
      url: 'https://www.microsoft.com',
      protocol: { min: 1, max: 1 },
      launch: { kind: 'process', command: ['C:\\Windows\\System32\\RAServer.exe'], environment: [] },
      abilities: {},
    });
  });

  it('it may be launched as the importer says', () => {
    const launch = PAGE.launch;
    expect(toRegistration(OFFER, { launch }).registration?.launch).toEqual(launch);
  });

  it('an http address is refused, and the rule is named', () => {
    expect(toRegistration({ ...ASK, url: 'http://www.microsoft.com' })).toEqual({
      registration: undefined,
      problems: [
        { severity: 'error', line: 0, message: 'URL must be an https address, and is an http address' },
      ],
    });
  });
});

describe('to the form of Windows', () => {
  it('a page has no path of its own, and needs one', () => {
    expect(fromRegistration(PAGE)).toEqual({
      registration: undefined,
      problems: [
        {
          severity: 'error',
          line: 0,
          message:
            'Path is missing: Ask for RemoteAssistance is launched as a page, so the path of a program must be given',
        },
      ],
    });
    expect(fromRegistration(PAGE, { path: ASK.path }).registration).toEqual({ ...ASK, icon: 0 });
  });

  it('a program with an image as its icon has its own path', () => {
    const launch = { kind: 'process', command: ['board.exe'], environment: [] } as const;
    const registration: Registration = {
      ...PAGE,
      launch: { ...launch, command: ['board.exe'], environment: [] },
    };
    expect(fromRegistration(registration).registration).toEqual({ ...ASK, path: 'board.exe', icon: 0 });
  });

  it('what the form cannot hold is said', () => {
    const { problems } = fromRegistration({ ...PAGE, name: 'two\nlines' }, { path: 'x.exe' });
    expect(problems.map(({ message }) => message)).toEqual(['name has control characters']);
  });

  it('there and back again is the same', () => {
    fc.assert(
      fc.property(windowsRegistration, windows => {
        fc.pre(windows.url.startsWith('https:'));
        const { registration } = toRegistration(windows);
        expect(registration && fromRegistration(registration).registration).toEqual(windows);
      }),
    );
  });
});
