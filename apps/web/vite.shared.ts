import { defaultClientConditions, type UserConfig } from 'vite';

/** The pages run in Feishu's WebViews too, and those age with their client. */
const oldest = ['chrome87', 'safari14', 'firefox78'];

/** What both pages are built with. */
export const shared = {
  resolve: { conditions: ['@feishu-login/source', ...defaultClientConditions] },
  build: {
    target: oldest,
    cssTarget: oldest,
    // The content security policy allows neither inline scripts nor inline styles.
    assetsInlineLimit: 0,
    modulePreload: false,
  },
} satisfies UserConfig;
