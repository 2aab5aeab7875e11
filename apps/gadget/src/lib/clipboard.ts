/** Puts a text on the clipboard. Resolves with false where the client, or who holds it, does not let us. */
export function copied(text: string): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      tt.setClipboardData({ data: text, success: () => resolve(true), fail: () => resolve(false) });
    } catch (cause) {
      console.warn('nothing can be copied', cause);
      resolve(false);
    }
  });
}
