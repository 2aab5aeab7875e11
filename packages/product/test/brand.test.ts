import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { type BrandVariables, readBrand } from '../src/brand/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'brand-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function write(content: string | Buffer, ending: string): string {
  files += 1;
  const file = join(folder, `${files}.${ending}`);
  writeFileSync(file, content);
  return file;
}

const branding = (content: unknown): BrandVariables => ({ BRANDING: write(JSON.stringify(content), 'json') });

function brandOf(variables: BrandVariables) {
  const read = readBrand(variables);
  if (!read.read || read.brand === undefined) throw new Error(read.read ? 'no brand' : read.problems.join('\n'));
  return read.brand;
}

function problemsOf(variables: BrandVariables): string[] {
  const read = readBrand(variables);
  return read.read ? [] : read.problems;
}

const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="#123"/></svg>';

describe('a brand', () => {
  it('is ours where nothing is said', () => {
    expect(readBrand({})).toEqual({ read: true, brand: undefined });
  });

  it('is what the file says, in one text for both languages or in two', () => {
    const { name, heading, links } = brandOf(
      branding({
        name: 'Greenfield',
        heading: { 'zh-CN': '登录青禾', en: 'Come in' },
        links: { help: 'https://a.example/h' },
      }),
    );
    expect([name, heading, links]).toEqual([
      { 'zh-CN': 'Greenfield', en: 'Greenfield' },
      { 'zh-CN': '登录青禾', en: 'Come in' },
      { help: 'https://a.example/h' },
    ]);
  });

  it('is what variables say, without a file or before it', () => {
    const written = branding({ name: 'Old', colors: { dark: { accent: '#7fd6a0' } } });
    const brand = brandOf({
      ...written,
      BRAND_NAME: 'New',
      BRAND_COLOR: '#1b6b3a',
      PRIVACY_URL: 'https://a.example/p',
    });
    expect(brand.name?.en).toBe('New');
    expect([brand.palettes?.light.accent, brand.palettes?.dark.accent]).toEqual(['#1b6b3a', '#7fd6a0']);
    expect(brand.links.privacy).toBe('https://a.example/p');
    expect(brandOf({ BRAND_LOGO_URL: 'https://a.example/logo.png' }).logo).toEqual({
      url: 'https://a.example/logo.png',
    });
  });

  it('needs one colour: that of the night follows, as light as it has to be', () => {
    const { palettes } = brandOf({ BRAND_COLOR: '#8a1538' });
    expect(palettes?.light).toMatchObject({
      accent: '#8a1538',
      accentInk: '#8a1538',
      strap: '#8a1538',
      onAccent: '#ffffff',
    });
    expect(palettes?.dark.accent).not.toBe('#8a1538');
    expect(palettes?.dark.onAccent).toBe('#14181f');
  });

  it.each([
    [
      { colors: { light: { accent: '#ffcc00' } } },
      'colors.light.accent: #ffcc00 on #eef1f6 has a contrast of 1.33 to 1',
    ],
    [{ colors: { dark: { accent: '#123456' } } }, 'colors.dark.accent: #123456 on #181c24 has a contrast of 1.34 to 1'],
    [
      { colors: { light: { ground: '#7a7a7a' } } },
      'colors.light.ground: #14181f on #7a7a7a has a contrast of 4.14 to 1',
    ],
  ])('that too few could read is refused with the ratio measured: %j', (content, problem) => {
    expect(problemsOf(branding(content)).join('\n')).toContain(
      `BRANDING: ${problem}, and text needs 4.5 to 1 (WCAG 2.2 AA)`,
    );
  });

  it.each([
    [{ nmae: 'x' }, 'nmae'],
    [{ name: 'two\nlines' }, 'name'],
    [{ name: 'x'.repeat(41) }, 'name'],
    [{ colors: { light: { accent: 'red' } } }, 'colors.light.accent must be a colour such as #8a1538'],
    [{ links: { help: 'http://a.example' } }, 'links.help must start with https://'],
    [{ links: { terms: 'javascript:alert(1)' } }, 'links.terms must start with https://'],
    [{ logo: './nowhere.svg' }, 'logo: ./nowhere.svg cannot be read'],
    [[], 'BRANDING must name a JSON file with an object'],
  ])('with a mistake in it is refused by the place: %j', (content, problem) => {
    expect(problemsOf(branding(content)).join('\n')).toContain(problem);
  });

  it('names the variable that is wrong, where one is', () => {
    expect(problemsOf({ BRAND_COLOR: 'red', HELP_URL: 'help' })).toEqual([
      'BRAND_COLOR must be a colour such as #8a1538',
      'HELP_URL must start with https://',
    ]);
    expect(problemsOf({ BRANDING: join(folder, 'none.json') })[0]).toMatch(/^BRANDING must name a JSON file/);
  });
});

describe('a logo', () => {
  const logo = (content: string | Buffer, ending: string) => branding({ logo: write(content, ending) });

  it.each([
    ['a drawing', drawing, 'svg'],
    ['a drawing with a head', `<?xml version="1.0"?>\n<!-- by hand -->\n${drawing}`, 'svg'],
    ['a drawing that uses parts of itself', drawing.replace('/>', '/><use href="#a"/><g fill="url(#b)"/>'), 'svg'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000', 'hex'), 'png'],
  ] as const)('may be %s, judged by what it holds', (_, content, ending) => {
    expect(brandOf(logo(content, 'bin')).logo).toMatchObject({ ending });
  });

  it.each([
    ['a script', drawing.replace('<path', '<script>alert(1)</script><path'), 'scripts'],
    ['a script of another name', drawing.replace('<path', '<svg:script>alert(1)</svg:script><path'), 'scripts'],
    ['a handler', drawing.replace('<svg', '<svg onload="alert(1)"'), 'event handlers'],
    ['a page', drawing.replace('<path', '<foreignObject/><path'), 'embedded pages'],
    [
      'a link that runs',
      drawing.replace('<path', '<a xlink:href="javascript:alert(1)"/><path'),
      'addresses of other files',
    ],
    [
      'a file of somebody else',
      drawing.replace('<path', '<image href="https://t.example/x.png"/><path'),
      'addresses of other files',
    ],
    [
      'a style from elsewhere',
      drawing.replace('<path', '<style>@import "//t.example/x"</style><path'),
      'styles from elsewhere',
    ],
    ['entities', `<!DOCTYPE svg [<!ENTITY x "y">]>${drawing}`, 'entities'],
    ['a page in its name', '<html><svg></svg></html>', 'neither an SVG drawing nor a PNG picture'],
    ['too much', drawing.replace('<path', `<!--${'x'.repeat(50_000)}--><path`), 'at most 50000 are taken'],
  ])('with %s is refused', (_, content, problem) => {
    expect(problemsOf(logo(content, 'svg')).join('\n')).toContain(problem);
  });
});
