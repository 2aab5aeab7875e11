import type { EmulatorRouter } from '../../exchange/router.ts';
import { mark } from '../layout.ts';
import { accountsStyle } from '../styles/accounts.ts';
import { baseStyle } from '../styles/base.ts';
import { clientStyle } from '../styles/client.ts';
import { journalStyle } from '../styles/journal.ts';
import { panelStyle } from '../styles/panel.ts';
import { qrStyle } from '../styles/qr.ts';

const styles = new Map(
  Object.entries({
    'base.css': baseStyle,
    'accounts.css': accountsStyle,
    'client.css': clientStyle,
    'journal.css': journalStyle,
    'panel.css': panelStyle,
    'qr.css': qrStyle,
  }),
);

/** Styles and the icon. */
export function registerAssets(router: EmulatorRouter): void {
  // Browsers ask for the second by themselves; it is no call to the platform.
  router.get(['/_emulator/assets/icon.svg', '/favicon.ico'], (ctx) => {
    ctx.type = 'image/svg+xml';
    ctx.body = mark.text
      .replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')
      .replace('<defs>', '<title>Feishu emulator</title><defs>');
  });
  router.get('/_emulator/assets/:file', (ctx, next) => {
    const style = styles.get(String(ctx.params.file));
    if (style === undefined) return next();
    ctx.set('Cache-Control', 'no-cache');
    ctx.type = 'css';
    ctx.body = style;
  });
}
