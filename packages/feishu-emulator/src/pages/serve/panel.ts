import { z } from 'zod';
import type { EmulatorRouter } from '../../exchange/router.ts';
import { coverage } from '../../routes/coverage.ts';
import { settingSpecs } from '../../state/setting-specs.ts';
import type { State } from '../../state/state.ts';
import { clientPage } from '../client.ts';
import { pageLanguage } from '../language.ts';
import { panelPage } from '../panel.ts';

/** The control panel, and the page that plays the Feishu client. */
export function registerPanel(router: EmulatorRouter, _state: State): void {
  // Somebody who opened the address itself; programs are told what the platform tells them.
  router.get('/', (ctx, next) => {
    if (!ctx.get('accept').includes('text/html')) return next();
    ctx.redirect('/_emulator/');
  });

  router.get('/_emulator', (ctx) => {
    ctx.type = 'html';
    ctx.body = panelPage(pageLanguage(ctx), { choices: settingChoices(), paths: documentedPaths() });
  });

  router.get('/_emulator/client', (ctx) => {
    // Served only where whoever started the emulator gave it a gadget.
    const hasGadget = router.match('/_emulator/gadget', 'GET').route;
    ctx.type = 'html';
    ctx.body = clientPage(pageLanguage(ctx), hasGadget);
  });
}

/** Where a fault can be told to strike. */
function documentedPaths(): string[] {
  return [...new Set(coverage.map(({ path }) => path))].sort();
}

/** The values a setting can take, for those that have a list of them. */
function settingChoices(): Record<string, unknown[]> {
  const choices: [string, unknown[]][] = Object.entries(settingSpecs).map(([name, { type }]) => {
    const { enum: listed, anyOf = [] } = z.toJSONSchema(type);
    const constants = anyOf.flatMap((one) => (typeof one === 'object' && 'const' in one ? [one.const] : []));
    return [name, listed ?? constants];
  });
  return Object.fromEntries(choices.filter(([, values]) => values.length > 0));
}
