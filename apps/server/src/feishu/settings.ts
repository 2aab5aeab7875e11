/** The app, as the platform knows it, and where the platform is. */
export interface FeishuSettings extends AppCredentials {
  readonly openUrl: URL;
  readonly accountsUrl: URL;
  readonly passportUrl: URL | undefined;
}

export interface AppCredentials {
  readonly appId: string;
  readonly appSecret: string;
}
