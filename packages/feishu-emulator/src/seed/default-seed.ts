import type { SeedInput } from './seed.ts';

const scopes = [
  'auth:user.id:read',
  'offline_access',
  'contact:user.email:readonly',
  'contact:user.employee_id:readonly',
  'contact:user.employee:readonly',
  'contact:contact.base:readonly',
  'task:task:read',
  'passport:session:logout',
  'passport:session_mask:readonly',
  'application:application:self_manage',
];

/**
 * Two tenants, a self-built app in each, a store app in both, and one user for every state that matters to a sign-in.
 * 手机号 (`contact:user.phone:readonly`) is left off on purpose: a gated field is then absent, as on the real platform.
 */
export const defaultSeed: SeedInput = {
  tenants: [
    { tenant_key: '736588c9260f175d', name: '示例企业' },
    { tenant_key: '2ed263bf32cf1651', name: '外部企业', uses_mail: false },
  ],
  apps: [
    {
      app_id: 'cli_a1b2c3d4e5f60718',
      app_secret: 'emulator-secret-do-not-use-0001',
      name: '示例应用',
      tenant_key: '736588c9260f175d',
      redirect_urls: ['http://localhost:3000/auth/callback', 'http://localhost:3000/'],
      h5_domains: ['localhost:3000'],
      scopes,
      verification_token: 'emulator-verification-token-0001',
    },
    {
      app_id: 'cli_b2c3d4e5f6071829',
      app_secret: 'emulator-secret-do-not-use-0002',
      name: '外部企业的应用',
      tenant_key: '2ed263bf32cf1651',
      scopes,
      verification_token: 'emulator-verification-token-0002',
    },
    {
      app_id: 'cli_c3d4e5f60718293a',
      app_secret: 'emulator-secret-do-not-use-0003',
      name: '商店应用',
      type: 'store',
      developer: '736588c9260f175d',
      installed_tenants: ['736588c9260f175d', '2ed263bf32cf1651'],
      scopes,
      verification_token: 'emulator-verification-token-0003',
    },
  ],
  users: [
    {
      open_id: 'ou_00000000000000000000000000000001',
      union_id: 'on_00000000000000000000000000000001',
      user_id: 'zhangsan',
      tenant_key: '736588c9260f175d',
      name: '张三',
      en_name: 'Zhang San',
      email: 'zhangsan@example.com',
      enterprise_email: 'zhangsan@corp.example.com',
      mobile: '+8613000000001',
      employee_no: '1001',
      tasks: [{ summary: '准备周会材料' }, { summary: '提交报销单', done: true }],
    },
    {
      open_id: 'ou_00000000000000000000000000000002',
      union_id: 'on_00000000000000000000000000000002',
      user_id: 'lisi',
      tenant_key: '736588c9260f175d',
      name: '李四',
      en_name: 'Li Si',
      mobile: '+8613000000002',
      employee_no: '1002',
      tasks: [{ summary: '复核合同' }],
    },
    {
      open_id: 'ou_00000000000000000000000000000003',
      union_id: 'on_00000000000000000000000000000003',
      user_id: 'wangwu',
      tenant_key: '736588c9260f175d',
      name: '王五',
      en_name: 'Wang Wu',
      email: 'wangwu@example.com',
      status: 'frozen',
    },
    {
      open_id: 'ou_00000000000000000000000000000004',
      union_id: 'on_00000000000000000000000000000004',
      user_id: 'zhaoliu',
      tenant_key: '736588c9260f175d',
      name: '赵六',
      en_name: 'Zhao Liu',
      email: 'zhaoliu@example.com',
      available: false,
    },
    {
      open_id: 'ou_00000000000000000000000000000005',
      union_id: 'on_00000000000000000000000000000005',
      user_id: 'waibu',
      tenant_key: '2ed263bf32cf1651',
      name: '外部用户',
      en_name: 'External User',
      email: 'external@example.org',
    },
  ],
};
