import type { ExplanationsAtHand } from './explanations.ts';

export const atHandEn: ExplanationsAtHand = {
  refused: {
    title: 'You did not give permission',
    what: 'Feishu did not get your consent, so you are not signed in and nothing about you was shared.',
    steps: [{ text: 'To go on, try again and agree on Feishu’s page.' }],
  },
  offline: {
    title: 'There was no connection',
    what: 'No answer came back, so this sign-in was not finished.',
    steps: [{ text: 'Check your network or proxy, then try again.' }],
  },
  too_many: {
    title: 'Too many people are signing in',
    what: 'The server or Feishu is limiting requests for a moment.',
    steps: [{ text: 'Wait a little, then try again once.' }],
  },
  server_pausing: {
    title: 'The service is not available right now',
    what: 'It is recovering or being updated. Your account is fine, and devices that are signed in stay signed in.',
    steps: [{ text: 'Try again in a while.' }, { text: 'If it goes on, send the request ID to the developer.' }],
  },
  fault: {
    title: 'Something went wrong',
    what: 'The sign-in was not finished, and the reason is on our side.',
    steps: [
      { text: 'Try again; if it fails once more, send the request ID to the developer, who can find it in the log.' },
    ],
  },
};
