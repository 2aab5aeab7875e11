/** The sign-in page's colours and shapes (apps/web/src/style), as far as these pages need them. */
export const style = `
:root{color-scheme:light dark;--ground:#eef1f6;--glow:#dce7ff;--paper:#fff;--ink:#14181f;--ink-soft:#474f5e;--ink-faint:#5d6575;--line:#e1e6ee;--accent:#2257d6;--accent-strong:#1a47b5;--accent-ink:#1f4fc4;--bad:#b3261e;--bad-soft:#fdeceb;--shadow:0 1px 1px rgb(20 32 60/4%),0 8px 20px rgb(20 32 60/6%),0 28px 60px rgb(20 32 60/10%)}
@media (prefers-color-scheme:dark){:root{--ground:#0e1116;--glow:#16213d;--paper:#181c24;--ink:#f1f4f9;--ink-soft:#bac2cf;--ink-faint:#98a1b1;--line:#2b323d;--accent:#3a6de4;--accent-strong:#4a7cf0;--accent-ink:#93b4ff;--bad:#ff9c93;--bad-soft:#3a1e1e;--shadow:0 8px 20px rgb(0 0 0/25%),0 28px 60px rgb(0 0 0/35%)}}
*{box-sizing:border-box}
html{min-height:100%;background:var(--ground)}
body{min-height:100vh;margin:0;padding:24px 20px;display:grid;place-items:center;background:radial-gradient(70rem 34rem at 50% -8rem,var(--glow),transparent) no-repeat;color:var(--ink);font:16px/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
main{width:100%;max-width:26rem;padding:32px;border-radius:24px;background:var(--paper);box-shadow:var(--shadow)}
main>svg{display:block;width:2.25rem;margin-bottom:16px;fill:var(--accent-ink)}
h1{margin:0 0 12px;font-size:1.5rem;font-weight:650;line-height:1.3;overflow-wrap:anywhere;text-wrap:balance}
p{margin:0 0 12px;color:var(--ink-soft);overflow-wrap:anywhere}
ul{margin:0 0 16px;padding:0;list-style:none}
li{padding:10px 0;border-top:1px solid var(--line)}
li small,.hint{color:var(--ink-faint);font-size:.875rem}
li small{display:block}
.problem{padding:10px 14px;border-radius:12px;background:var(--bad-soft);color:var(--bad)}
.code{font:600 1.5rem ui-monospace,Menlo,Consolas,monospace;letter-spacing:.08em;color:var(--ink)}
form{margin:0}
input[type=text]{width:100%;min-height:54px;margin-bottom:12px;padding:8px 16px;border:1px solid var(--line);border-radius:16px;background:var(--paper);color:inherit;font:600 1.25rem ui-monospace,Menlo,Consolas,monospace;letter-spacing:.08em;text-transform:uppercase}
button{width:100%;min-height:54px;margin-top:8px;padding:8px 16px;border:1px solid var(--line);border-radius:16px;background:var(--paper);color:var(--ink);font:inherit;font-weight:550;cursor:pointer}
button.primary{border-color:transparent;background:var(--accent);color:#fff}
button.primary:hover{background:var(--accent-strong)}
button:hover{border-color:var(--accent-ink)}
:focus-visible{outline:2px solid var(--accent-ink);outline-offset:3px}
`;
