import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useAnnounce } from '../parts/announcer.tsx';
import { Icon } from '../parts/icon.tsx';
import { useTexts } from '../texts/language.tsx';

const shownMs = 2_000;

interface CopyButtonProps {
  text: string;
  /** Needed by a button without words on it. */
  label?: string;
  children?: ComponentChildren;
  look?: 'primary' | 'secondary';
}

export function CopyButton({ text, label, children, look = 'secondary' }: CopyButtonProps) {
  const texts = useTexts();
  const announce = useAnnounce();
  const [result, setResult] = useState<'copied' | 'copyFailed' | undefined>();
  useEffect(() => {
    if (result === undefined) return undefined;
    const timer = setTimeout(() => setResult(undefined), shownMs);
    return () => clearTimeout(timer);
  }, [result]);

  async function copy(): Promise<void> {
    const copied = (await write(text)) ? 'copied' : 'copyFailed';
    setResult(copied);
    announce(texts[copied]);
  }

  return (
    <button type="button" class={children === undefined ? 'copy' : look} aria-label={label} onClick={copy}>
      <Icon name={result === 'copied' ? 'check' : 'copy'} />
      {children !== undefined && (result === undefined ? children : texts[result])}
    </button>
  );
}

/** Not every page may write to the clipboard: plain http and some WebViews have none. */
async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
