/** Why the login page is opened, when the user may wonder. */
export type LoginReason = 'ended' | 'untold' | 'everywhere' | 'feishu';

/** From the way to the login page until it is left: whatever else fails meanwhile has no say in what it tells. */
let atLogin = false;

/** Signing in or out starts anew: there is no way back to the page before. */
export function openHome(): void {
  leftLogin();
  tt.reLaunch({ url: '/pages/home/home' });
}

export function openLogin(reason?: LoginReason): void {
  if (atLogin) return;
  atLogin = true;
  tt.reLaunch({
    url: reason === undefined ? '/pages/login/login' : `/pages/login/login?reason=${reason}`,
    fail({ errMsg }) {
      leftLogin();
      console.warn('the login page cannot be opened', errMsg);
    },
  });
}

/** For the login page to tell, however it is left: a link may open another page in its place. */
export function leftLogin(): void {
  atLogin = false;
}

/** Further pages, from which the bar leads back. */
export function openPage(name: 'devices' | 'tasks'): void {
  tt.navigateTo({ url: `/pages/${name}/${name}` });
}

/** Not every client can change the title; app.json then has the last word. */
export function setTitle(title: string): void {
  tt.setNavigationBarTitle?.({ title });
}
