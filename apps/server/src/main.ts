import { AuthError } from '@feishu-login/auth-types';
import { endUnadmitted } from './auth/admission.ts';
import { createKeyRing } from './auth/key-ring.ts';
import { takeEvent } from './auth/leavers.ts';
import type { Senders } from './auth/outbox.ts';
import type { EventReader } from './auth/ports/person-events.ts';
import type { Ports } from './auth/ports/ports.ts';
import { reassessDue } from './auth/reassess.ts';
import { reconcile } from './auth/reconcile.ts';
import { revocationSender } from './auth/revocation.ts';
import { createSingleFlight } from './auth/single-flight.ts';
import { pageBrand } from './branded-page.ts';
import { createCheckUp } from './check-up.ts';
import { isLoopback } from './config/addresses.ts';
import type { Config } from './config/config.ts';
import { ConfigError, readConfig } from './config/read-config.ts';
import { canTellEvents } from './config/rules.ts';
import { crowdedPage } from './crowded-page.ts';
import { createDatabaseClock, type DatabaseClock } from './db/clock.ts';
import { openDatabase } from './db/data-source.ts';
import type { Database } from './db/database.ts';
import { createSharedLimits } from './db/shared-limits.ts';
import { createStore } from './db/store.ts';
import { createFeishu } from './feishu/client.ts';
import { createEventReader } from './feishu/events.ts';
import { createPlatform, type PlatformWatch } from './feishu/platform.ts';
import { createTransport, type Transport } from './feishu/transport.ts';
import { limitsOf } from './feishu-limits.ts';
import { createApp, type Observer } from './http/app.ts';
import { createListener, startListening } from './http/listener.ts';
import { createMetricsListener } from './http/metrics-listener.ts';
import { createWorkQueue, type WorkQueue } from './http/work-queue.ts';
import { takeClientsOfFile } from './oidc-clients-file.ts';
import { openIdWhenUsed } from './openid-connect.ts';
import { createAuditTrail } from './ops/audit-trail.ts';
import { createDelivery } from './ops/delivery/delivery.ts';
import { createWebhookSender } from './ops/delivery/webhook-sender.ts';
import { watchEventLoop } from './ops/event-loop.ts';
import { createLogger, createSecurityLog, type Logger, type LogOutput, standardOutput } from './ops/logging.ts';
import { createMetrics, type Metrics } from './ops/metrics.ts';
import { createObserver } from './ops/observer.ts';
import { createReadiness } from './ops/readiness.ts';
import { every, type Job } from './ops/schedule.ts';
import { shutDownOnSignal } from './ops/shutdown.ts';
import type { Tracing } from './ops/tracing.ts';
import { createUpstreamWatch } from './ops/upstream.ts';
import { findSwaggerUi } from './swagger-ui.ts';
import { loadWebPage } from './web-page.ts';

const minute = 60_000;

interface Watching {
  readonly log: Logger;
  readonly observer: Pick<Observer, 'useCase'>;
}

const answersOfFeishu = { timeout: 2_500, maxBytes: 256 * 1024 };

async function start(config: Config, log: Logger, output: LogOutput): Promise<void> {
  const database = await openDatabase(config.databaseUrl).catch(databaseNotOpened);
  const clock = await openClock(database);
  const store = createStore(database);
  const metrics = createMetrics();
  const tracing = await openTracing(config, log);
  const audit = createAuditTrail({ append: store.audit.append, clock, secret: config.feishu.appSecret, log });
  const transport = createTransport({ ...answersOfFeishu, throughProxy: config.feishu.throughProxy });
  const securityLog = audit.recording(createSecurityLog(log, metrics));
  const outside = { transport, watch: createUpstreamWatch(metrics, tracing) };
  const ports = connect(config, outside, { clock, store, log: securityLog });
  await putInOrder(config, ports, log);
  const readiness = createReadiness(() => database.read`select id from users limit 1`);
  const openId = openIdWhenUsed(ports, pageBrand(config));
  const observer = createObserver(log, metrics, { output, tracing });
  const work = queueWork(database, metrics);
  const app = createApp({
    ports,
    ...(await pagesOf(config)),
    trustedProxies: config.trustedProxies,
    frameAncestors: frameAncestors(config),
    hosts: ownHosts(config),
    rateLimits: { ...config.rateLimits, shared: createSharedLimits(database) },
    work,
    observer,
    health: readiness,
    metrics,
    metricsToken: config.metricsToken,
    documentApi: !config.production,
    swaggerUi: config.production ? undefined : findSwaggerUi(),
    readEvent: eventReader(config),
    openId,
  });
  const server = createListener(app.callback(), crowdedPage(config), work.connected);
  const events = await openEvents(config, ports, { log, observer });
  const jobs = [...startJobs(config, ports, { log, observer }), every(minute, () => clock.sync(), log)];
  const senders = { ...sendersOf(config, ports), logout_token: openId.sendLogoutToken };
  const delivery = createDelivery({ outbox: store.outbox, senders, clock, securityLog, log, metrics });
  database.onTold(delivery.wake);
  watchFigures(metrics, database, ports);
  const report = (error: Error) => log.error({ event: 'server.failed', err: error });
  const metricsServer = await serveMetrics(config, metrics, report);
  const port = await startListening(server, config, report);
  log.info({ event: 'server.listening', port, public_url: config.publicUrl.href });
  const release = async () => {
    const delivered = delivery.stop();
    const jobsEnded = Promise.all(jobs.map((stop) => stop()));
    events?.close();
    metricsServer.close();
    metricsServer.closeAllConnections();
    // What a job is waiting for ends with it.
    transport.close();
    await jobsEnded;
    await delivered;
    await audit.close();
    await database.close();
    await tracing?.close();
  };
  shutDownOnSignal({ server, readiness, grace: config.shutdownGrace, log, release });
}

async function pagesOf(config: Config) {
  const { admin, ...page } = await loadWebPage(config);
  return { page, admin: admin === undefined ? undefined : { html: admin, checkUp: createCheckUp(process.env) } };
}

async function openClock(database: Database): Promise<DatabaseClock> {
  const clock = createDatabaseClock(database);
  await clock.sync();
  return clock;
}

/** Work waits for the event loop or for the database, whichever takes longer. */
function queueWork(database: Database, { watch }: Metrics): WorkQueue {
  const late = watchEventLoop();
  const work = createWorkQueue({ late: () => Math.max(late(), database.longestWait()) });
  watch.load(work.figures);
  return work;
}

/** What must be so before the first request. */
async function putInOrder(config: Config, ports: Ports, log: Logger): Promise<void> {
  await takeFiles(config, ports, log);
  await endUnadmitted(ports);
}

/** Takes what WEBHOOKS and OIDC_CLIENTS name; says so where one is gone that was there before. */
async function takeFiles({ webhooks, oidcClients }: Config, ports: Ports, log: Logger): Promise<void> {
  const { outbox } = ports.store;
  await outbox.receive(webhooks);
  const waiting = (await outbox.waiting()).find(({ kind }) => kind === 'webhook');
  if (webhooks.length === 0 && waiting !== undefined)
    log.warn({ event: 'webhooks.not_configured', waiting: waiting.count, hint: 'set WEBHOOKS to have them delivered' });
  await takeClientsOfFile(ports, oidcClients, (kept) =>
    log.warn({ event: 'oidc_clients.not_configured', kept, hint: 'set OIDC_CLIENTS; a file with [] removes them' }),
  );
}

/** The library is large, and loaded only where somebody traces. */
async function openTracing({ traces }: Config, log: Logger): Promise<Tracing | undefined> {
  return traces && (await import('./ops/tracing.ts')).createTracing(traces, log);
}

async function serveMetrics({ host, metricsPort }: Config, metrics: Metrics, report: (error: Error) => void) {
  const server = createMetricsListener(metrics);
  if (metricsPort !== undefined) await startListening(server, { port: metricsPort, host }, report);
  return server;
}

function watchFigures({ watch }: Metrics, database: Database, { store, clock }: Ports): void {
  watch.sessions(() => store.sessions.count(clock.now()));
  watch.connections(database.connections);
}

/** Everything the use cases need from outside. */
function connect(
  config: Config,
  { transport, watch }: { transport: Transport; watch: PlatformWatch },
  inside: Pick<Ports, 'clock' | 'store' | 'log'>,
): Ports {
  const { feishu, publicUrl, returnOrigins } = config;
  const { quota, line } = limitsOf(config, inside.clock);
  const platform = createPlatform(transport, { quota, watch, paused: line.pause });
  return {
    ...inside,
    line,
    policy: config.sessions,
    app: {
      appId: feishu.appId,
      publicUrl,
      returnOrigins,
      scopes: feishu.scopes,
      allowedTenants: feishu.allowedTenants,
      allowRules: config.admission.rules,
      shownFacts: config.admission.facts,
      administrators: config.administrators,
      accessContact: config.admission.contact,
      linkByUnionId: feishu.linkByUnionId,
      signOutOfFeishu: feishu.signOut,
    },
    feishu: createFeishu(platform, feishu, inside.clock, inside.log),
    keys: createKeyRing(config.encryptionKeys),
    renewals: createSingleFlight(),
  };
}

function sendersOf({ webhooks }: Config, ports: Ports): Senders {
  return { webhook: createWebhookSender(webhooks, ports.clock), revocation: revocationSender(ports) };
}

/** What is done now and then, whoever asks; each of them can be stopped. */
function startJobs(config: Config, ports: Ports, { log, observer }: Watching): (() => Promise<void>)[] {
  const reconcilePeople = (signal: AbortSignal) =>
    reconcile(ports, {
      interval: config.reconcileInterval,
      report: (batch) => log.info({ event: 'people.reconciled', ...batch }),
      signal,
    });
  const purge = (signal: AbortSignal) => ports.store.purge(ports.clock.now(), config.auditRetention, signal);
  const askAgain = (signal: AbortSignal) => reassessDue(ports, signal);
  const named =
    (name: string, job: Job): Job =>
    (signal) =>
      observer.useCase(name, () => job(signal));
  return [
    every(5 * minute, named('reconcile people', reconcilePeople), log),
    every(minute, named('purge', purge), log),
    every(minute, named('ask again about people', askAgain), log),
  ];
}

/** The SDK is large, and loaded only where it is used. */
async function openEvents(
  { feishu }: Config,
  ports: Ports,
  { log, observer }: Watching,
): Promise<{ close(): void } | undefined> {
  if (feishu.events !== 'ws') return undefined;
  const { openEventSocket } = await import('./feishu/event-socket.ts');
  return openEventSocket(feishu, {
    now: () => ports.clock.now(),
    take: (event) => observer.useCase('take an event', () => takeEvent(ports, event)),
    report: (level, event) => log[level]({ event }),
  });
}

/** Where pushes cannot be told from forgeries, or are not wanted, there is no address for them. */
function eventReader({ feishu }: Config): EventReader | undefined {
  return feishu.events === 'http' && canTellEvents(feishu) ? createEventReader(feishu) : undefined;
}

/** The emulated Feishu client shows pages in a frame; Feishu's own is no frame. */
function frameAncestors({ production, feishu }: Config): string[] {
  return !production && isLoopback(feishu.accountsUrl) ? [feishu.accountsUrl.origin] : [];
}

/** On a developer's machine, every name of the machine itself will do. */
function ownHosts({ publicUrl, production, port }: Config): string[] {
  const loopback = ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port}`);
  return production || !isLoopback(publicUrl) ? [publicUrl.host] : [publicUrl.host, ...loopback];
}

/** Drivers say what is wrong, but not where to put it right. */
function databaseNotOpened(error: unknown): never {
  throw new Error(databaseTrouble(error), { cause: error });
}

function databaseTrouble(error: unknown): string {
  return `The database cannot be used. Look at DATABASE_URL.\n${explain(error)}`;
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  // To people it only says that they should come back.
  if (error instanceof AuthError && error.code === 'db_unavailable') return databaseTrouble(error.cause);
  // One for each address a host name stands for; the first says enough.
  if (error instanceof AggregateError) return explain(error.errors[0]);
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return `The port is in use. Stop the other program, or set PORT to another one.\n${error.message}`;
  }
  return error instanceof Error ? error.message : String(error);
}

try {
  const config = readConfig(process.env);
  const output = standardOutput();
  const log = createLogger(config.logLevel, output);
  for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
    // State is unknown after either: write it down and let the supervisor start a fresh process.
    process.on(event, (error) => {
      log.fatal({ event: `process.${event}`, err: error });
      process.exit(1);
    });
  }
  await start(config, log, output);
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
