import { atHandEn } from './failure/at-hand-en.ts';
import type { Words } from './words.ts';

export const wordsEn: Words = {
  language: 'en',
  brand: 'Feishu sign-in',
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Could not copy; please select the text yourself',
  cancel: 'Cancel',
  links: { help: 'Help', privacy: 'Privacy', terms: 'Terms' },
  signIn: {
    title: 'Sign in',
    titleFor: (name) => `Sign in to ${name}`,
    intro: 'Feishu confirms who you are. Your password never passes through here.',
    button: 'Sign in with Feishu',
  },
  profile: {
    email: 'E-mail',
    userId: 'User ID',
    openId: 'Open ID',
    tenant: 'Organization',
    departments: 'Departments',
    jobTitle: 'Job title',
    comma: ', ',
  },
  signOut: {
    button: 'Sign out',
    busy: 'Signing out…',
    everywhere: {
      name: 'Sign out everywhere',
      consequence: 'All your sessions here will end, this device included. Feishu itself stays signed in.',
    },
    feishu: {
      name: 'Sign out of Feishu too',
      consequence:
        'Feishu will sign you out on all your devices, all your sessions here will end, and the stored Feishu permission is deleted.',
    },
    others: {
      name: 'Sign out of all other devices',
      consequence: 'All your sessions here will end, except the one on this device.',
    },
  },
  devices: {
    title: 'Devices',
    intro: 'Your account is in use in these places. Sign out of any you do not recognize.',
    kind: { browser: 'Browser', h5: 'Feishu client', gadget: 'Feishu mini program' },
    feishu: 'Feishu',
    current: 'This device',
    end: 'Sign out',
    alone: 'No other device is signed in.',
  },
  tasks: {
    title: 'My Feishu tasks',
    consentTitle: 'Your consent is needed',
    consentText: 'To show your Feishu tasks here, this app needs your permission to read them.',
    consentAgainTitle: 'Your consent is needed again',
    consentAgainText:
      'What you allowed has ended, or was taken back in Feishu. To go on showing your tasks here, allow it once more.',
    consentPoints: [
      'Tasks are read, never changed',
      'Feishu asks you, and you can take it back there at any time',
      'You stay signed in if you decline',
    ],
    allow: 'Allow and show tasks',
    asking: 'Waiting for Feishu…',
    missing: 'Feishu gave no permission to read tasks. Try again, or ask your administrator.',
    due: (when) => `Due ${when}`,
    completed: 'Done',
    none: 'No tasks are assigned to you.',
    noneText: 'New ones in Feishu will show up here.',
    off: 'This app does not show tasks.',
    offText: 'Its administrator has not set up the permission to read them.',
  },
  failure: {
    needs: {
      you: 'You can fix this',
      administrator: 'Needs your administrator',
      developer: 'Needs the app’s developer',
      time: 'This should pass by itself',
    },
    retry: 'Try again',
    ask: 'Ask:',
    platformCode: 'Feishu code',
    requestId: 'Request ID',
    copyReport: {
      you: 'Copy the details',
      administrator: 'Copy a note for the administrator',
      developer: 'Copy a note for the developer',
      time: 'Copy the details',
    },
    explanations: atHandEn,
    unexplained: {
      title: 'The sign-in was not finished',
      what: 'The request was refused, and the explanation cannot be fetched right now.',
      steps: [
        { text: 'Check your network and try again a little later; the reason will then be shown.' },
        { text: 'If it goes on, send the note below to whoever can fix it: it has the numbers that tell the reason.' },
      ],
    },
  },
};
