import type { CreatePeer } from './peer.ts';

/**
 * A platform that takes no time and checks nothing: what is measured is our own work. Each access token is somebody of
 * a thousand people (获取 user_access_token, 获取用户信息).
 */
export const createPlatform: CreatePeer = () => {
  let tokens = 0;
  return {
    listener: (asked, answer) => {
      const exchange = asked.url === '/oauth/v3/token';
      tokens += exchange ? 1 : 0;
      const person = Number(asked.headers.authorization?.replace('Bearer u-', '') ?? 0) % 1_000;
      const open_id = `ou_${String(person).padStart(32, '0')}`;
      const reply = exchange
        ? { code: 0, access_token: `u-${tokens}`, expires_in: 7200, token_type: 'Bearer', scope: '' }
        : { code: 0, data: { open_id, name: '张三', tenant_key: 'tenant_1' } };
      asked.resume();
      answer.setHeader('content-type', 'application/json; charset=utf-8').end(JSON.stringify(reply));
    },
  };
};
