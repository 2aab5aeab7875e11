import type { PageBoot, Session, Task, User } from '@feishu-login/auth-types';
import type { FakeFeishu } from './fake-feishu.ts';

export const zhangSan: User = {
  id: 'usr_7Q2mVb8XkT',
  name: '张三',
  en_name: 'Zhang San',
  avatar_url: null,
  email: 'zhangsan@example.com',
  open_id: 'ou_00000000000000000000000000000001',
  union_id: 'on_00000000000000000000000000000001',
  tenant_key: '2d3aa0bc8d8f575d',
};

const minute = 60_000;
const at = (agoMs: number) => new Date(Date.now() - agoMs).toISOString();

export const thisBrowser: Session = {
  id: 'ses_browser',
  kind: 'browser',
  device:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  created_at: at(30 * minute),
  last_seen_at: at(0),
  expires_at: at(-7 * 24 * 60 * minute),
  current: true,
};

export const phone: Session = {
  ...thisBrowser,
  id: 'ses_gadget',
  kind: 'gadget',
  device: 'iPhone 15 · iOS · 7.48.0',
  created_at: at(26 * 60 * minute),
  last_seen_at: at(3 * minute),
  current: false,
};

export const inClient: Session = {
  ...thisBrowser,
  id: 'ses_h5',
  kind: 'h5',
  device:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36 Lark/7.46.5',
  created_at: at(3 * 24 * 60 * minute),
  last_seen_at: at(2 * 60 * minute),
  current: false,
};

export const liSi: User = {
  ...zhangSan,
  id: 'usr_4Hc9RtWmZs',
  name: '李四',
  en_name: 'Li Si',
  email: 'lisi@example.com',
  open_id: 'ou_00000000000000000000000000000002',
};

export const report: Task = {
  id: 'task_1',
  summary: '准备周会材料',
  url: 'https://applink.feishu.cn/client/todo/detail?guid=1',
  due_at: '2026-02-03T04:05:00.000Z',
  completed: false,
};

export const expenses: Task = { ...report, id: 'task_2', summary: '提交报销单', due_at: null, completed: true };

/** Nobody is signed in, nothing has happened. */
export function freshBoot(feishu: FakeFeishu): PageBoot {
  return {
    app_id: 'cli_a1b2c3d4e5f60718',
    h5_sdk_url: feishu.h5Sdk('new'),
    qr_sdk_url: `${feishu.origin}/qr-sdk.js`,
    qr_origin: feishu.origin,
    session: null,
    signed_out: false,
    return_to: 'http://localhost/',
    failure: null,
  };
}
