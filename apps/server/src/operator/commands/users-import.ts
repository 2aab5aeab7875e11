import { countsOf, createOperatorFormerPeople } from '../../db/operator/former-people.ts';
import type { Decision } from '../../db/operator/whose-former-id.ts';
import { chunksOf } from '../../db/sql.ts';
import type { Command, Context } from '../command.ts';
import { exitCodes, OperatorFailure } from '../failure.ts';
import { conflictsOf } from '../import/conflicts.ts';
import { type FormerPersonRow, type Problem, readFormerPeople } from '../import/former-people-file.ts';
import { withServerData } from '../open-server-data.ts';
import { asOperator } from '../operator-audit.ts';
import type { ServerData } from '../server-data.ts';
import { readArguments } from '../terminal/arguments.ts';
import type { Screen } from '../terminal/screen.ts';

/** More are counted. */
const problemsShown = 20;

export const usersImport: Command = {
  name: 'users import',
  usage: '<file.csv> [--app cli_…] [--dry-run] [--json]',
  does: {
    zh: '从 CSV 导入旧系统的用户 ID：此人首次登录前就有我们的用户 ID',
    en: 'takes over the ids of a former system from a CSV: its people have a user id here before they first sign in',
  },
  options: [
    ['--app ID', { zh: 'open_id 所属的应用（默认 FEISHU_APP_ID）', en: 'whose the open ids are (FEISHU_APP_ID)' }],
    ['--dry-run', { zh: '只检查，并说明会发生什么', en: 'only checks, and tells what would happen' }],
  ],
  run: async ({ env, screen }, args) => {
    const { file, app, dryRun, json } = readOptions(env, args);
    const { people, problems } = await readFormerPeople(file, app);
    if (problems.length > 0) return refuse(screen, problems, json);
    return withServerData(env, async (data) => {
      const looked = await look(data, people, screen);
      const conflicts = conflictsOf(people, looked);
      if (conflicts.length > 0) return refuse(screen, conflicts, json);
      const done = dryRun ? looked : await keep(data, people, screen);
      report(screen, done, { dryRun, json });
      return exitCodes.done;
    });
  },
};

function readOptions(env: Context['env'], args: readonly string[]) {
  const { values, positionals } = readArguments(args, {
    app: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  const [file, extra] = positionals;
  if (file === undefined || extra !== undefined)
    throw new OperatorFailure('usage', {
      zh: 'users import 需要一个文件：CSV，列名为 former_id 和 open_id 或 union_id。',
      en: 'users import takes one file: a CSV with the columns former_id, and open_id or union_id.',
    });
  const app = values.app ?? env.FEISHU_APP_ID;
  return { file, app: app === '' ? undefined : app, dryRun: values['dry-run'], json: values.json };
}

async function look({ database }: ServerData, people: readonly FormerPersonRow[], screen: Screen) {
  const former = createOperatorFormerPeople(database);
  const looked: Decision[] = [];
  for (const some of chunksOf(people)) {
    looked.push(...(await former.look(some)));
    tellProgress(screen, { zh: '已检查', en: 'checked' }, looked.length, people.length);
  }
  return looked;
}

async function keep(data: ServerData, people: readonly FormerPersonRow[], screen: Screen) {
  const former = createOperatorFormerPeople(data.database);
  const { entryOf } = asOperator(data);
  const kept: Decision[] = [];
  for (const some of chunksOf(people)) {
    const decisions = await former.keep(some, data.clock.now(), ({ created, bound }) =>
      entryOf({ event: 'users.imported', reason: null, facts: { created, bound } }),
    );
    if (decisions.some(({ conflict }) => conflict !== undefined)) throw changedMeanwhile(kept.length);
    kept.push(...decisions);
    tellProgress(screen, { zh: '已导入', en: 'imported' }, kept.length, people.length);
  }
  return kept;
}

/** At most ten times, of what is not over before anybody wonders. */
function tellProgress(screen: Screen, did: { zh: string; en: string }, done: number, all: number): void {
  const tenth = Math.max(500, Math.ceil(all / 5_000) * 500);
  if (all > 2_000 && done % tenth === 0) screen.note(screen.paint('dim', `  ${screen.say(did)} ${done} / ${all}`));
}

function changedMeanwhile(kept: number): OperatorFailure {
  return new OperatorFailure('refused', {
    zh: `导入期间有人改动了同样的数据；已导入 ${kept} 人。再运行一次：已导入的不变，其余的会得到检查。`,
    en: `Somebody changed the same data meanwhile; ${kept} people are imported. Run it again: those stay, and the others are checked.`,
  });
}

function refuse(screen: Screen, problems: readonly Problem[], json: boolean): number {
  if (json) {
    const told = problems.map(({ line, column, text }) => ({ line, column, problem: text.en }));
    screen.print(JSON.stringify({ imported: false, problems: told }, null, 2));
    return exitCodes.refused;
  }
  for (const { line, column, text } of problems.slice(0, problemsShown)) {
    const where = { zh: `第 ${line} 行`, en: `line ${line}` };
    const which = column === null ? '' : ` · ${column}`;
    screen.note(`${screen.paint('red', '✗')} ${screen.say(where)}${which}  ${screen.say(text)}`);
  }
  screen.note(
    screen.say({
      zh: `共 ${problems.length} 处问题；没有导入任何人。`,
      en: `Problems: ${problems.length}. Nobody was imported.`,
    }),
  );
  return exitCodes.refused;
}

function report(screen: Screen, decisions: readonly Decision[], how: { dryRun: boolean; json: boolean }): void {
  const counts = countsOf(decisions);
  if (how.json) {
    const people = decisions.map(({ person, userId, outcome }) => ({
      former_id: person.formerId,
      user_id: userId,
      open_id: person.openId,
      union_id: person.unionId,
      outcome,
    }));
    screen.print(JSON.stringify({ dry_run: how.dryRun, ...counts, people }, null, 2));
    return;
  }
  const { created, bound, unchanged } = counts;
  const mark = screen.paint(how.dryRun ? 'dim' : 'green', how.dryRun ? '·' : '✓');
  screen.tell(
    {
      zh: `${how.dryRun ? '演练，没有改动任何数据。' : ''}尚未登录过的 ${created} 人；已有用户的 ${bound} 人；之前已导入的 ${unchanged} 人。`,
      en: `${how.dryRun ? 'Dry run, nothing was changed. ' : ''}Yet to sign in: ${created}; users already: ${bound}; imported before: ${unchanged}.`,
    },
    mark,
  );
  if (!how.dryRun)
    screen.note(
      screen.say({
        zh: '对照表（旧 ID → 用户 ID）：再次运行并加上 --json，不会改动任何数据。',
        en: 'Which former id is which user id: run it again with --json, which changes nothing.',
      }),
    );
}
