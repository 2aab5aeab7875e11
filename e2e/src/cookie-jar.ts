/** Opens an address with the cookies it was given before, and follows no redirect. */
export type Open = (url: string, headers?: Record<string, string>) => Promise<Response>;

/** A browser's own memory, without a browser. */
export function cookieJar(): Open {
  const cookies = new Map<string, string>();
  return async (url, headers = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { ...headers, ...(cookie !== '' && { cookie }) } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/; (max-age=0|expires=thu, 01[ -]jan[ -]1970)/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
}

/** Opens an address and whatever it leads to, until something leads no further. */
export async function followRedirects(open: Open, url: string): Promise<{ url: string; answer: Response }> {
  let at = url;
  for (let hops = 0; hops < 20; hops += 1) {
    const answer = await open(at);
    const location = answer.headers.get('location');
    if (location === null) return { url: at, answer };
    await answer.arrayBuffer();
    at = new URL(location, at).href;
  }
  throw new Error(`The redirects do not end: ${at}`);
}
