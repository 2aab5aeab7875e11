/** What the server put into the page for its script. */
export interface Boot {
  language: 'zh' | 'en';
  /** Values a setting can take, by its name. */
  choices: Record<string, unknown[]>;
  /** Every documented path. */
  paths: string[];
  hasGadget: boolean;
}

export const boot: Boot = {
  language: 'en',
  choices: {},
  paths: [],
  hasGadget: false,
  ...JSON.parse(document.getElementById('boot')?.textContent ?? '{}'),
};
