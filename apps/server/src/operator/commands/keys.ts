import type { Config } from '../../config/config.ts';
import { ConfigError, readConfig } from '../../config/read-config.ts';
import { countSealed } from '../../db/operator/keys.ts';
import type { Command, Context } from '../command.ts';
import { exitCodes, OperatorFailure } from '../failure.ts';
import { withServerData } from '../open-server-data.ts';
import { onlyOptions } from '../terminal/arguments.ts';
import type { Text } from '../terminal/language.ts';
import { type Column, printTable } from '../terminal/table.ts';
import { type Rotated, rotateKeys } from './key-rotation.ts';

export const keysList: Command = {
  name: 'keys list',
  usage: '[--json]',
  does: { zh: '各密钥加密了多少条飞书授权', en: 'tells how many Feishu authorizations each key seals' },
  options: [],
  run: ({ env, screen }, args) => {
    const { json } = onlyOptions(args, { json: { type: 'boolean', default: false } });
    const { encryptionKeys } = completeConfig(env);
    return withServerData(env, async ({ database }) => {
      const { total, byKey } = await countSealed(database);
      const configured = encryptionKeys.map(({ id }) => id);
      const ids = [...new Set([...configured, ...byKey.keys()])];
      const rows = ids.map((id): KeyRow => ({ id, role: roleOf(id, configured), grants: byKey.get(id) ?? 0 }));
      if (json) screen.print(JSON.stringify({ grants: total, keys: rows }, null, 2));
      else printTable(screen, columns(screen), rows);
      return rows.some(({ role }) => role === 'missing') ? exitCodes.refused : exitCodes.done;
    });
  },
};

interface KeyRow {
  readonly id: string;
  /** `missing`: something is sealed with it, and ENCRYPTION_KEYS no longer names it. */
  readonly role: 'writes' | 'reads' | 'missing';
  readonly grants: number;
}

function roleOf(id: string, configured: readonly string[]): KeyRow['role'] {
  const place = configured.indexOf(id);
  return place === 0 ? 'writes' : place > 0 ? 'reads' : 'missing';
}

function columns(screen: Context['screen']): readonly Column<KeyRow>[] {
  const roles = {
    writes: { zh: '加密新数据', en: 'writes' },
    reads: { zh: '仅解密', en: 'reads' },
    missing: { zh: '已从 ENCRYPTION_KEYS 移除！', en: 'missing from ENCRYPTION_KEYS!' },
  };
  return [
    { title: { zh: '密钥', en: 'KEY' }, cell: ({ id }) => id },
    { title: { zh: '授权数', en: 'AUTHORIZATIONS' }, cell: ({ grants }) => String(grants) },
    { title: { zh: '用途', en: 'ROLE' }, cell: ({ role }) => screen.say(roles[role]) },
  ];
}

export const keysRotate: Command = {
  name: 'keys rotate',
  usage: '[--dry-run] [--json]',
  does: {
    zh: '用 ENCRYPTION_KEYS 的第一个密钥重新加密',
    en: 'seals everything again with the first of ENCRYPTION_KEYS',
  },
  options: [['--dry-run', { zh: '只统计', en: 'only counts' }]],
  run: ({ env, screen }, args) => {
    const options = onlyOptions(args, {
      'dry-run': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    });
    const { encryptionKeys } = completeConfig(env);
    return withServerData(env, async (data) => {
      const rotated = await rotateKeys(data, encryptionKeys, {
        dryRun: options['dry-run'],
        progress: (done, total) =>
          screen.note(screen.say({ zh: `已重新加密 ${done} / ${total}`, en: `${done} of ${total} sealed again` })),
      });
      if (options.json) screen.print(JSON.stringify(rotatedJson(rotated, options['dry-run']), null, 2));
      else printRotated(screen, rotated, options['dry-run']);
      return rotated.unreadable.size + rotated.busy > 0 ? exitCodes.refused : exitCodes.done;
    });
  },
};

/** Here every variable counts: without ENCRYPTION_KEYS the key comes from the app's secret. */
function completeConfig(env: Context['env']): Config {
  try {
    return readConfig({ ...env });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new OperatorFailure('usage', {
      zh: `配置不能使用，运行 doctor 查看说明：\n${error.message}`,
      en: error.message,
    });
  }
}

function rotatedJson({ key, sealedByOthers, resealed, busy, unreadable }: Rotated, dryRun: boolean): object {
  return {
    dry_run: dryRun,
    key,
    sealed_by_others: sealedByOthers,
    resealed,
    busy,
    unreadable: Object.fromEntries(unreadable),
  };
}

function printRotated(screen: Context['screen'], rotated: Rotated, dryRun: boolean): void {
  const { paint, tell } = screen;
  const { key, sealedByOthers, resealed, busy, unreadable } = rotated;
  const complete = resealed === sealedByOthers;
  if (dryRun && !complete) tell(wouldSeal(rotated));
  else tell(nowSealed(rotated), complete ? paint('green', '✓') : paint('yellow', '!'));
  if (busy > 0) tell(stillBusy(busy), paint('yellow', '!'));
  for (const [id, count] of unreadable) tell(cannotOpen(id, count, key), paint('red', '✗'));
}

function wouldSeal({ key, sealedByOthers }: Rotated): Text {
  return {
    zh: `演练：${sealedByOthers} 条授权将改用 ${key} 加密。没有改动任何数据。`,
    en: `Dry run: ${authorizations(sealedByOthers)} would be sealed with ${key}. Nothing was changed.`,
  };
}

function nowSealed({ key, sealedByOthers, resealed }: Rotated): Text {
  if (sealedByOthers === 0) {
    return { zh: `全部已由 ${key} 加密，无需处理。`, en: `Everything is sealed with ${key} already.` };
  }
  return {
    zh: `${sealedByOthers} 条授权中的 ${resealed} 条已改用 ${key} 加密。`,
    en: `${resealed} of ${authorizations(sealedByOthers)} sealed again, with ${key}.`,
  };
}

function stillBusy(busy: number): Text {
  return {
    zh: `${busy} 条正在续期，过一会儿再运行一次。`,
    en: `${authorizations(busy)} being renewed by a server; run this again in a while.`,
  };
}

/** The key that development derives from the App Secret cannot be put into ENCRYPTION_KEYS. */
function cannotOpen(id: string, count: number, key: string): Text {
  if (id === 'development') {
    return {
      zh: `${count} 条由开发密钥加密，换成 ${key} 后打不开；这些用户下次使用时重新授权即可。`,
      en: `${authorizations(count)} sealed with the development key, which ${key} replaced; these people authorize again when they next need to.`,
    };
  }
  return {
    zh: `${count} 条由 ${id} 加密，打不开。把 ${id} 加回 ENCRYPTION_KEYS 末尾再运行；若密钥已丢失，这些用户下次使用时重新授权即可。`,
    en: `${authorizations(count)} sealed with ${id} cannot be opened. Put ${id} back at the end of ENCRYPTION_KEYS and run this again; if the key is lost, these people authorize again when they next need to.`,
  };
}

function authorizations(count: number): string {
  return count === 1 ? '1 authorization' : `${count} authorizations`;
}
