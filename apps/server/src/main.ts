/** The command: reads the configuration, starts the server, says where it is, and stops it when asked to. */
import { InvalidArgumentError, program } from 'commander';
import { listenHost, loadConfig, redactConfig } from './config.ts';
import { StartError } from './errors.ts';
import { NOT_BUILT } from './http/pages.ts';
import { type RunningServer, startServer } from './server.ts';
import { type Certificate, networkAddresses } from './tls.ts';

interface Flags {
  config?: string;
  checkConfig?: boolean;
  port?: number;
  host?: string;
  data?: string;
  selfSigned?: boolean;
}

program
  .name('rendezvous-server')
  .description('Serves the messenger and relays invitations between its people.')
  .option('--config <file>', 'JSON configuration file')
  .option('--check-config', 'print the resolved configuration, secrets hidden, and exit')
  .option('--port <number>', 'port to listen on; 0 takes any free one', parsePort)
  .option('--host <address>', 'address to listen on')
  .option('--data <folder>', 'data folder')
  .option(
    '--self-signed',
    'speak TLS with a certificate of its own making, for other machines on the network',
  );

await run(program.parse().opts<Flags>());

async function run(flags: Flags): Promise<void> {
  try {
    const config = loadConfig(flags.config, {
      port: flags.port,
      host: flags.host,
      dataDir: flags.data,
      selfSigned: flags.selfSigned,
      env: process.env,
    });
    if (flags.checkConfig) {
      console.log(JSON.stringify(redactConfig(config), null, 2));
      return;
    }
    const server = await startServer({ config });
    stopOnSignals(server);
    announce(server, listenHost(config));
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    console.error(`The server cannot start: ${error.message}.`);
    process.exitCode = 1;
  }
}

function announce(server: RunningServer, host: string): void {
  if (!server.pagesBuilt) console.log(NOT_BUILT);
  if (server.certificate?.selfSigned) explainCertificate(server.certificate, host, server.port);
  console.log(`Rendezvous is ready at ${server.url}`);
}

function explainCertificate({ fingerprint, file }: Certificate, host: string, port: number): void {
  const addresses = host === '0.0.0.0' || host === '::' ? networkAddresses() : [];
  for (const address of addresses) {
    console.log(`On other machines of this network open https://${address}:${String(port)}`);
  }
  console.log(
    [
      'The certificate is one this server made for itself, so a browser warns at the first visit.',
      `Compare the SHA-256 fingerprint that it shows with this one before you go on: ${fingerprint}`,
      `To be rid of the warning, add this file to the trusted certificates of that machine: ${file}`,
    ].join('\n'),
  );
}

function stopOnSignals(server: RunningServer): void {
  const stop = () => {
    server.stop().catch((error: unknown) => {
      console.error(`The server did not stop cleanly: ${error instanceof Error ? error.name : 'unknown'}.`);
      process.exitCode = 1;
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError('Not a port number.');
  return port;
}
