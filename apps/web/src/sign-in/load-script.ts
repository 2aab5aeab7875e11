const loading = new Map<string, Promise<void>>();

/** Loads a script of Feishu's, once; after a failure the next call tries again. */
export function loadScript(url: string): Promise<void> {
  const before = loading.get(url);
  if (before !== undefined) return before;
  const load = new Promise<void>((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.onload = () => resolve();
    script.onerror = () => {
      loading.delete(url);
      script.remove();
      reject(new Error(`The script ${url} could not be loaded.`));
    };
    document.head.append(script);
  });
  loading.set(url, load);
  return load;
}
