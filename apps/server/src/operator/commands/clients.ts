import { randomUUID } from 'node:crypto';
import { findClient, type RegisteredClient, removeClient, rotateClient } from '../../auth/administration/clients.ts';
import { mintClientSecret, oidcScopes, ordinaryScopes, problemsOfClient } from '../../auth/oidc-clients.ts';
import type { OidcClient } from '../../auth/ports/oidc.ts';
import type { Command, Context } from '../command.ts';
import { exitCodes, OperatorFailure } from '../failure.ts';
import { withServerData } from '../open-server-data.ts';
import { asOperator } from '../operator-audit.ts';
import type { ServerData } from '../server-data.ts';
import { onlyOptions, readArguments } from '../terminal/arguments.ts';
import { type Column, printTable } from '../terminal/table.ts';
import { isoTime, localTime } from '../terminal/times.ts';

const extraScopes = oidcScopes.filter((scope) => !ordinaryScopes.some((one) => one === scope)).join(' ');

export const clientsAdd: Command = {
  name: 'clients add',
  usage: '--name <name> --redirect-uri <url>… [--first-party] [--public] [--json]',
  does: { zh: '登记一个通过本服务登录的应用', en: 'registers an app that signs people in through this server' },
  options: [
    ['--name N', { zh: '应用名称，显示给用户', en: 'its name, shown to people' }],
    ['--redirect-uri U', { zh: '登录后回到的地址，可多个', en: 'where people are sent back to; may be repeated' }],
    ['--post-logout-redirect-uri U', { zh: '退出后回到的地址，可多个', en: 'where a sign-out leads; may be repeated' }],
    ['--backchannel-logout-uri U', { zh: '接收会话结束通知的地址', en: 'where to tell it that a session ended' }],
    ['--first-party', { zh: '公司自己的应用，不询问用户', en: 'the company’s own: people are not asked' }],
    ['--public', { zh: '无法保密的应用：网页、命令行、桌面', en: 'it can keep no secret: a page, a command line' }],
    [
      '--scope S',
      {
        zh: `可请求的权限，可多个（默认 ${ordinaryScopes.join(' ')}；还有 ${extraScopes}）`,
        en: `what it may ask for, one each (${ordinaryScopes.join(' ')} unless named; also ${extraScopes})`,
      },
    ],
    ['--resource U', { zh: '可取得其访问令牌的 API，可多个', en: 'an API it may have tokens for; may be repeated' }],
    ['--jwt', { zh: '这些 API 的令牌为 JWT，五分钟有效', en: 'those tokens are JWTs of five minutes' }],
    ['--without-pkce', { zh: '有密钥但不支持 PKCE 的应用', en: 'it keeps a secret and does not know PKCE' }],
  ],
  run: ({ env, screen }, args) => {
    const options = onlyOptions(args, {
      name: { type: 'string', default: '' },
      'redirect-uri': { type: 'string', multiple: true, default: [] },
      'post-logout-redirect-uri': { type: 'string', multiple: true, default: [] },
      'backchannel-logout-uri': { type: 'string' },
      'first-party': { type: 'boolean', default: false },
      public: { type: 'boolean', default: false },
      scope: { type: 'string', multiple: true, default: [] },
      resource: { type: 'string', multiple: true, default: [] },
      jwt: { type: 'boolean', default: false },
      'without-pkce': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    });
    const minted = options.public ? { secret: null, hash: null } : mintClientSecret();
    const client: OidcClient = {
      clientId: randomUUID(),
      name: options.name,
      secretHash: minted.hash,
      redirectUris: options['redirect-uri'],
      postLogoutRedirectUris: options['post-logout-redirect-uri'],
      backchannelLogoutUri: options['backchannel-logout-uri'] ?? null,
      firstParty: options['first-party'],
      scopes: options.scope.length === 0 ? ordinaryScopes : [...new Set(['openid', ...options.scope])],
      resources: options.resource,
      jwtAccessTokens: options.jwt,
      withoutPkce: options['without-pkce'],
    };
    const [problem] = problemsOfClient(client);
    if (problem !== undefined) throw new OperatorFailure('usage', problem);
    return withServerData(env, async (data) => {
      await data.store.oidc.clients.save(client, 'operator', data.clock.now());
      await asOperator(data).record({
        event: 'client.added',
        reason: null,
        facts: { client_id: client.clientId, name: client.name },
      });
      printSecret(screen, { id: client.clientId, secret: minted.secret }, options.json);
      return exitCodes.done;
    });
  },
};

export const clientsList: Command = {
  name: 'clients list',
  usage: '[--json]',
  does: { zh: '列出登记的应用', en: 'lists the registered apps' },
  options: [],
  run: ({ env, screen }, args) => {
    const { json } = onlyOptions(args, { json: { type: 'boolean', default: false } });
    return withServerData(env, async ({ store }) => {
      const clients = await store.oidc.clients.list();
      if (json) screen.print(JSON.stringify({ clients: clients.map(clientJson) }, null, 2));
      else if (clients.length === 0) screen.print(screen.say({ zh: '没有登记的应用。', en: 'No app is registered.' }));
      else printTable(screen, columns, clients);
      return exitCodes.done;
    });
  },
};

export const clientsRotate: Command = {
  name: 'clients rotate',
  usage: '<client id> [--json]',
  does: { zh: '换一个密钥，旧密钥立即失效', en: 'gives an app a new secret; the old one ends at once' },
  options: [],
  run: ({ env, screen }, args) => {
    const { id, json } = readId(args);
    return withServerData(env, async (data) => {
      const client = await knownClient(data, id);
      if (client.secretHash === null) {
        throw new OperatorFailure('refused', { zh: '这个应用没有密钥。', en: 'This app is public and has no secret.' });
      }
      const secret = await rotateClient(asOperator(data), client);
      printSecret(screen, { id, secret }, json);
      return exitCodes.done;
    });
  },
};

export const clientsRemove: Command = {
  name: 'clients remove',
  usage: '<client id> [--json]',
  does: { zh: '移除应用，它的全部令牌立即失效', en: 'removes an app; all of its tokens end at once' },
  options: [],
  run: ({ env, screen }, args) => {
    const { id, json } = readId(args);
    return withServerData(env, async (data) => {
      const client = await knownClient(data, id);
      await removeClient(asOperator(data), client);
      if (json) screen.print(JSON.stringify({ client_id: id, removed: true }, null, 2));
      else screen.tell({ zh: `${client.name} 已移除。`, en: `${client.name} is removed.` }, screen.paint('green', '✓'));
      return exitCodes.done;
    });
  },
};

function readId(args: readonly string[]): { id: string; json: boolean } {
  const { values, positionals } = readArguments(args, { json: { type: 'boolean', default: false } });
  const [id, extra] = positionals;
  if (id !== undefined && extra === undefined) return { id, json: values.json };
  throw new OperatorFailure('usage', {
    zh: '需要一个 client_id；用 clients list 查看。',
    en: 'One client id is needed; clients list tells it.',
  });
}

/** @throws OperatorFailure, for clients of the file too: it says what they are */
async function knownClient(data: ServerData, id: string): Promise<OidcClient> {
  const client = await findClient(data, id);
  if (client === undefined)
    throw new OperatorFailure('refused', { zh: `没有应用 ${id}。`, en: `There is no app ${id}.` });
  if (client.source === 'operator') return client;
  throw new OperatorFailure('refused', {
    zh: '这个应用来自 OIDC_CLIENTS 的文件，请修改那个文件并重启服务。',
    en: 'This app comes from the file of OIDC_CLIENTS: change that file and restart the server.',
  });
}

function printSecret(screen: Context['screen'], { id, secret }: { id: string; secret: string | null }, json: boolean) {
  if (json) return screen.print(JSON.stringify({ client_id: id, client_secret: secret }, null, 2));
  screen.print(`client_id      ${id}`);
  if (secret === null) return;
  screen.print(`client_secret  ${secret}`);
  screen.note(screen.say({ zh: '密钥只显示这一次。', en: 'The secret is shown this once.' }));
}

const columns: readonly Column<RegisteredClient>[] = [
  { title: { zh: '应用', en: 'APP' }, cell: ({ name }) => name },
  { title: { zh: 'client_id', en: 'CLIENT ID' }, cell: ({ clientId }) => clientId },
  { title: { zh: '来源', en: 'FROM' }, cell: ({ source }) => source },
  { title: { zh: '登记于', en: 'REGISTERED' }, cell: ({ createdAt }) => localTime(createdAt) },
];

function clientJson(client: RegisteredClient): object {
  return {
    client_id: client.clientId,
    name: client.name,
    public: client.secretHash === null,
    redirect_uris: client.redirectUris,
    post_logout_redirect_uris: client.postLogoutRedirectUris,
    backchannel_logout_uri: client.backchannelLogoutUri,
    first_party: client.firstParty,
    scopes: client.scopes,
    resources: client.resources,
    jwt: client.jwtAccessTokens,
    without_pkce: client.withoutPkce,
    source: client.source,
    created_at: isoTime(client.createdAt),
  };
}
