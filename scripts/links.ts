import pc from 'picocolors';
import { labelled } from './box.ts';

const title = pc.bold('飞书登录 · Feishu sign-in');

/** What to open, in both languages. Without `platformUrl` the real platform is used. */
export function links(publicUrl: string, platformUrl: string | undefined): string[] {
  if (platformUrl === undefined) {
    return [
      title,
      '',
      labelled('网页 Web page', `${publicUrl}/`),
      labelled('接口 API', `${publicUrl}/docs`),
      labelled('重定向 URL Redirect URL', `${publicUrl}/auth/callback`),
      '',
      `真实平台，应用 The real platform, app ${process.env.FEISHU_APP_ID}`,
    ];
  }
  return [
    title,
    '',
    labelled('小程序 Mini program', `${platformUrl}/_emulator/client/`),
    labelled('网页 Web page', `${publicUrl}/`),
    labelled('接口 API', `${publicUrl}/docs`),
    labelled('模拟平台 Control panel', `${platformUrl}/_emulator/`),
    '',
    '无需飞书账号：平台由模拟器扮演。No Feishu account needed: an emulator plays the platform.',
  ];
}
