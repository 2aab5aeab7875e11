import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { useAnnounce } from '../parts/announcer.tsx';
import { useTexts } from '../texts/language.tsx';

/** One ending after the other in a list, and what is said of it. */
export function useEnding(heading: RefObject<HTMLElement | null>) {
  const { devices: texts } = useTexts();
  const announce = useAnnounce();
  const [busy, setBusy] = useState<string | undefined>();
  const [problem, setProblem] = useState(false);

  /** The button that was pressed goes away with its row, so focus returns to the list's heading. */
  async function act(name: string, ending: () => Promise<boolean>, done: string): Promise<void> {
    if (busy !== undefined) return;
    setBusy(name);
    setProblem(false);
    const ended = await ending();
    setBusy(undefined);
    setProblem(!ended);
    announce(ended ? done : texts.endFailed);
    if (ended) heading.current?.focus();
  }

  return { busy, problem, act };
}
