import type { PageBoot } from '@feishu-login/auth-types';
import { useEffect, useRef, useState } from 'preact/hooks';
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

/** Feishu's own QR page in a frame, and what becomes of a scan. */
export function QrSignIn({ boot }: { boot: PageBoot }) {
  const { qr: texts } = useTexts();
  const announce = useAnnounce();
  const [state, setState] = useState<State>('loading');
  const [round, setRound] = useState(0);
  const code = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let over = false;
    const undo: (() => void)[] = [];
    async function show(): Promise<void> {
      const { goto } = await call('POST /api/v1/auth/qr/start', { body: { return_to: boot.return_to } });
      await loadScript(boot.qr_sdk_url);
      if (over || code.current === null) return;
      if (window.QRLogin === undefined) throw new Error('The QR SDK brought no QRLogin.');
      const login = window.QRLogin({ id: code.current.id, goto, width: size, height: size, style: '' });
      const onMessage = (message: MessageEvent<unknown>) => {
        const address = addressAfterScan(message, { goto, origin: boot.qr_origin, login });
        if (address === undefined) return;
        window.removeEventListener('message', onMessage);
        setState('scanned');
        announce(texts.scanned);
        location.assign(address);
      };
      window.addEventListener('message', onMessage);
      const timer = setTimeout(() => {
        setState('expired');
        announce(texts.expired);
      }, lifetimeMs);
      undo.push(() => window.removeEventListener('message', onMessage));
      undo.push(() => clearTimeout(timer));
      setState('showing');
    }
    setState('loading');
    show().catch((failure: unknown) => {
      if (over) return;
      console.error(failure);
      setState('failed');
      announce(texts.failed);
    });
    return () => {
      over = true;
      for (const step of undo) step();
      code.current?.replaceChildren();
    };
  }, [round]);

  // The SDK names its frame for nobody.
  useEffect(() => {
    for (const frame of code.current?.querySelectorAll('iframe') ?? []) frame.title = texts.frame;
  }, [state, texts]);

  const covered = state !== 'showing';
  return (
    <div class="qr">
      <div class="qr__place">
        <div id="qr-code" class="qr__code" ref={code} aria-hidden={covered} inert={covered} />
        {covered && (
          <div class="qr__cover">
            {(state === 'loading' || state === 'scanned') && <span class="spinner" aria-hidden="true" />}
            <p>{texts[state]}</p>
            {(state === 'failed' || state === 'expired') && (
              <button type="button" class="secondary" onClick={() => setRound(round + 1)}>
                {texts.retry}
              </button>
            )}
          </div>
        )}
      </div>
      <p class="hint">{texts.hint}</p>
    </div>
  );
}
