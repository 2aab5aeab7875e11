import { examine } from '../../doctor/doctor.ts';
import type { Command } from '../command.ts';
import { onlyOptions } from '../terminal/arguments.ts';
import { exitCodeOf, printReport, reportJson } from './doctor-report.ts';

export const doctor: Command = {
  name: 'doctor',
  usage: '[--json]',
  does: { zh: '向平台核对配置，指出问题和修复位置', en: 'asks the platform what is wrong with the set-up' },
  options: [],
  run: async ({ env, screen }, args) => {
    const { json } = onlyOptions(args, { json: { type: 'boolean', default: false } });
    const examination = await examine(env);
    if (json) screen.print(JSON.stringify(reportJson(screen.language, examination), null, 2));
    else printReport(screen, examination);
    return exitCodeOf(examination);
  },
};
