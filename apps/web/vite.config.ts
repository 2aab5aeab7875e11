import { defaultClientConditions, defineConfig, loadEnv } from 'vite';
import { bootFromServer } from './dev-boot.ts';
import { precompress } from './precompress.ts';

/** The page runs in Feishu's WebViews too, and those age with their client. */
const oldest = ['chrome87', 'safari14', 'firefox78'];

export default defineConfig(({ mode }) => {
  const server = `http://localhost:${loadEnv(mode, '../..', 'PORT').PORT ?? '3000'}`;
  return {
    plugins: [bootFromServer(server), precompress()],
    resolve: { conditions: ['@feishu-login/source', ...defaultClientConditions] },
    build: {
      target: oldest,
      cssTarget: oldest,
      // The content security policy allows neither inline scripts nor inline styles.
      assetsInlineLimit: 0,
      modulePreload: false,
    },
    server: {
      // Same host and origin for the server, which refuses others: it has to run with PUBLIC_URL set to this address.
      proxy: { '/api': server, '/auth': server },
    },
  };
});
