import { forDevelopersEn, wordsEn } from '@feishu-login/product';
import type { Texts } from './texts.ts';

export const en: Texts = {
  ...wordsEn,
  otherLanguage: '中文',
  signIn: {
    ...wordsEn.signIn,
    waysLabel: 'Ways to sign in',
    withAccount: 'Feishu account',
    withQr: 'QR code',
    leaving: 'Going to Feishu…',
    entering: 'Signing in through Feishu…',
    takesLong: 'Taking long?',
    signInPage: 'Use Feishu’s sign-in page',
    after: {
      refused: 'You declined, and are not signed in.',
      device: 'You have signed out.',
      everywhere: 'You have signed out everywhere.',
      feishu: 'You have signed out everywhere, and of Feishu too.',
      'session-over': 'Your session ended: it expired, or it was ended elsewhere.',
    },
  },
  qr: {
    frame: 'QR code for signing in with Feishu',
    hint: 'Open Feishu on your phone, scan the code and confirm.',
    loading: 'Getting a QR code…',
    failed: 'The QR code could not be loaded.',
    expired: 'The QR code has expired.',
    retry: 'Get a new one',
    scanned: 'Confirmed. Signing in…',
  },
  session: {
    title: 'Signed in',
    signedIn: 'Identity confirmed by Feishu',
    signOutFailed: 'Signing out did not work. Please try again.',
  },
  furtherSignOut: {
    feishuSilent:
      'Feishu did not answer. You are still signed in here; Feishu may have signed you out elsewhere already. Please try again later.',
    feishuRefused: (code) =>
      `Feishu does not let this app do that yet; its developer can change it (Feishu code ${code}). Nothing has changed.`,
  },
  tasks: {
    ...wordsEn.tasks,
    intro: 'Signing in tells us who you are, no more. Your tasks are read only when you want to see them.',
    show: 'Show my tasks',
    loading: 'Reading your tasks…',
    refused:
      'Without your consent your tasks are not shown. You are still signed in, and can try again whenever you like.',
    forgotten: 'The permission stored here is deleted. Feishu keeps its own record, which you can take back there.',
    count: (tasks) => `${tasks} ${tasks === 1 ? 'task' : 'tasks'}`,
  },
  grant: {
    stored: (permissions) => `Stored Feishu permission: ${permissions.join(', ')}.`,
    until: (when) => `It lasts until ${when}.`,
    forget: 'Delete this permission',
    unread: 'The stored permission could not be read.',
    kept: 'The permission could not be deleted. Please try again.',
  },
  devices: {
    ...wordsEn.devices,
    active: (when) => `Used ${when}`,
    now: 'In use now',
    signedInAt: (when) => `Signed in ${when}`,
    endsAt: (when) => `ends ${when} if not used`,
    endNamed: (device) => `Sign out of ${device}`,
    ended: (device) => `Signed out of ${device}.`,
    endedOthers: 'Signed out of all other devices.',
    loading: 'Looking for other devices…',
    failed: 'Other devices could not be read.',
    endFailed: 'That did not work. Please try again.',
    reload: 'Try again',
  },
  apps: {
    title: 'Apps that know who you are',
    intro:
      'You allowed these apps to know who you are. Take that back, and what they were given ends at once; next time they ask you again.',
    scopes: {
      openid: 'who you are',
      profile: 'name and picture',
      email: 'e-mail address',
      feishu: 'ids at Feishu and organization',
      departments: 'departments',
      groups: 'user groups',
      employee: 'job title and employee number',
    },
    allowedAt: (when) => `Allowed ${when}`,
    end: 'Take back',
    endNamed: (app) => `Take back what you allowed ${app}`,
    ended: (app) => `${app} no longer knows who you are.`,
  },
  nowhere: {
    title: 'There is nothing here',
    what: 'This address does not exist. It may have been mistyped, or moved.',
    home: 'Go to the front page',
  },
  failure: {
    ...wordsEn.failure,
    explanations: { ...wordsEn.failure.explanations, ...forDevelopersEn },
    signInPage: 'Use Feishu’s sign-in page',
    otherAccount: 'Use another account',
    backToSession: 'Back to your session',
    details: 'For whoever looks into it',
  },
};
