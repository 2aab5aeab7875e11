import { AuthError } from '@feishu-login/auth-types';
import { ConfigError, readConfig } from '../config/read-config.ts';
import { createDatabaseClock } from '../db/clock.ts';
import { type OpenedDatabase, openBesideServer } from '../db/operator/database.ts';
import { createStore } from '../db/store.ts';
import type { Context } from './command.ts';
import { OperatorFailure } from './failure.ts';
import type { ServerData } from './server-data.ts';

/**
 * Opens the database that DATABASE_URL names, lets `work` use it, and closes it again.
 * @throws OperatorFailure if it cannot be opened, or belongs to another version
 */
export async function withServerData<T>(env: Context['env'], work: (data: ServerData) => Promise<T>): Promise<T> {
  const found = await openBesideServer(databaseUrl(env));
  if (!found.opened) throw notOpened(found.state);
  const { database, state } = found;
  try {
    if (state.pending > 0 || state.unknown > 0) throw otherVersion(state);
    const clock = createDatabaseClock(database);
    await clock.sync();
    return await work({ database, store: createStore(database), clock });
  } catch (error) {
    if (error instanceof AuthError && error.code === 'db_unavailable') throw wentAway(error);
    throw error;
  } finally {
    await database.close();
  }
}

/** Read as the server reads it. Nothing else must be set to end a session in a hurry, so the rest is filled in. */
function databaseUrl({ DATABASE_URL }: Context['env']): string {
  try {
    return readConfig({ DATABASE_URL, FEISHU_APP_ID: 'cli_0000000000000000', FEISHU_APP_SECRET: 'not-needed-here' })
      .databaseUrl;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new OperatorFailure(
      'usage',
      {
        zh: 'DATABASE_URL 不能使用，应为 sqlite:./data/app.sqlite 或 postgres://用户:密码@主机/数据库。',
        en: 'DATABASE_URL cannot be used; it must be sqlite:./data/app.sqlite or postgres://user:password@host/database.',
      },
      error,
    );
  }
}

function notOpened(state: Extract<OpenedDatabase, { opened: false }>['state']): OperatorFailure {
  if (state.state === 'absent') {
    return new OperatorFailure('unreachable', {
      zh: `${state.name} 不存在。检查 DATABASE_URL 和当前目录；服务首次启动时才会创建它。`,
      en: `There is no ${state.name}. Check DATABASE_URL and the folder you are in; the server makes the file when it first starts.`,
    });
  }
  return new OperatorFailure('unreachable', {
    zh: `数据库 ${state.name} 打不开（${state.code}）。运行 doctor 查看原因。`,
    en: `The database ${state.name} cannot be opened (${state.code}). doctor tells why.`,
  });
}

function otherVersion({ name, pending }: { name: string; pending: number }): OperatorFailure {
  return new OperatorFailure(
    'refused',
    pending > 0
      ? {
          zh: `数据库 ${name} 还是旧结构，先用这个版本启动一次服务，它会自动升级。`,
          en: `The database ${name} has an older structure. Start the server of this version once; it migrates it.`,
        }
      : {
          zh: `数据库 ${name} 由更新的版本建立，请使用那个版本的命令。`,
          en: `The database ${name} was made by a newer version; use that version’s commands.`,
        },
  );
}

function wentAway(error: AuthError): OperatorFailure {
  const detail = error.cause instanceof Error ? error.cause.message : '';
  return new OperatorFailure(
    'unreachable',
    {
      zh: `数据库没有完成操作（${detail}）。稍后再试。`,
      en: `The database did not finish (${detail}). Try again shortly.`,
    },
    error,
  );
}
