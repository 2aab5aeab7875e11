import type { Refusal } from '../ask.ts';
import { useAdminTexts } from '../texts/language.ts';

/** Why something is not shown or was not done. */
export function Refused({ refusal, again }: { refusal: Refusal | undefined; again?: () => void }) {
  const texts = useAdminTexts();
  if (refusal === undefined) return null;
  return (
    <p class="problem" role="alert">
      {texts.failed(refusal.code)} {refusal.requestId !== '' && <code>{texts.requestId(refusal.requestId)}</code>}{' '}
      {again !== undefined && (
        <button type="button" class="link" onClick={again}>
          {texts.reload}
        </button>
      )}
    </p>
  );
}
