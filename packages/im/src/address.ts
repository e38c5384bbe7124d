/** A person's address in this messenger: `name@server`, lower case. It is what the server vouches for; names are not. */
import { z } from 'zod';
import { LIMITS } from './limits.ts';

/** Letters, digits, `.`, `_`, `-`; starts with a letter. ASCII only, so that no two addresses look alike. */
export const Username = z
  .string()
  .trim()
  .toLowerCase()
  .min(2)
  .max(LIMITS.usernameLength)
  .regex(/^[a-z][a-z0-9._-]*$/);

export const Address = z
  .string()
  .max(300)
  .regex(/^[a-z][a-z0-9._-]*@[a-z0-9.:[\]-]+$/);
export type Address = z.infer<typeof Address>;
