/** Colours, type and the few parts that every page shares. Colours follow `color-scheme`. */
export const baseStyle = `
:root {
  color-scheme: light dark;
  --bg: light-dark(#f5f6f8, #101114);
  --paper: light-dark(#ffffff, #191b1f);
  --raised: light-dark(#ffffff, #212429);
  --fill: light-dark(#f2f3f5, #262a30);
  --line: light-dark(#e3e5e9, #2e3238);
  --ink: light-dark(#1b1f26, #edeff2);
  --soft: light-dark(#5c636e, #a4abb6);
  --accent: light-dark(#1456f0, #6b9bff);
  --accent-fill: light-dark(#1456f0, #2e63e6);
  --accent-soft: light-dark(#e9f0ff, #1b2a4a);
  --good: light-dark(#0b7a43, #4cc38a);
  --good-soft: light-dark(#e2f5ea, #14301f);
  --warn: light-dark(#95590a, #f0b45c);
  --warn-soft: light-dark(#fdf1dc, #382a12);
  --bad: light-dark(#c9252d, #ff8a86);
  --bad-soft: light-dark(#fdeaea, #40191b);
  --shadow: 0 1px 2px rgb(15 20 30 / .05), 0 8px 28px light-dark(rgb(15 20 30 / .07), rgb(0 0 0 / .35));
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100dvh; background: var(--bg); color: var(--ink);
  font: 14px/1.55 system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei", sans-serif;
}
h1, h2, h3, p, ul, ol, dl, dd { margin: 0; padding: 0; }
ul, ol { list-style: none; }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
code, .mono { font-family: var(--mono); font-size: .92em; }
button, input, select, textarea { font: inherit; color: inherit; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
button, .button {
  display: inline-flex; align-items: center; justify-content: center; gap: 6px; min-height: 32px; padding: 0 12px;
  border: 1px solid var(--line); border-radius: 8px; background: var(--raised); cursor: pointer; white-space: nowrap;
  color: var(--ink); transition: background .12s, border-color .12s;
}
button:hover, .button:hover { background: var(--fill); text-decoration: none; }
button.main, .button.main { background: var(--accent-fill); border-color: var(--accent-fill); color: #fff; }
button.main:hover, .button.main:hover { filter: brightness(1.08); }
button.quiet { border-color: transparent; background: transparent; color: var(--soft); }
button.quiet:hover { background: var(--fill); color: var(--ink); }
button:disabled { opacity: .5; cursor: default; }
input[type="text"], input[type="url"], input[type="number"], input[type="search"], input[type="datetime-local"], select, textarea {
  min-height: 32px; padding: 4px 10px; border: 1px solid var(--line); border-radius: 8px; background: var(--paper);
  min-width: 0; width: 100%;
}
select {
  appearance: none; padding-right: 28px; background: var(--paper) no-repeat right 9px center / 12px;
  background-image: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 12 12' fill='none' stroke='%23868e99' stroke-width='1.6' stroke-linecap='round' stroke-linejoin='round'%3E%3Cpath d='m3 4.7 3 3 3-3'/%3E%3C/svg%3E");
}
.tag {
  display: inline-flex; align-items: center; padding: 0 7px; border-radius: 99px; font-size: 12px; line-height: 20px;
  background: var(--fill); color: var(--soft); white-space: nowrap;
}
.tag.good { background: var(--good-soft); color: var(--good); }
.tag.warn { background: var(--warn-soft); color: var(--warn); }
.tag.bad { background: var(--bad-soft); color: var(--bad); }
.tag.accent { background: var(--accent-soft); color: var(--accent); }
.avatar {
  flex: none; width: 36px; height: 36px; border-radius: 50%; display: grid; place-items: center;
  background: var(--tint, var(--accent-fill)); color: #fff; font-weight: 600; font-size: 14px;
}
.brand { display: inline-flex; align-items: center; gap: 9px; color: var(--ink); font-weight: 600; }
.brand:hover { text-decoration: none; }
.brand svg { width: 26px; height: 26px; flex: none; }
.brand small { font-weight: 500; color: var(--soft); font-size: 11px; letter-spacing: .06em; }
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
@media (forced-colors: active) { :is([aria-pressed="true"], [aria-checked="true"], [aria-selected="true"]) { outline: 2px solid Highlight; outline-offset: -2px; } }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
`;
