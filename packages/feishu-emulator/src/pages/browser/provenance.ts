import type { Provenance } from '@feishu-login/feishu-types';
import { boot } from './boot.ts';
import { tag } from './controls.ts';

const names = {
  zh: { documented: '文档', 'official code': '官方代码', field: '实测', assumed: '假定' },
  en: { documented: 'documented', 'official code': 'official code', field: 'field', assumed: 'assumed' },
}[boot.language];

const looks = { documented: 'good', 'official code': 'accent', field: 'accent', assumed: 'warn' } as const;

/** How something is known, as a word in its colour. */
export function provenanceTag({ source, seen }: Provenance): HTMLElement {
  return tag(seen === undefined ? names[source] : `${names[source]} ${seen}`, looks[source]);
}
