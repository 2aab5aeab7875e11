import { consolePath, type FurtherExplanations } from './explanations.ts';

export const explanationsEn: FurtherExplanations = {
  attempt_over: {
    title: 'This sign-in is no longer valid',
    what: 'A sign-in has to be finished within ten minutes and in the browser that began it. This link is too old, or was begun somewhere else.',
    steps: [{ text: 'Try again from here.' }, { text: 'Do not open sign-in links that others send you.' }],
  },
  code_spent: {
    title: 'This sign-in code is no longer valid',
    what: 'A code from Feishu works once, for a few minutes. Reloading or going back sends the same one again.',
    steps: [{ text: 'Try again to get a new code.' }],
  },
  cookies_blocked: {
    title: 'Your browser did not keep the sign-in',
    what: 'The server signed you in, but the browser refused the cookie. Pages embedded in another site often run into this.',
    steps: [
      { text: 'Allow cookies for this site, or leave private browsing, then try again.' },
      { text: 'If the page is embedded in another app, open it in a window of its own.' },
    ],
  },
  feishu_down: {
    title: 'Feishu is not answering',
    what: 'Feishu’s sign-in service gave no usable answer in time.',
    steps: [
      { text: 'Try again in a while.' },
      { text: 'If other Feishu apps work, send the request ID to the developer.' },
    ],
  },
  feishu_session: {
    title: 'Your Feishu app is no longer signed in',
    what: 'The Feishu client could not confirm who you are, so it gave no sign-in code.',
    steps: [
      { text: 'Quit Feishu and open it again; if that does not help, sign out of Feishu and back in.' },
      { text: 'Come back here and try again.' },
    ],
  },
  client_failed: {
    title: 'The Feishu client gave no sign-in code',
    what: 'This client could not complete the automatic sign-in.',
    steps: [
      { text: 'Try again; on a web page, Feishu’s sign-in page is another way.' },
      { text: 'Update Feishu to its latest version.' },
    ],
  },
  client_too_old: {
    title: 'A newer Feishu is needed',
    what: 'This version of Feishu cannot ask you for permissions.',
    steps: [{ text: 'Update Feishu to 6.9 or later, then come back here.' }],
  },
  client_denies: {
    title: 'Feishu does not allow it',
    what: 'Your device, Feishu’s settings or your organization forbid it; you declined nothing.',
    steps: [
      { text: 'Check Feishu’s permission settings, then try again.' },
      { text: 'If that does not help, ask your administrator.' },
    ],
  },
  not_registered: {
    title: 'Your Feishu account is not active yet',
    what: 'Your organization added you, but you have not accepted the invitation.',
    steps: [
      { text: 'Finish the registration from the invitation you got by text message or e-mail, then try again.' },
      { text: 'If you cannot find it, ask your administrator to send it again.' },
    ],
  },
  scopes_wanted: {
    title: 'Your permission is needed',
    what: 'This needs something you have not agreed to yet.',
    steps: [{ text: 'Try again and agree to the new permissions on Feishu’s page.' }],
  },
  session_over: {
    title: 'You are no longer signed in',
    what: 'The session expired or was ended elsewhere.',
    steps: [{ text: 'Try again to sign in.' }],
  },
  not_available: {
    title: 'This app is not available to you',
    what: 'It is open to some members only, and your account is not among them.',
    steps: [
      {
        text: 'An administrator adds you or your department to the app’s availability, and checks the list of blocked members:',
        path: consolePath.availability,
      },
      { text: 'If this is the account of another organization, switch accounts and try again.' },
    ],
  },
  not_installed: {
    title: 'Your organization has not installed this app',
    what: 'Feishu says that the organization of your current account does not have it.',
    steps: [
      { text: 'An administrator installs or enables the app:', path: consolePath.apps },
      { text: 'If you belong to several organizations, switch in Feishu and try again.' },
    ],
  },
  resigned: {
    title: 'This Feishu account has left the organization',
    what: 'It is marked as resigned and cannot sign in.',
    steps: [{ text: 'If that is a mistake, an administrator can restore the member:', path: consolePath.members }],
  },
  frozen: {
    title: 'This Feishu account is suspended',
    what: 'The organization suspended it; it cannot sign in until it is resumed.',
    steps: [{ text: 'An administrator resumes the account:', path: consolePath.members }],
  },
  user_status: {
    title: 'This Feishu account cannot sign in',
    what: 'It may be suspended, resigned or not active yet.',
    steps: [{ text: 'An administrator checks the account:', path: consolePath.members }],
  },
  user_unknown: {
    title: 'Feishu does not know this account',
    what: 'It may have been removed from the organization.',
    steps: [
      { text: 'An administrator checks that you are still a member:', path: consolePath.members },
      { text: 'Try another Feishu account.' },
    ],
  },
  not_allowed: {
    title: 'This account may not use this app',
    what: 'Feishu confirmed who you are, but your organization or account is not on the list of those allowed.',
    steps: [
      { text: 'If you belong to several organizations, switch in Feishu to the allowed one and try again.' },
      {
        text: 'If you should be allowed, an administrator checks your account and whom the app allows: organizations, departments, groups, job titles, people (ALLOWED_TENANTS, ALLOWED_DEPARTMENTS and so on).',
      },
    ],
  },
  app_disabled: {
    title: 'This app is disabled',
    what: 'It is switched off in Feishu, so nobody can sign in.',
    steps: [
      { text: 'An administrator enables the app:', path: consolePath.apps },
      { text: 'The developer checks that a version is released:', path: consolePath.release },
    ],
  },
  organization_denies: {
    title: 'Your organization does not allow this',
    what: 'Its security settings made Feishu refuse the sign-in.',
    steps: [
      { text: 'If Feishu asks you to verify yourself, do that and try again.' },
      { text: 'An administrator checks that the app may be used:', path: consolePath.apps },
    ],
  },
  quota_used: {
    title: 'This month’s API quota is used up',
    what: 'Feishu refuses calls for this organization until next month or until the quota is raised.',
    steps: [{ text: 'An administrator checks usage and raises the quota:', path: consolePath.costs }],
  },
};
