import { consolePaths } from '../console-paths.ts';
import type { ContactRange, Said } from '../platform.ts';
import type { Text } from '../text.ts';

/** Those that the app does not see: nobody is in them then. None, where the platform does not tell all there are. */
export function groupsUnseen(range: Said<ContactRange>, groups: readonly string[]): string[] {
  const known = range.kind === 'value' && range.value.whole ? range.value.groups : undefined;
  return groups.filter((id) => known?.includes(id) === false);
}

export const inRange: Text = {
  zh: `在「${consolePaths.scopes.zh}」的“可访问的数据范围”中加入，再到「${consolePaths.release.zh}」发布版本。`,
  en: `Include them in the contact range (可访问的数据范围) on ${consolePaths.scopes.en}, then release a version on ${consolePaths.release.en}.`,
};
