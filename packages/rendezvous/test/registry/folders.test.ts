import { expect, it } from 'vitest';
import { registryFolders } from '../../src/registry/index.ts';

it('Linux has the folders of the XDG base directories', () => {
  expect(registryFolders({}, 'linux', '/home/ann')).toEqual({
    system: '/etc/rendezvous/applications',
    user: '/home/ann/.config/rendezvous/applications',
  });
  expect(registryFolders({ XDG_CONFIG_HOME: '/config' }, 'freebsd', '/home/ann').user).toBe(
    '/config/rendezvous/applications',
  );
  for (const unusable of ['', 'config']) {
    expect(registryFolders({ XDG_CONFIG_HOME: unusable }, 'linux', '/home/ann').user).toBe(
      '/home/ann/.config/rendezvous/applications',
    );
  }
});

it('macOS has the folders of application support', () => {
  expect(registryFolders({ XDG_CONFIG_HOME: '/config' }, 'darwin', '/Users/ann')).toEqual({
    system: '/Library/Application Support/Rendezvous/Applications',
    user: '/Users/ann/Library/Application Support/Rendezvous/Applications',
  });
});

it('Windows has the folders of program data', () => {
  expect(registryFolders({}, 'win32', 'C:\\Users\\Ann')).toEqual({
    system: 'C:\\ProgramData\\Rendezvous\\Applications',
    user: 'C:\\Users\\Ann\\AppData\\Roaming\\Rendezvous\\Applications',
  });
  const env = { ProgramData: 'D:\\Data', APPDATA: '\\\\server\\ann' };
  expect(registryFolders(env, 'win32', 'C:\\Users\\Ann')).toEqual({
    system: 'D:\\Data\\Rendezvous\\Applications',
    user: '\\\\server\\ann\\Rendezvous\\Applications',
  });
});
