/* Signs somebody in by Logto's connector, as it is, and prints who it was. */
import createConnector from '@logto/connector-feishu-web';

const connector = await createConnector({
  getConfig: async () => ({ appId: 'cli_a1b2c3d4e5f60718', appSecret: 'emulator-secret-do-not-use-0001' }),
});
const redirectUri = 'http://localhost:3000/auth/callback';
const page = await connector.getAuthorizationUri({ state: 's', redirectUri });
const location = new URL((await fetch(page, { redirect: 'manual' })).headers.get('location'));
const user = await connector.getUserInfo({ code: location.searchParams.get('code'), redirectUri });
console.log(
  JSON.stringify({ page: new URL(page).host, state: location.searchParams.get('state'), name: user.name, id: user.id }),
);
process.exit();
