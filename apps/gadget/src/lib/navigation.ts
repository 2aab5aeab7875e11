/** Why the login page is opened, when the user may wonder. */
export type LoginReason = 'device' | 'ended' | 'untold' | 'everywhere' | 'feishu';

type PageName = 'home' | 'devices' | 'tasks';

/** From the way to the login page until it is left: whatever else fails meanwhile has no say in what it tells. */
let atLogin = false;

const home = '/pages/home/home';

/** The page that was wanted last, with its query: a link or a card may have opened any. Signing in leads there. */
let wanted = home;

/** For every page but the login page to tell, as it opens. */
export function opened(name: PageName, query: Record<string, string | undefined>): void {
  const pairs = Object.keys(query).map((key) => `${encodeURIComponent(key)}=${encodeURIComponent(query[key] ?? '')}`);
  wanted = `/pages/${name}/${name}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
}

/** After a sign-in. It starts anew: there is no way back to the login page. */
export function openWanted(): void {
  leftLogin();
  tt.reLaunch({ url: wanted });
}

export function openLogin(reason?: LoginReason): void {
  if (atLogin) return;
  atLogin = true;
  // Whoever was signed in starts anew at home, and the next one may be somebody else.
  if (reason !== undefined) wanted = home;
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
export function openPage(name: Exclude<PageName, 'home'>): void {
  tt.navigateTo({ url: `/pages/${name}/${name}` });
}

/** Not every client can change the title; app.json then has the last word. */
export function setTitle(title: string): void {
  try {
    tt.setNavigationBarTitle?.({ title });
  } catch (cause) {
    console.warn('the title cannot be changed', cause);
  }
}
