/** The app, as the platform knows it, and where the platform is. */
export interface FeishuSettings extends AppCredentials {
  readonly openUrl: URL;
  readonly accountsUrl: URL;
  readonly passportUrl: URL | undefined;
  readonly tokenVersion: 'auto' | TokenVersion;
}

export interface AppCredentials {
  readonly appId: string;
  readonly appSecret: string;
}

/** Of the endpoint where codes and refresh tokens become tokens of a person. */
export type TokenVersion = '3' | '2';
