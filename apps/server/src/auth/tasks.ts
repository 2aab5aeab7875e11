import { grantKey } from './granted.ts';
import { onBehalf } from './grants.ts';
import type { FeishuTask } from './ports/feishu.ts';
import type { Ports } from './ports/ports.ts';
import type { SignedIn } from './ports/records.ts';

/** 列取任务列表 names these; one is enough, and reading is all we do. */
const scopes = ['task:task:read', 'task:task:write'];

/** "My Feishu tasks": a sample of an operation in the person's name, which declares the scopes it needs. */
export function listTasks(ports: Ports, signedIn: SignedIn): Promise<FeishuTask[]> {
  return onBehalf(ports, grantKey(ports, signedIn), { scopes, call: (token) => ports.feishu.tasks(token) });
}
