import type { PageLanguage } from './language.ts';

/** What the consent page calls the scopes a sign-in meets; any other scope goes by its own name. */
const names: Readonly<Record<string, Record<PageLanguage, string>>> = {
  'auth:user.id:read': { zh: '获取你的用户身份（姓名、头像）', en: 'Know who you are (name, avatar)' },
  offline_access: { zh: '在你离线时继续使用已授予的权限', en: 'Keep using what you allowed while you are away' },
  'contact:user.email:readonly': { zh: '获取你的邮箱', en: 'Read your e-mail address' },
  'contact:user.phone:readonly': { zh: '获取你的手机号', en: 'Read your phone number' },
  'contact:user.employee_id:readonly': { zh: '获取你的用户 ID', en: 'Read your user ID' },
  'contact:user.employee:readonly': { zh: '获取你的受雇信息', en: 'Read your employment details' },
  'contact:contact.base:readonly': { zh: '获取通讯录基本信息', en: 'Read basic contact information' },
  'task:task:read': { zh: '查看你的任务', en: 'See your tasks' },
  'task:task:write': { zh: '创建和修改你的任务', en: 'Create and change your tasks' },
};

export function scopeName(scope: string, language: PageLanguage): string {
  return names[scope]?.[language] ?? scope;
}
