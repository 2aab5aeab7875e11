import { mark } from '../pages/layout.ts';
import { accountsStyle } from '../pages/styles/accounts.ts';
import { baseStyle } from '../pages/styles/base.ts';
import { clientStyle } from '../pages/styles/client.ts';
import { journalStyle } from '../pages/styles/journal.ts';
import { panelStyle } from '../pages/styles/panel.ts';
import { qrStyle } from '../pages/styles/qr.ts';
import type { EmulatorRouter } from '../router.ts';

const styles: Readonly<Record<string, string>> = {
  'base.css': baseStyle,
  'accounts.css': accountsStyle,
  'client.css': clientStyle,
  'journal.css': journalStyle,
  'panel.css': panelStyle,
  'qr.css': qrStyle,
};

/** Styles and the icon. */
export function registerAssets(router: EmulatorRouter): void {
  router.get('/_emulator/assets/icon.svg', (ctx) => {
    ctx.type = 'image/svg+xml';
    ctx.body = mark.text.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ');
  });
  router.get('/_emulator/assets/:file', (ctx, next) => {
    const style = styles[String(ctx.params.file)];
    if (style === undefined) return next();
    ctx.set('Cache-Control', 'no-cache');
    ctx.type = 'css';
    ctx.body = style;
  });
}
