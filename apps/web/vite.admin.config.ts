import { defineConfig } from 'vite';
import { precompress } from './precompress.ts';
import { shared } from './vite.shared.ts';

/** The page of administrators, built on its own: nothing of it is in what people load who sign in. */
export default defineConfig({
  ...shared,
  base: '/admin/',
  plugins: [precompress()],
  build: { ...shared.build, outDir: 'dist/admin', rollupOptions: { input: 'admin.html' } },
});
