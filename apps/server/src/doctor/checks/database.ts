import type { DatabaseState } from '../../db/operator/database-state.ts';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import type { Text } from '../text.ts';

/** Seconds that the database's clock may differ from the platform's users' before JSAPI signatures suffer. */
const tolerated = 30;

/** The database answers and its tables are those of this program. */
export const database: Check = {
  id: 'database',
  title: { zh: '数据库', en: 'Database' },
  run: async ({ config, lookAtDatabase }) => {
    const state = await lookAtDatabase(config.databaseUrl);
    const sqlite = config.databaseUrl.startsWith('sqlite:');
    const findings = findingsAbout(state);
    if (sqlite && config.production) findings.push(sqliteInProduction);
    return findings;
  },
};

function findingsAbout(state: DatabaseState): Finding[] {
  switch (state.state) {
    case 'absent':
      return [
        {
          level: 'note',
          what: {
            zh: `${state.name} 尚不存在，首次启动时创建`,
            en: `${state.name} is not there yet; the first start makes it`,
          },
        },
      ];
    case 'unreachable':
      return [unreachable(state.name, state.code)];
    case 'open':
      return [migrated(state), ...skewed(state)];
  }
}

function migrated({ name, pending, unknown }: Extract<DatabaseState, { state: 'open' }>): Finding {
  if (unknown > 0) {
    return {
      level: 'problem',
      what: { zh: `${name} 由更新的版本建立`, en: `${name} was made by a newer version` },
      fix: { zh: '升级本程序；不要用旧版本写入。', en: 'Upgrade this program; do not let an old one write to it.' },
    };
  }
  if (pending > 0) {
    return {
      level: 'note',
      what: {
        zh: `${name} 有 ${pending} 项结构升级，服务启动时自动完成`,
        en: `${name} has ${pending} migrations to come; the server’s start applies them`,
      },
    };
  }
  return { level: 'ok', what: { zh: `${name} 可用，结构为最新`, en: `${name} answers and is up to date` } };
}

function skewed({ clockAhead }: Extract<DatabaseState, { state: 'open' }>): Finding[] {
  const seconds = Math.round(clockAhead / 1000);
  if (Math.abs(seconds) <= tolerated) return [];
  return [
    {
      level: 'warning',
      what: {
        zh: `数据库时钟比本机${seconds > 0 ? '快' : '慢'} ${Math.abs(seconds)} s`,
        en: `the database’s clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} this machine’s`,
      },
      meaning: {
        zh: '会话和签名都按数据库的时间计算。',
        en: 'Sessions and signatures are reckoned by the database’s time.',
      },
      fix: { zh: '在数据库主机上启用 NTP。', en: 'Switch NTP on at the database’s host.' },
    },
  ];
}

const sqliteInProduction: Finding = {
  level: 'warning',
  what: { zh: '生产环境使用 SQLite：只能运行一个服务进程', en: 'SQLite in production: one server process only' },
  meaning: {
    zh: '可以用，但重启期间会短暂中断，也不能横向扩展。文件必须在本地磁盘上，不能放在 NFS。',
    en: 'It works, with a short interruption at every restart and no second instance. The file must be on a local disk, never on NFS.',
  },
  fix: {
    zh: '需要多实例时改用 DATABASE_URL=postgres://…；备份见 docs/operating.md。',
    en: 'For several instances use DATABASE_URL=postgres://…; for backups see docs/operating.md.',
  },
};

const wrongPassword: Text = {
  zh: '核对 DATABASE_URL 的用户名和密码。',
  en: 'Check user and password in DATABASE_URL.',
};
const wrongHost: Text = {
  zh: '核对 DATABASE_URL 的主机和端口，并确认数据库已启动。',
  en: 'Check host and port in DATABASE_URL, and that the database runs.',
};

/** Codes of Node, of PostgreSQL (SQLSTATE) and of SQLite. */
const causes: Readonly<Record<string, Text>> = {
  ECONNREFUSED: wrongHost,
  ENOTFOUND: wrongHost,
  EAI_AGAIN: wrongHost,
  ETIMEDOUT: wrongHost,
  '28P01': wrongPassword,
  '28000': wrongPassword,
  '3D000': { zh: '先建立这个数据库：createdb。', en: 'Make this database first: createdb.' },
  '53300': {
    zh: '连接数已满：减少实例或提高 max_connections。',
    en: 'It has no connection left: run fewer instances or raise max_connections.',
  },
  SQLITE_CANTOPEN: { zh: '检查文件及其目录的读写权限。', en: 'Check the permissions of the file and its folder.' },
  SQLITE_NOTADB: {
    zh: '这个文件不是 SQLite 数据库，检查 DATABASE_URL。',
    en: 'This file is no SQLite database; check DATABASE_URL.',
  },
  SQLITE_CORRUPT: {
    zh: '文件已损坏，从备份恢复（见 docs/operating.md）。',
    en: 'The file is damaged; restore a backup (docs/operating.md).',
  },
};

/** A database that cannot be reached may come back; one that refuses us will not. */
function unreachable(name: string, code: string): Finding {
  const passing = /^(E[A-Z_]+|57P0\d|53300|SQLITE_BUSY)$/.test(code);
  return {
    level: passing ? 'unasked' : 'problem',
    what: { zh: `${name} 打不开（${code}）`, en: `${name} cannot be opened (${code})` },
    meaning: { zh: '没有数据库，服务无法启动。', en: 'Without it the server does not start.' },
    fix: causes[code] ?? { zh: '查看数据库的日志。', en: 'Look at the database’s log.' },
  };
}
