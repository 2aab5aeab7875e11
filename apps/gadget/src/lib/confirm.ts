/** What is about to happen, and the words for yes and no. */
export interface Question {
  title: string;
  text: string;
  yes: string;
  no: string;
}

/** Has the user confirm what cannot be taken back. Rejects where the client cannot ask: nobody has agreed then. */
export function confirmed({ title, text, yes, no }: Question): Promise<boolean> {
  return new Promise((resolve, reject) => {
    tt.showModal({
      title,
      content: text,
      confirmText: yes,
      cancelText: no,
      success: ({ confirm }) => resolve(confirm),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
  });
}
