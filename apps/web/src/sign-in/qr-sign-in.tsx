import type { PageBoot } from '@feishu-login/auth-types';
import { useEffect, useRef } from 'preact/hooks';
import { useTexts } from '../texts/language.tsx';
import { useQrCode } from './use-qr-code.ts';

/** Feishu's own QR page in a frame, and what becomes of a scan. */
export function QrSignIn({ boot }: { boot: PageBoot }) {
  const { qr: texts } = useTexts();
  const code = useRef<HTMLDivElement>(null);
  const { state, again } = useQrCode(boot, code);

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
              <button type="button" class="secondary" onClick={again}>
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
