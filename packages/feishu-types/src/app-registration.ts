import { deviceTokenErrors } from './device-authorization.ts';
import { userTokenErrors } from './user-token.ts';

/**
 * An application made by its user's consent, as a device authorization: known from the official larksuite/cli
 * (`internal/auth/app_registration.go`) and the node-sdk's `registerApp` (1.61.1 and later). A form. A poll fails with
 * `deviceTokenErrors`.
 */
export const appRegistrationEndpoint = {
  method: 'POST',
  path: '/oauth/v1/app/registration',
  page: '@larksuiteoapi/node-sdk registerApp（文档未收录）',
} as const;

export type AppRegistrationRequest =
  | { action: 'init' }
  | {
      action: 'begin';
      archetype: 'PersonalAgent';
      auth_method: 'client_secret';
      /** Of `open_id` and `tenant_brand`, separated by spaces. */
      request_user_info: string;
    }
  | { action: 'poll'; device_code: string };

export interface AppRegistrationBegun {
  device_code: string;
  user_code: string;
  verification_uri: string;
  verification_uri_complete: string;
  /** Seconds, 600. The cli reads `expires_in`, the node-sdk `expire_in`. */
  expires_in: number;
  expire_in: number;
  interval: number;
}

export interface AppRegistered {
  client_id: string;
  client_secret: string;
  user_info?: { open_id: string; tenant_brand?: 'feishu' | 'lark' };
}

/** Of a poll those of a device authorization; the others are assumed. */
export const appRegistrationErrors = {
  ...deviceTokenErrors,
  20001: userTokenErrors[20001],
  20063: userTokenErrors[20063],
} as const;
