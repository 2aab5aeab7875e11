import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repository } from '../run.ts';

const packages = join(repository, 'node_modules');
const cache = join(packages, '.cache/fonts');

/** Latin first, so that Chinese text alone takes the Chinese font. */
const folders = ['dejavu-fonts-ttf/ttf', '@embedpdf/fonts-sc/fonts'].map((folder) => join(packages, folder));
const families = {
  'sans-serif': ['DejaVu Sans', 'Noto Sans S Chinese'],
  monospace: ['DejaVu Sans Mono', 'Noto Sans S Chinese'],
};

/** Cuts that would be taken for want of a rule: a page that asks for `system-ui` means none of these. */
const unwanted = ['*/DejaVuSerif*', '*/DejaVuSans-ExtraLight*', '*/DejaVuSansCondensed*', '*/DejaVuMath*'];

/**
 * Fonts for Latin and Chinese text that come from packages, the same on every machine, for programs that use
 * fontconfig: on Linux, where a bare machine has none. Others have their own.
 */
export async function fontEnvironment(): Promise<Record<string, string>> {
  if (process.platform !== 'linux') return {};
  const file = join(cache, 'fonts.conf');
  await mkdir(cache, { recursive: true });
  // Under its name at once: another browser may be reading it.
  const beside = `${file}.${process.pid}`;
  await writeFile(beside, configuration());
  await rename(beside, file);
  return { FONTCONFIG_FILE: file };
}

function configuration(): string {
  const aliases = Object.entries(families).map(([family, preferred]) => {
    const names = preferred.map((name) => `<family>${name}</family>`).join('');
    return `<alias><family>${family}</family><prefer>${names}</prefer></alias>`;
  });
  const rejected = unwanted.map((glob) => `<glob>${glob}</glob>`).join('');
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${[...folders.map((folder) => `<dir>${folder}</dir>`), `<cachedir>${cache}</cachedir>`, `<selectfont><rejectfont>${rejected}</rejectfont></selectfont>`, ...aliases].join('\n')}
</fontconfig>
`;
}
