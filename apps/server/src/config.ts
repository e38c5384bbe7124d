/** The server's one configuration document: its schema, its defaults, and how it is found and resolved. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { LIMITS } from '@rendezvous/im';
import { z } from 'zod';
import { StartError } from './errors.ts';

const port = z.int().min(0).max(65_535);
const origin = z
  .url({ protocol: /^https?$/ })
  .refine(text => new URL(text).origin === text, 'an origin such as https://chat.example, without a path');
const perMinute = z.int().min(1).max(1_000_000);

/** Unknown keys are refused here, so that a misspelt setting is noticed. */
export const Config = z.strictObject({
  /** Address to listen on. `127.0.0.1` unless `selfSigned`, which means other machines are to reach it. */
  host: z.string().min(1).max(255).optional(),
  /** 0 takes any free port. */
  port: port.default(8080),
  /** Database, generated secrets and generated certificate. Relative to the configuration file. */
  dataDir: z.string().min(1).default('.data'),
  /** What stands after the `@` of every address. Default: the host name of the first public origin, else `localhost`. */
  serverName: z
    .string()
    .max(200)
    .regex(/^[a-z0-9.:[\]-]+$/)
    .optional(),
  /** Where browsers open the messenger. When given, every other `Origin` is refused; else the request's own host counts. */
  publicOrigins: z.array(origin).max(32).default([]),
  /** Whose X-Forwarded-* headers are believed: `true`, or addresses and networks such as `10.0.0.0/8`. */
  trustedProxy: z.union([z.boolean(), z.array(z.string().max(100)).max(64)]).default(false),
  /** Certificate and key files (PEM). */
  tls: z.strictObject({ cert: z.string().min(1), key: z.string().min(1) }).optional(),
  /** Make a certificate of our own and keep it in the data folder. */
  selfSigned: z.boolean().default(false),
  /** Signs the accounts library's values. Generated once into the data folder when absent. */
  authSecret: z.string().min(32).max(500).optional(),
  accounts: z
    .strictObject({
      /** Whether anybody who reaches the page may make an account. */
      signUp: z.boolean().default(true),
      /** How long a sign-in lasts without being used. */
      sessionDays: z.int().min(1).max(365).default(30),
    })
    .prefault({}),
  relay: z
    .strictObject({
      /** `stun:` addresses, given to everybody as they are. */
      stun: z
        .array(
          z
            .string()
            .max(300)
            .regex(/^stuns?:/),
        )
        .max(8)
        .default([]),
      turn: z
        .strictObject({
          urls: z
            .array(
              z
                .string()
                .max(300)
                .regex(/^turns?:/),
            )
            .min(1)
            .max(8),
          /** coturn's `static-auth-secret`. */
          secret: z.string().min(1).max(500).optional(),
          lifetimeSeconds: z.int().min(60).max(86_400).default(3600),
        })
        .optional(),
    })
    .prefault({}),
  /** Folder of registrations, one JSON file each; further ones lie in `applications` in the data folder. */
  applicationsDir: z.string().min(1).optional(),
  /** The built pages. */
  pages: z
    .strictObject({ messenger: z.string().min(1).optional(), remoteAssistance: z.string().min(1).optional() })
    .prefault({}),
  /** Attempts a minute; the first four by network address, `signInsPerAccount` by account. */
  limits: z
    .strictObject({
      signUps: perMinute.default(30),
      signIns: perMinute.default(60),
      guests: perMinute.default(30),
      linkLookups: perMinute.default(60),
      signInsPerAccount: perMinute.default(10),
      /** Every HTTP request of one address. */
      requests: perMinute.default(3000),
      /** Invitations a minute of one account. */
      invitations: perMinute.default(LIMITS.invitationsPerMinute),
      /** WebSocket connections at one time of one account. */
      connections: z.int().min(1).max(1000).default(20),
    })
    .prefault({}),
  log: z
    .strictObject({ level: z.enum(['debug', 'info', 'warn', 'error', 'silent']).optional() })
    .prefault({}),
  /** Who may read `/metrics`. `local`: this machine only. */
  metrics: z.enum(['off', 'local', 'everyone']).default('local'),
});
export type Config = z.infer<typeof Config>;
export type ConfigInput = z.input<typeof Config>;

/** What flags and environment add to the file: where to listen, and secrets. */
export interface Overrides {
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly dataDir?: string | undefined;
  readonly selfSigned?: boolean | undefined;
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/**
 * Reads and resolves the configuration.
 * @param file its path; without one, the defaults hold and paths are relative to the current folder
 * @throws StartError `bad-config` with a sentence that names every wrong setting
 */
export function loadConfig(file: string | undefined, overrides: Overrides = {}): Config {
  const base = file === undefined ? process.cwd() : dirname(resolve(file));
  return resolveConfig(file === undefined ? {} : readJson(file), base, overrides);
}

/** Validates `input` and makes its paths absolute, relative to `base`. @throws StartError `bad-config` */
export function resolveConfig(input: unknown, base: string, overrides: Overrides = {}): Config {
  const parsed = Config.safeParse(input);
  if (!parsed.success) throw new StartError('bad-config', describe(parsed.error));
  const config = parsed.data;
  const absolute = (path: string) => resolve(base, path);
  const env = overrides.env ?? {};
  const turn = config.relay.turn;
  const merged: Config = {
    ...config,
    port: overrides.port ?? portFrom(env.PORT) ?? config.port,
    dataDir: overrides.dataDir === undefined ? absolute(config.dataDir) : resolve(overrides.dataDir),
    selfSigned: overrides.selfSigned ?? config.selfSigned,
    ...(config.tls && { tls: { cert: absolute(config.tls.cert), key: absolute(config.tls.key) } }),
    ...(config.applicationsDir && { applicationsDir: absolute(config.applicationsDir) }),
    pages: {
      ...(config.pages.messenger && { messenger: absolute(config.pages.messenger) }),
      ...(config.pages.remoteAssistance && { remoteAssistance: absolute(config.pages.remoteAssistance) }),
    },
    authSecret: env.RENDEZVOUS_AUTH_SECRET || config.authSecret,
    relay: {
      ...config.relay,
      ...(turn && { turn: { ...turn, secret: env.RENDEZVOUS_TURN_SECRET || turn.secret } }),
    },
    host: overrides.host ?? config.host,
  };
  const checked = Config.safeParse(merged);
  if (!checked.success) throw new StartError('bad-config', describe(checked.error));
  if (merged.tls && merged.selfSigned) {
    throw new StartError('bad-config', 'the configuration is wrong: tls and selfSigned exclude each other');
  }
  if (merged.relay.turn && !merged.relay.turn.secret) {
    throw new StartError(
      'bad-config',
      'the configuration is wrong: relay.turn needs secret, or the environment variable RENDEZVOUS_TURN_SECRET',
    );
  }
  return checked.data;
}

/** The configuration as it may be shown: secrets replaced. */
export function redactConfig(config: Config): Config {
  const hidden = '(hidden)';
  const { turn } = config.relay;
  return {
    ...config,
    ...(config.authSecret !== undefined && { authSecret: hidden }),
    relay: { ...config.relay, ...(turn && { turn: { ...turn, secret: hidden } }) },
  };
}

/** Where to listen when nothing else is said. */
export function listenHost(config: Config): string {
  return config.host ?? (config.selfSigned ? '0.0.0.0' : '127.0.0.1');
}

/** What stands after the `@`. */
export function serverNameOf(config: Config): string {
  const [first] = config.publicOrigins;
  return config.serverName ?? (first === undefined ? 'localhost' : new URL(first).hostname);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (cause) {
    const why = cause instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new StartError('bad-config', `the configuration file ${file} ${why}`, { cause });
  }
}

function portFrom(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const parsed = port.safeParse(Number(text));
  if (!parsed.success)
    throw new StartError('bad-config', 'the environment variable PORT is not a port number');
  return parsed.data;
}

/** Names the settings, never their values: a value may be a secret. */
function describe(error: z.ZodError): string {
  const issues = error.issues.map(issue => `${issue.path.join('.') || '(document)'}: ${issue.message}`);
  return `the configuration is wrong: ${issues.join('; ')}`;
}
