import { defineConfig, loadEnv } from 'vite';
import { bootFromServer } from './dev-boot.ts';
import { precompress } from './precompress.ts';
import { shared } from './vite.shared.ts';

export default defineConfig(({ mode }) => {
  const server = `http://localhost:${loadEnv(mode, '../..', 'PORT').PORT ?? '3000'}`;
  return {
    ...shared,
    plugins: [bootFromServer(server), precompress()],
    server: {
      // Same host and origin for the server, which refuses others: it has to run with PUBLIC_URL set to this address.
      proxy: { '/api': server, '/auth': server, '^/admin(/|$)': server, '^/assets/(brand|logo)-': server },
    },
  };
});
