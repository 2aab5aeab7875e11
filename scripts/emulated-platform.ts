/** The emulator's seeded app, documented in its README. */
export const seedApp = { id: 'cli_a1b2c3d4e5f60718', secret: 'emulator-secret-do-not-use-0001' } as const;

/** Known to the emulated app and the server alike, so that a change in the panel reaches the server as an event. */
const events = {
  encryptKey: 'emulator-encrypt-key-0001',
  verificationToken: 'emulator-verification-token-0001',
} as const;

/** What the server needs to know to take the emulator at `url` for the platform. */
export function emulatedPlatform(url: string): Record<string, string> {
  return {
    FEISHU_APP_ID: seedApp.id,
    FEISHU_APP_SECRET: seedApp.secret,
    FEISHU_OPEN_URL: url,
    FEISHU_ACCOUNTS_URL: url,
    FEISHU_PASSPORT_URL: url,
    FEISHU_H5_SDK_URL: `${url}/_emulator/client/h5sdk.js`,
    FEISHU_QR_SDK_URL: `${url}/_emulator/client/qr-sdk.js`,
    // For the page of tasks. Nobody is asked for them before they open it.
    FEISHU_SCOPES: 'offline_access task:task:read',
    FEISHU_SIGN_OUT: 'true',
    FEISHU_ENCRYPT_KEY: events.encryptKey,
    FEISHU_VERIFICATION_TOKEN: events.verificationToken,
  };
}

/** The server's pages whose addresses the platform wants to know: where a page asks for a code, and where one arrives. */
const registeredPaths = ['/', '/login', '/auth/callback'];

/**
 * The emulated app's security settings, as its developer would fill them in in the console: for `apps` of
 * `startEmulator`, so that the emulator knows the server before the first request and after every reset.
 */
export function registeredApps(serverUrl: string) {
  return {
    [seedApp.id]: {
      redirect_urls: registeredPaths.map((path) => new URL(path, serverUrl).href),
      h5_domains: [new URL(serverUrl).origin],
      event_url: new URL('/feishu/events', serverUrl).href,
      encrypt_key: events.encryptKey,
      verification_token: events.verificationToken,
    },
  };
}
