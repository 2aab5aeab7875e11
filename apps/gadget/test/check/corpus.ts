/** A small mini program: the files that differ from one in which nothing is wrong, and what is to be told of it. */
export interface Case {
  name: string;
  files: Record<string, string | undefined>;
  /** `error` and `warning` lines with their places; none where all is well. */
  told?: readonly string[] | undefined;
}

/** Nothing is wrong with it. */
export const sound: Record<string, string> = {
  'project.config.json': '{"appid": "cli_0123456789abcdef", "setting": {"es6": true}}',
  'app.json': '{"pages": ["pages/a/a"]}',
  'app.js': 'App({})',
  'pages/a/a.js': 'Page({ data: { n: 1 }, go() {} })',
  'pages/a/a.ttml': '<view bindtap="go">{{n}}</view>',
};

const page = (ttml: string, ...told: string[]): Pick<Case, 'files' | 'told'> => ({
  files: { 'pages/a/a.ttml': ttml },
  told,
});
const code = (js: string, ...told: string[]): Pick<Case, 'files' | 'told'> => ({ files: { 'pages/a/a.js': js }, told });
const style = (ttss: string, ...told: string[]): Pick<Case, 'files' | 'told'> => ({
  files: { 'pages/a/a.ttss': ttss },
  told,
});
const project = (json: object) => JSON.stringify({ appid: 'cli_0123456789abcdef', setting: { es6: true }, ...json });

const component = {
  'parts/card/card.json': '{"component": true}',
  'parts/card/card.js': 'Component({ methods: { open() {} } })',
  'parts/card/card.ttml': '<view bindtap="open"><slot/></view>',
};
const withCard = {
  ...component,
  'pages/a/a.json': '{"usingComponents": {"my-card": "/parts/card/card"}}',
  'pages/a/a.ttml': '<my-card bind:on-close="go"/>',
};

/** Whatever else a checker may take for a mistake. */
const right: readonly Case[] = [
  { name: 'nothing special', files: {} },
  { name: 'data with capitals', ...page('<view data-alphaBeta="1"/>') },
  { name: 'less-than in a condition', ...page('<view tt:if="{{n<max}}">x</view><view tt:else/>') },
  { name: 'less-than in a text', ...page('<view>{{n<max ? 1 : 2}}</view>') },
  { name: 'markup in a value', ...page('<rich-text nodes="<b>bold</b><div>"/>') },
  { name: 'markup in a comment', ...page('<!-- <div><view> --><view/>') },
  { name: 'a script with less-than', ...page('<sjs module="m">var f = function (a, b) { return a <b };</sjs><view/>') },
  { name: 'a computed handler', ...page('<view bindtap="{{n}}"/>') },
  { name: 'entities', ...page('<text>&lt;&nbsp;&amp;</text>') },
  {
    name: 'list directives',
    ...page('<view tt:for="{{l}}" tt:for-item="x" tt:for-index="i" tt:key="id">{{x}}</view>'),
  },
  { name: 'a key with an expression', ...page('<view tt:for="{{l}}" tt:key="{{item.id}}"/>') },
  { name: 'mark and model', ...page('<input mark:x="1" model:value="{{n}}"/>') },
  { name: 'no root named', files: { 'project.config.json': project({}) } },
  { name: 'a root of one dot', files: { 'project.config.json': project({ miniprogramRoot: './' }) } },
  { name: 'a component’s event with hyphens', files: withCard },
  {
    name: 'a component of the whole app',
    files: {
      ...component,
      'app.json': '{"pages": ["pages/a/a"], "usingComponents": {"my-card": "parts/card/card"}}',
      'pages/a/a.ttml': '<my-card/>',
    },
  },
  {
    name: 'a component that uses another',
    files: {
      ...withCard,
      'parts/card/card.json': '{"component": true, "usingComponents": {"my-dot": "../dot/dot"}}',
      'parts/card/card.ttml': '<my-dot/>',
      'parts/dot/dot.json': '{"component": true}',
      'parts/dot/dot.js': 'Component({})',
      'parts/dot/dot.ttml': '<view/>',
    },
  },
  {
    name: 'an absolute include',
    files: { 'pages/a/a.ttml': '<include src="/shared/top.ttml"/>', 'shared/top.ttml': '<view bindtap="go"/>' },
  },
  {
    name: 'an import without ending',
    files: { 'pages/a/a.ttml': '<import src="../b"/><template is="b"/>', 'pages/b.ttml': '<template name="b"/>' },
  },
  { name: 'an import in a comment', ...page('<!-- <import src="gone.ttml"/> --><view/>') },
  { name: 'a style sheet from a URL', ...style('@import "https://a.example/x.css"; @import url(//b.example/y.css);') },
  { name: 'an import in a comment of styles', ...style('/* @import "gone.ttss"; */ view { color: red; }') },
  {
    name: 'an absolute style import',
    files: { 'pages/a/a.ttss': '@import "/x.ttss";', 'x.ttss': 'view { top: 1rpx }' },
  },
  {
    name: 'a link into the client',
    ...code('Page({ go() { tt.openSchema({ schema: "https://applink.feishu.cn/client/x" }) } })'),
  },
  { name: 'a document’s address', ...code('Page({ go() { return "https://acme.feishu.cn/docx/x" } })') },
  {
    name: 'modules',
    files: {
      'pages/a/a.js': 'import { x } from "./x";\nPage({ go() { x?.(); } })',
      'pages/a/x.js': 'export const x = 1',
    },
  },
  {
    name: 'a folder that is required',
    files: { 'pages/a/a.js': 'require("../../lib"); Page({ go() {} })', 'lib/index.js': '' },
  },
  { name: 'a window of one’s own', ...code('const window = tt.getSystemInfoSync(); Page({ go() { window.x; } })') },
  {
    name: 'a window that is asked for',
    ...code('const w = typeof window !== "undefined" ? window : 0; Page({ go() { w } })'),
  },
  { name: 'a name like a browser’s', ...code('Page({ go() { this.fetch(); a.document }, fetch() {} })') },
  { name: 'methods that are spread in', ...code('const more = require("./x"); Page({ ...more })'), told: undefined },
  {
    name: 'functions of tt',
    ...code('Page({ go() { tt.showToast({ title: "x" }); tt.getNFCAdapter(); tt["login"](); } })'),
  },
  {
    name: 'functions of tt that are asked for',
    ...code(
      'if (tt.canIUse("shine.success.x")) tt.shine();\nif (tt.glow) tt.glow();\ntt.hum && tt.hum();\n' +
        'typeof tt.sing === "function" ? tt.sing() : 0;\ntt.purr?.();\n"roar" in tt && tt.roar();\n' +
        'const { bark = () => 0 } = tt;\nif (tt.a === undefined || !tt.b) tt.a(tt.b);\nPage({ go() { tt[name](); } })',
    ),
  },
  {
    name: 'a function that is put into tt, from another file',
    files: { 'app.js': 'tt.mine = () => 1; App({})', 'pages/a/a.js': 'Page({ go() { tt.mine(); } })' },
  },
  {
    name: 'a tt of one’s own',
    ...code('function twice(tt) { return tt.twice + tt.thrice(); }\nPage({ go() { twice({}) } })'),
  },
  { name: 'the word secret', ...code('Page({ go(secretKey) { return secretKey } })') },
  { name: 'a digest', ...code('Page({ go() { return "0123456789abcdef0123456789abcdef" } })') },
  {
    name: 'a subpackage',
    files: {
      'app.json': '{"pages": ["pages/a/a"], "subPackages": [{"root": "more/", "pages": ["b/b"]}]}',
      'more/b/b.js': 'Page({})',
      'more/b/b.ttml': '<view/>',
    },
  },
  { name: 'a mark at the beginning of a file', files: { 'app.json': '\uFEFF{"pages": ["pages/a/a"]}' } },
].map((one) =>
  one.name === 'methods that are spread in' ? { ...one, files: { ...one.files, 'pages/a/x.js': '' } } : one,
);

const wrong: readonly Case[] = [
  { name: 'an unclosed tag', ...page('<view>\n  <text>a\n</view>', 'error pages/a/a.ttml:2:4 missing end tag') },
  {
    name: 'an unclosed tag among many',
    ...page(
      '<view>\n<view>1</view>\n<view><text>2</view>\n<view>3</view>\n</view>',
      'error pages/a/a.ttml:3:8 missing end tag',
    ),
  },
  { name: 'an end too many', ...page('<view/>\n</view>', 'error pages/a/a.ttml:2:1 invalid end tag') },
  {
    name: 'an unclosed expression',
    ...page(
      '<view>\n{{n</view>',
      'error pages/a/a.ttml:2:1 missing expression end',
      'error pages/a/a.ttml:2:5 unexpected character inside expression',
    ),
  },
  {
    name: 'an unknown element',
    ...page('<knob/>', 'error pages/a/a.ttml:1:2 <knob> is neither a built-in element nor in usingComponents'),
  },
  {
    name: 'an element of HTML',
    ...page('<div/>', 'warning pages/a/a.ttml:1:2 <div> is neither a built-in element nor in usingComponents'),
  },
  {
    name: 'an element of other clients',
    ...page(
      '<cover-view/><customized-input/>',
      'warning pages/a/a.ttml:1:2 <cover-view> is neither a built-in element nor in usingComponents',
    ),
  },
  {
    name: 'a directive of WeChat',
    ...page('<view wx:if="{{n}}"/>', 'error pages/a/a.ttml:1:7 unknown prefix in wx:if'),
  },
  {
    name: 'an unknown directive',
    ...page('<view tt:elseif="{{n}}"/>', 'error pages/a/a.ttml:1:7 unknown directive tt:elseif'),
  },
  { name: 'an else alone', ...page('<view tt:else/>', 'error pages/a/a.ttml:1:7 invalid attribute') },
  {
    name: 'a handler twice',
    ...page('<view bindtap="go" bindtap="go"/>', 'error pages/a/a.ttml:1:20 bindtap is there twice'),
  },
  { name: 'a style twice', ...page('<view style="a" style="b"/>', 'warning pages/a/a.ttml:1:17 style is there twice') },
  { name: 'a value without quotes', ...page('<view a=b/>', 'warning pages/a/a.ttml:1:9 should be quoted') },
  {
    name: 'a handler that nobody has',
    ...page('<view\n bindtap="stop"/>', 'error pages/a/a.ttml:2:11 handler stop does not exist in the page'),
  },
  {
    name: 'a component’s handler that it has not',
    files: { ...withCard, 'parts/card/card.ttml': '<view bindtap="shut"/>' },
    told: ['error parts/card/card.ttml:1:16 handler shut does not exist in the component'],
  },
  {
    name: 'a handler in an imported template',
    files: {
      'pages/a/a.ttml': '<import src="t.ttml"/>',
      'pages/a/t.ttml': '<template name="t">\n<view bindtap="gone"/></template>',
    },
    told: ['error pages/a/t.ttml:2:16 handler gone does not exist in the page'],
  },
  {
    name: 'an import of nothing',
    ...page('<view/>\n<import src="none.ttml"/>', 'error pages/a/a.ttml:2:1 none.ttml does not exist'),
  },
  {
    name: 'a component without files',
    files: { 'pages/a/a.json': '{\n "usingComponents": {\n  "my-card": "./card"}}' },
    told: ['error pages/a/a.json:3:3 component my-card has no file ./card.js'],
  },
  {
    name: 'a component without a template',
    files: { ...withCard, 'parts/card/card.ttml': undefined },
    told: ['error parts/card/card.ttml is missing: a component needs a template'],
  },
  {
    name: 'a component that does not say that it is one',
    files: { ...withCard, 'parts/card/card.json': '{}' },
    told: ['warning parts/card/card.json does not say "component": true'],
  },
  {
    name: 'a page of a subpackage without a template',
    files: {
      'app.json': '{"pages": ["pages/a/a"],\n"subPackages": [{"root": "more", "pages": ["b/b"]}]}',
      'more/b/b.js': 'Page({})',
    },
    told: ['error app.json:2:44 page more/b/b has no file more/b/b.ttml'],
  },
  {
    name: 'dark colours that are nowhere',
    files: { 'app.json': '{"pages": ["pages/a/a"],\n "darkmode": true}' },
    told: ['error app.json:2:2 darkmode needs a themeLocation'],
  },
  { name: 'broken code', ...code('Page({\n  go( { }\n})', 'error pages/a/a.js:3:1 Unexpected token') },
  {
    name: 'a required file that is missing',
    ...code('Page({ go() {} });\nrequire("./none")', 'error pages/a/a.js:2:1 require("./none") finds no file'),
  },
  {
    name: 'a mistake in a file that nothing requires',
    files: { 'tools/make.js': 'require("./none")' },
    told: ['warning tools/make.js:1:1 require("./none") finds no file (nothing requires this file)'],
  },
  {
    name: 'a package',
    ...code('require("dayjs"); Page({ go() {} })', 'warning pages/a/a.js:1:1 require("dayjs") is not a relative path'),
  },
  {
    name: 'a browser’s objects',
    ...code(
      'Page({ go() {\n  window.x = document.title;\n  fetch("/") } })',
      'warning pages/a/a.js:2:3 window does not exist in a mini program',
      'warning pages/a/a.js:2:14 document does not exist in a mini program',
      'warning pages/a/a.js:3:3 fetch does not exist in a mini program',
    ),
  },
  {
    name: 'functions of tt that nobody has',
    ...code(
      'Page({ go() {\n  tt.showToats({ title: "x" });\n  promised(tt.getUserProfile); tt["shineOn"]();\n  const { requst, login } = tt; } })',
      'warning pages/a/a.js:2:6 tt.showToats is not a documented function of mini programs; did you mean tt.showToast?',
      'warning pages/a/a.js:3:15 tt.getUserProfile is not a documented function of mini programs',
      'warning pages/a/a.js:3:35 tt.shineOn is not a documented function of mini programs',
      'warning pages/a/a.js:4:11 tt.requst is not a documented function of mini programs; did you mean tt.request?',
    ),
  },
  {
    name: 'modules without es6',
    files: { 'project.config.json': project({ setting: {} }), 'pages/a/a.js': 'export const a = 1; Page({ go() {} })' },
    told: ['error pages/a/a.js:1:1 import and export need "es6": true in the settings of project.config.json'],
  },
  {
    name: 'an app secret',
    ...code(
      'Page({ go() {} });\nconst app_secret = 1',
      'error pages/a/a.js:2:7 app_secret: the app secret stays on the server; its name has no place here',
    ),
  },
  {
    name: 'a call of OpenAPI',
    ...code(
      'Page({ go() { "/open-apis/x" } })',
      'warning pages/a/a.js:1:16 /open-apis/: OpenAPI is called by the server alone',
    ),
  },
  { name: 'an unclosed block of styles', ...style('view {\n color: red;', 'error pages/a/a.ttss:1:1 Unclosed block') },
  { name: 'an unclosed comment of styles', ...style('view {}\n/* x', 'error pages/a/a.ttss:2:1 Unclosed comment') },
  {
    name: 'a style import of nothing',
    ...style('view {}\n@import "./none.ttss";', 'error pages/a/a.ttss:2:1 ./none.ttss does not exist'),
  },
  {
    name: 'broken json',
    files: { 'pages/a/a.json': '{\n "a": 1,\n}' },
    told: ['error pages/a/a.json:3:1 is not JSON: Expected double-quoted property name in JSON at position 11'],
  },
  {
    name: 'a page without code',
    files: { 'pages/a/a.js': undefined },
    told: ['error app.json:1:12 page pages/a/a has no file pages/a/a.js'],
  },
  {
    name: 'a tab that is no page',
    files: { 'app.json': '{"pages": ["pages/a/a"],\n"tabBar": {"list": [{"pagePath": "pages/b/b"}]}}' },
    told: ['error app.json:2:34 tab pages/b/b is not among the pages'],
  },
  {
    name: 'no project file',
    files: { 'project.config.json': undefined },
    told: ['error project.config.json is missing'],
  },
];

export const corpus = { right, wrong };
