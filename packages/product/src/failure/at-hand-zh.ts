import type { ExplanationsAtHand } from './explanations.ts';

export const atHandZh: ExplanationsAtHand = {
  refused: {
    title: '你取消了授权',
    what: '飞书没有得到你的同意，所以没有登录，也没有取得任何信息。',
    steps: [{ text: '想继续时，点“重试”，并在飞书的授权页选择同意。' }],
  },
  offline: {
    title: '网络没有连通',
    what: '请求没有得到回应，这次登录没有完成。',
    steps: [{ text: '检查网络或代理，然后重试。' }],
  },
  too_many: {
    title: '登录的人太多了',
    what: '短时间内请求过多，服务器或飞书暂时限流。',
    steps: [{ text: '稍等片刻再试，不要连续点击。' }],
  },
  server_pausing: {
    title: '服务暂时不可用',
    what: '登录服务正在恢复或更新。你的账号没有问题，已登录的设备不受影响。',
    steps: [{ text: '过一会儿再试。' }, { text: '若持续出现，把请求编号发给开发者。' }],
  },
  fault: {
    title: '出了点问题',
    what: '登录没有完成，原因在我们这边。',
    steps: [{ text: '重试一次；若仍不行，把请求编号发给开发者，他们能据此查到日志。' }],
  },
};
