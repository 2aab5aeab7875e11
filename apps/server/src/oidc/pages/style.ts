/** The sign-in page's shapes (apps/web/src/style), as far as these pages need them. */
export const shapes = `
*{box-sizing:border-box}
html{min-height:100%;background:var(--ground)}
body{min-height:100vh;margin:0;padding:24px 20px;display:grid;place-items:center;background:radial-gradient(70rem 34rem at 50% -8rem,var(--glow),transparent) no-repeat;color:var(--ink);font:16px/1.6 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif}
main{width:100%;max-width:26rem;padding:32px;border-radius:24px;background:var(--paper);box-shadow:0 1px 1px rgb(20 32 60/4%),0 28px 60px rgb(20 32 60/10%)}
main>svg,main>img{display:block;width:2.25rem;margin-bottom:16px;fill:var(--accent-ink)}
main>img{width:auto;max-width:160px;height:2.25rem;object-fit:contain}
footer{margin-top:24px;display:flex;flex-wrap:wrap;gap:4px 20px;font-size:.875rem}
footer a{color:var(--ink-soft)}
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
button.primary{border-color:transparent;background:var(--accent);color:var(--on-accent)}
button.primary:hover{background:var(--accent-strong)}
button:hover{border-color:var(--accent-ink)}
:focus-visible{outline:2px solid var(--accent-ink);outline-offset:3px}
@media (forced-colors:active){main,button,.problem{border:1px solid CanvasText}}
`;
