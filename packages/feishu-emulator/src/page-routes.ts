import type { RegisterPages } from './router.ts';
import { registerAuthorize } from './routes/authorize.ts';
import { registerAccounts } from './routes/authorize-accounts.ts';
import { registerClientBridge } from './routes/client-bridge.ts';
import { registerScripts } from './routes/client-bridge-scripts.ts';
import { registerPanel } from './routes/panel.ts';
import { registerAssets } from './routes/panel-assets.ts';
import { registerQr } from './routes/qr.ts';

/** One line for each file of pages. */
export const pageRoutes: readonly RegisterPages[] = [
  registerAuthorize,
  registerAccounts,
  registerQr,
  registerPanel,
  registerClientBridge,
  registerScripts,
  registerAssets,
];
