import * as fc from 'fast-check';
import { WindowsRegistration } from '../../../src/registry/index.ts';

const guid = fc.uuid().map(text => `{${text.toUpperCase()}}`);
const pieces = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('C:\\', '"', '\\\\', '%SystemRoot%', ';', '=', '[x]', ' ', '\u2028', '\ufeff', '👋', '\\"'),
);
const text = fc.array(pieces, { minLength: 1, maxLength: 4 }).map(parts => parts.join(''));

/** Any registration that the form of Windows can hold. */
export const windowsRegistration: fc.Arbitrary<WindowsRegistration> = fc
  .record({
    id: guid,
    name: text,
    icon: fc.oneof(fc.integer({ min: -2147483648, max: 2147483647 }), fc.integer({ min: -3, max: 3 })),
    component: guid,
    path: text,
    url: fc.webUrl({ withQueryParameters: true, withFragments: true, validSchemes: ['https', 'http'] }),
  })
  .filter(candidate => WindowsRegistration.safeParse(candidate).success);
