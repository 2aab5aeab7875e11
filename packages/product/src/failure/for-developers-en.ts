import { consolePath, type ForDevelopers } from './explanations.ts';

export const forDevelopersEn: ForDevelopers = {
  scope_missing: {
    title: 'The app lacks a permission it asks for',
    what: 'A scope requested at sign-in is not enabled in Feishu, or not released with a version yet.',
    steps: [
      { text: 'Enable every scope of FEISHU_SCOPES:', path: consolePath.scopes },
      { text: 'Create and release a version; scopes take effect only then:', path: consolePath.release },
    ],
  },
  scope_list: {
    title: 'The list of scopes is wrong',
    what: 'A scope is listed twice, or is more than the user agreed to.',
    steps: [
      { text: 'Check FEISHU_SCOPES: each scope once, all of them enabled.', path: consolePath.scopes },
      { text: 'Restart the server and try again.' },
    ],
  },
  app_id: {
    title: 'The App ID is wrong',
    what: 'Feishu does not know this app, or the code belongs to another one.',
    steps: [
      {
        text: 'Compare the App ID with FEISHU_APP_ID (test and production versions differ):',
        path: consolePath.credentials,
      },
      { text: 'For an app of the international platform, set FEISHU_REGION=lark.' },
    ],
  },
  wrong_secret: {
    title: 'The app secret is wrong',
    what: 'Feishu refused the server’s App Secret, so nobody can sign in.',
    steps: [
      {
        text: 'Copy the App Secret into FEISHU_APP_SECRET; after a reset it has to be updated there too:',
        path: consolePath.credentials,
      },
      { text: 'Restart the server and try again.' },
    ],
  },
  app_credentials: {
    title: 'Feishu does not accept this app’s credentials',
    what: 'Most often the App Secret is wrong or was reset; the App ID may also be wrong, or the app not released. Nobody can sign in.',
    steps: [
      {
        text: 'Copy App ID and App Secret again into FEISHU_APP_ID and FEISHU_APP_SECRET, then restart the server:',
        path: consolePath.credentials,
      },
      { text: 'If both are right, see that a version is released and the app is enabled:', path: consolePath.release },
    ],
  },
  redirect_url: {
    title: 'This address is not registered with Feishu',
    what: 'Feishu hands sign-in codes to registered addresses only, and this site’s is not on the list.',
    steps: [
      {
        text: 'Add the addresses below. Scheme, host, port and path have to match exactly:',
        path: consolePath.redirectUrls,
        addresses: true,
      },
      { text: 'Behind a proxy, make sure that PUBLIC_URL is the address the browser shows.' },
    ],
  },
  refresh_off: {
    title: 'Token refresh is switched off',
    what: 'Feishu does not let this app refresh user tokens.',
    steps: [
      { text: 'Switch on “刷新 user_access_token” (refresh user_access_token):', path: consolePath.security },
      { text: 'Release a version to make it effective:', path: consolePath.release },
    ],
  },
  ip_denied: {
    title: 'The server’s IP address is not allowed',
    what: 'The app has an IP allow-list, and Feishu refused requests from this server.',
    steps: [{ text: 'Add the server’s outgoing IP address:', path: consolePath.ipAllowList }],
  },
  wrong_brand: {
    title: 'Feishu and Lark are mixed up',
    what: 'The app belongs to the other platform: Feishu apps need Feishu’s hosts, Lark apps need Lark’s.',
    steps: [{ text: 'Set FEISHU_REGION to the app’s platform (feishu or lark) and restart the server.' }],
  },
  request_to_feishu: {
    title: 'Feishu did not accept the sign-in request',
    what: 'One of its parameters is wrong; trying again rarely helps.',
    steps: [{ text: 'Look up the Feishu code and the request ID in the server’s log.' }],
  },
  host_header: {
    title: 'The server was asked under another host’s name',
    what: 'You opened an address that the server is not configured for, or a proxy in front did not pass the browser’s Host header on.',
    steps: [
      { text: 'Open the site at the address in PUBLIC_URL only.' },
      {
        text: 'Have the proxy pass Host on as it came, in nginx: proxy_set_header Host $http_host; The host that arrived is in the server’s log: event http.refused, reason misdirected_host.',
      },
    ],
  },
  page_address: {
    title: 'The site’s address does not match its settings',
    what: 'You opened an address other than the one the server is configured for.',
    steps: [{ text: 'Set PUBLIC_URL to the address the browser shows, and open the site only there.' }],
  },
};
