import type { Brand } from '@feishu-login/product/brand';
import type { AdministratorSettings } from './administrators.ts';
import type { AdmissionSettings } from './admission.ts';
import type { OidcClientSettings } from './oidc-clients.ts';
import type { WebhookSettings } from './webhooks.ts';

/** The settings of this process, checked. */
export interface Config {
  readonly production: boolean;
  readonly port: number;
  /** The address to listen on; `undefined` for all of this machine's. */
  readonly host: string | undefined;
  /** How metrics are read: on a port of their own, with a bearer token, or both, or not at all. */
  readonly metricsPort: number | undefined;
  readonly metricsToken: string | undefined;
  /** An OpenTelemetry collector; `undefined` where nobody traces. */
  readonly traces: URL | undefined;
  readonly publicUrl: URL;
  readonly databaseUrl: string;
  readonly logLevel: string;
  /** How long requests are still taken after being asked to end; milliseconds. */
  readonly shutdownGrace: number;
  readonly returnOrigins: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly webRoot: string | undefined;
  /** Whose sign-in this is, where the operator says so. */
  readonly brand: Brand | undefined;
  readonly feishu: {
    readonly appId: string;
    readonly appSecret: string;
    readonly openUrl: URL;
    readonly accountsUrl: URL;
    /** `undefined` where the region has none: there is no QR code then. */
    readonly passportUrl: URL | undefined;
    /** Of the token endpoint. `auto`: version 3, or 2 where there is no other. */
    readonly tokenVersion: 'auto' | '3' | '2';
    /** Whether a proxy may lead there; which one, the environment's own variables tell. Not to an emulator at home. */
    readonly throughProxy: boolean;
    readonly h5SdkUrl: URL;
    readonly qrSdkUrl: URL;
    readonly scopes: readonly string[];
    /** A self-built app belongs to one organisation; a store app is installed by any. */
    readonly appType: 'self_built' | 'store';
    readonly allowedTenants: readonly string[] | undefined;
    readonly linkByUnionId: boolean;
    /** Whether people are offered to sign out of Feishu itself. */
    readonly signOut: boolean;
    /** Empty where pushes are not encrypted; two while one replaces the other. */
    readonly encryptKeys: readonly string[];
    readonly verificationToken: string | undefined;
    /** How events arrive: pushed to our address, over the SDK's own connection, or on purpose not at all. */
    readonly events: 'http' | 'ws' | 'off';
    /** `undefined`: as many calls as are needed. */
    readonly quota: { readonly perSecond: number; readonly perMinute: number } | undefined;
  };
  readonly admission: AdmissionSettings;
  readonly administrators: AdministratorSettings | undefined;
  /** The first seals, all open. */
  readonly encryptionKeys: readonly [EncryptionKey, ...EncryptionKey[]];
  /** All in milliseconds, except the count. */
  readonly sessions: {
    readonly cookieIdle: number;
    readonly cookieAbsolute: number;
    readonly accessToken: number;
    readonly refreshIdle: number;
    readonly refreshAbsolute: number;
    readonly refreshReuseWindow: number;
    readonly loginAttempt: number;
    readonly sessionsPerUser: number;
  };
  /** Milliseconds. */
  readonly auditRetention: number;
  /** How often, at least, the platform is asked about people with live sessions; milliseconds. */
  readonly reconcileInterval: number;
  /** Other apps that people sign in to through us, by a file; `undefined` without one. */
  readonly oidcClients: readonly OidcClientSettings[] | undefined;
  readonly webhooks: readonly WebhookSettings[];
  readonly rateLimits: { readonly failuresPerMinute: number; readonly requestsPerMinute: number };
}

export interface EncryptionKey {
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Buffer;
}
