/** Why the login page is opened, when the user may wonder. */
export type LoginReason = 'ended' | 'untold';

/** Signing in or out starts anew: there is no way back to the page before. */
export function openHome(): void {
  tt.reLaunch({ url: '/pages/home/home' });
}

export function openLogin(reason?: LoginReason): void {
  tt.reLaunch({ url: reason === undefined ? '/pages/login/login' : `/pages/login/login?reason=${reason}` });
}

/** Further pages, from which the bar leads back. */
export function openPage(name: 'devices' | 'tasks'): void {
  tt.navigateTo({ url: `/pages/${name}/${name}` });
}

/** Not every client can change the title; app.json then has the last word. */
export function setTitle(title: string): void {
  tt.setNavigationBarTitle?.({ title });
}
