import type { AuthFailure, SignOutReach } from '@feishu-login/client';
import { causeOf, failureOf, needOf } from '@feishu-login/product';
import { useState } from 'preact/hooks';
import { useAnnounce } from '../parts/announcer.tsx';
import { AsksFirst } from '../parts/asks-first.tsx';
import { useTexts } from '../texts/language.tsx';
import type { Texts } from '../texts/texts.ts';
import type { SessionEnd } from '../view.ts';
import { useSignOut } from './use-sign-out.ts';

interface FurtherSignOutProps {
  from: Exclude<SignOutReach, 'device'>;
  onLeave: (why: SessionEnd) => void;
}

/** A sign-out that reaches further than this device. */
export function FurtherSignOut({ from, onLeave }: FurtherSignOutProps) {
  const { signOut: reaches, furtherSignOut: texts, session: sessionTexts } = useTexts();
  const announce = useAnnounce();
  const [problem, setProblem] = useState<string | undefined>();
  const { busy, signOut } = useSignOut(onLeave, (failure: AuthFailure) => {
    const words = (from === 'feishu' ? saidOfFeishu(failure, texts) : undefined) ?? sessionTexts.signOutFailed;
    setProblem(words);
    announce(words);
  });
  return (
    <AsksFirst
      id={from}
      {...reaches[from]}
      busy={busy}
      problem={problem}
      look="quiet"
      onAsk={() => setProblem(undefined)}
      onYes={() => signOut(from)}
    />
  );
}

/** Feishu said nothing, and may have done it; or it says that the app may not. Everything else is about us. */
function saidOfFeishu(failure: AuthFailure, texts: Texts['furtherSignOut']): string | undefined {
  const cause = causeOf(failureOf(failure));
  if (cause === 'feishu_down') return texts.feishuSilent;
  const { platformCode } = failure;
  return platformCode !== undefined && needOf(cause) === 'developer' ? texts.feishuRefused(platformCode) : undefined;
}
