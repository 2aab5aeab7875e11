/** What the server put into the page for its script. */
export interface Boot {
  language: 'zh' | 'en';
  /** Values a setting can take, by its name. */
  choices: Record<string, unknown[]>;
  hasGadget: boolean;
}

export const boot: Boot = {
  language: 'en',
  choices: {},
  hasGadget: false,
  ...JSON.parse(document.getElementById('boot')?.textContent ?? '{}'),
};
