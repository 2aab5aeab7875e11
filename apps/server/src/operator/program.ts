import { secretsOf } from '../config/secrets.ts';
import type { Command, Context } from './command.ts';
import { audit } from './commands/audit.ts';
import { auditExport } from './commands/audit-export.ts';
import { usersBlock, usersUnblock } from './commands/blocking.ts';
import { clientsAdd, clientsList, clientsRemove, clientsRotate } from './commands/clients.ts';
import { doctor } from './commands/doctor.ts';
import { keysList, keysRotate } from './commands/keys.ts';
import { linksList, linksUndo } from './commands/links.ts';
import { usersErase, usersExport } from './commands/person-data.ts';
import { sessionsList, sessionsRevoke } from './commands/sessions.ts';
import { usersList, usersShow } from './commands/users.ts';
import { usersImport } from './commands/users-import.ts';
import { exitCodes, OperatorFailure } from './failure.ts';
import { printCommandHelp, printHelp } from './terminal/help.ts';
import { type Language, languageOf } from './terminal/language.ts';
import { createScreen, type Screen, type ScreenOptions } from './terminal/screen.ts';

const commands: readonly Command[] = [
  doctor,
  usersList,
  usersShow,
  usersBlock,
  usersUnblock,
  usersExport,
  usersErase,
  usersImport,
  sessionsList,
  sessionsRevoke,
  linksList,
  linksUndo,
  keysList,
  keysRotate,
  clientsAdd,
  clientsList,
  clientsRotate,
  clientsRemove,
  auditExport,
  audit,
];

export interface Invocation extends Pick<ScreenOptions, 'colour' | 'terminalWidth' | 'out' | 'err' | 'taken'> {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stopped: Context['stopped'];
}

/** Runs one command to its end. @returns the exit code */
export async function runOperator({ args, env, stopped, ...terminal }: Invocation): Promise<number> {
  const { language, help, rest } = readCommon(args);
  const screen = createScreen({ ...terminal, language: language ?? languageOf(env), secrets: secretsOf(env) });
  try {
    if (language === undefined && args.some((arg) => /^--lang(=|$)/.test(arg))) throw badLanguage;
    const command = commandOf(rest);
    if (help || rest.length === 0) {
      if (command === undefined) printHelp(screen, commands);
      else printCommandHelp(screen, command);
      return exitCodes.done;
    }
    if (command === undefined) throw unknownCommand(rest);
    return await command.run({ env, screen, stopped }, rest.slice(command.name.split(' ').length));
  } catch (error) {
    if (!(error instanceof OperatorFailure)) throw error;
    printFailure(screen, error, commandOf(rest));
    return error.kind === 'refused' ? exitCodes.refused : exitCodes.couldNotAsk;
  }
}

interface Common {
  readonly language: Language | undefined;
  readonly help: boolean;
  readonly rest: readonly string[];
}

/** Takes out what every command understands. */
function readCommon(args: readonly string[]): Common {
  const rest: string[] = [];
  let language: string | undefined;
  let help = false;
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? '';
    if (arg === '--help' || arg === '-h') help = true;
    else if (arg === '--lang') {
      i += 1;
      language = args[i];
    } else if (arg.startsWith('--lang=')) language = arg.slice('--lang='.length);
    // `pnpm doctor -- --json` hands the dashes on.
    else if (arg !== '--') rest.push(arg);
  }
  return { language: language === 'zh' || language === 'en' ? language : undefined, help, rest };
}

function commandOf(words: readonly string[]): Command | undefined {
  return commands.find(({ name }) => name.split(' ').every((word, i) => words[i] === word));
}

const badLanguage = new OperatorFailure('usage', { zh: '--lang 只能是 zh 或 en。', en: '--lang must be zh or en.' });

function unknownCommand(words: readonly string[]): OperatorFailure {
  const [group = ''] = words;
  const siblings = commands.map(({ name }) => name).filter((name) => name.startsWith(`${group} `));
  const typed = words.filter((word) => !word.startsWith('-')).join(' ');
  const hint = siblings.length > 0 ? siblings : commands.map(({ name }) => name);
  return new OperatorFailure('usage', {
    zh: `没有命令“${typed}”。可用：${hint.join('、')}`,
    en: `There is no command “${typed}”. There are: ${hint.join(', ')}`,
  });
}

function printFailure(screen: Screen, { kind, text }: OperatorFailure, command: Command | undefined): void {
  const { say, paint, note } = screen;
  note(`${paint('red', '✗')} ${say(text)}`);
  if (kind !== 'usage') return;
  const more = command === undefined ? 'operator --help' : `operator ${command.name} --help`;
  note(paint('dim', say({ zh: `  帮助：${more}`, en: `  Help: ${more}` })));
}
