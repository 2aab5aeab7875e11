import type { Endpoint } from '@feishu-login/auth-types';

/** Whoever tells use cases from what is around them. */
export interface UseCaseObserver {
  useCase<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** What each endpoint is for, in the words of those who look at traces. */
export const useCases: { readonly [E in Endpoint]: string } = {
  'POST /api/v1/auth/gadget': 'sign in from a mini program',
  'POST /api/v1/auth/refresh': 'refresh a session',
  'POST /api/v1/auth/h5/start': 'begin a sign-in of a page',
  'POST /api/v1/auth/h5': 'sign in from a page',
  'POST /api/v1/auth/qr/start': 'begin a sign-in by QR code',
  'POST /api/v1/auth/handoff': 'open a hand-off',
  'GET /api/v1/me': 'tell who is signed in',
  'POST /api/v1/auth/logout': 'sign out',
  'POST /api/v1/auth/logout/everywhere': 'sign out everywhere',
  'POST /api/v1/auth/logout/feishu': 'sign out of Feishu',
  'GET /api/v1/sessions': 'list devices',
  'DELETE /api/v1/sessions/:id': 'end a device',
  'DELETE /api/v1/sessions': 'end other devices',
  'DELETE /api/v1/apps/:id': 'forget an app',
  'GET /api/v1/feishu/grant': 'describe a grant',
  'DELETE /api/v1/feishu/grant': 'forget a grant',
  'GET /api/v1/feishu/tasks': 'list tasks',
  'GET /api/v1/explanations': 'explain a failure',
  'GET /api/v1/feishu/jsapi-config': 'sign a page',
};
