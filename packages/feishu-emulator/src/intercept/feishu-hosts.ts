import { hosts } from '@feishu-login/feishu-types';

/** The hosts for which the emulator stands; nobody else can hand their names out. */
export const feishuHosts: readonly string[] = Object.values(hosts).flatMap((brand) =>
  Object.values(brand).map((url) => new URL(url).hostname),
);
