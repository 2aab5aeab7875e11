import type { PageBoot } from '@feishu-login/auth-types';
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useAnnounce } from '../parts/announcer.tsx';
import { call } from '../server.ts';
import { useTexts } from '../texts/language.tsx';
import { loadScript } from './load-script.ts';
import { addressAfterScan, type CreateQrLogin } from './qr-login.ts';

/** What Feishu's QR SDK puts on the page. */
declare const window: Window & { QRLogin?: CreateQrLogin };

/** An attempt lives ten minutes on the server; a scan needs some of them. */
const lifetimeMs = 9 * 60_000;
const size = '300';

type State = 'loading' | 'showing' | 'scanned' | 'expired' | 'failed';

/** Shows a code for one sign-in in `place`, and another one when asked to; follows its scan. */
export function useQrCode(boot: PageBoot, place: RefObject<HTMLElement | null>) {
  const { qr: texts } = useTexts();
  const announce = useAnnounce();
  const [state, setState] = useState<State>('loading');
  const [round, setRound] = useState(0);

  function tell(news: 'scanned' | 'expired' | 'failed'): void {
    setState(news);
    announce(texts[news]);
  }

  useEffect(() => {
    let over = false;
    const undo: (() => void)[] = [];
    async function show(): Promise<void> {
      const { goto } = await call('POST /api/v1/auth/qr/start', { body: { return_to: boot.return_to } });
      await loadScript(boot.qr_sdk_url);
      if (over || place.current === null) return;
      if (window.QRLogin === undefined) throw new Error('The QR SDK brought no QRLogin.');
      const login = window.QRLogin({ id: place.current.id, goto, width: size, height: size, style: '' });
      const onMessage = (message: MessageEvent<unknown>) => {
        const address = addressAfterScan(message, { goto, origin: boot.qr_origin, login });
        if (address === undefined) return;
        window.removeEventListener('message', onMessage);
        tell('scanned');
        location.assign(address);
      };
      window.addEventListener('message', onMessage);
      const timer = setTimeout(() => tell('expired'), lifetimeMs);
      undo.push(() => window.removeEventListener('message', onMessage));
      undo.push(() => clearTimeout(timer));
      setState('showing');
    }
    setState('loading');
    show().catch((failure: unknown) => {
      if (over) return;
      console.error(failure);
      tell('failed');
    });
    return () => {
      over = true;
      for (const step of undo) step();
      place.current?.replaceChildren();
    };
  }, [round]);

  return { state, again: () => setRound(round + 1) };
}
