/** The page around the mini program, and what its elements look like before its own styles. */
export const baseStyle = `
:root { --rpx: calc(100vw / 750); --vh: calc((100vh - 44px - var(--sim-tabs, 0px)) / 100); color-scheme: light dark; }
/* On a tablet 1 rpx is half a pixel (page "TTSS"); a desktop window is taken for the same. */
@media (min-width: 768px) { :root { --rpx: 0.5px; } }
* { -webkit-tap-highlight-color: transparent; }
[hidden] { display: none !important; }
html, body { height: 100%; margin: 0; overflow: hidden; }
body { display: flex; flex-direction: column; }
sim-bar, sim-tabs { flex: none; display: block; z-index: 1; }
.sim-screens { position: relative; flex: 1; min-height: 0; }
.sim-screen { position: absolute; inset: 0; overflow: auto; scrollbar-width: none; }
.sim-screen::-webkit-scrollbar { display: none; }
.sim-failure { margin: auto; padding: 24px; font: 14px/1.5 sans-serif; white-space: pre-wrap; }

.sim-trouble { position: fixed; inset: auto 8px 8px; z-index: 2; max-height: 40%; overflow: auto; padding: 4px 12px;
  border-radius: 6px; background: #fde2e2; color: #a31313; font: 12px/1.4 ui-monospace, monospace; white-space: pre-wrap; }

page, view, scroll-view, swiper, form { display: block; }
page { min-height: 100%; }
checkbox, radio, switch, picker, label { display: inline-block; position: relative; }
slider > input { width: 100%; }
.sim-picker { position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; }
form { margin: 0; }
text { white-space: pre-line; }
scroll-view[scroll-x] { overflow-x: auto; }
scroll-view[scroll-y] { overflow-y: auto; }
image { display: inline-block; width: 320px; height: 240px; overflow: hidden; }
image > img { display: block; width: 100%; }
input { box-sizing: border-box; border: 0; outline: 0; background: none; color: inherit; font: inherit; }

button { display: block; position: relative; box-sizing: border-box; margin: 0 auto; padding: 0 14px; border: 1px solid #d0d3d6;
  border-radius: 6px; background: #ffffff; color: #1f2329; font: inherit; font-size: 17px; line-height: 2.55;
  text-align: center; cursor: pointer; }
button[type=primary] { border-color: #3370ff; background: #3370ff; color: #ffffff; }
button[type=danger], button[type=warn] { border-color: #f54a45; background: #f54a45; color: #ffffff; }
button[plain] { background: transparent; color: #1f2329; }
button[plain][type=primary] { color: #3370ff; }
button[size=mini] { display: inline-block; font-size: 13px; line-height: 2.3; }
button[disabled] { cursor: default; opacity: 0.6; }
button:focus-visible { outline: 2px solid #3370ff; outline-offset: 2px; }
button[loading]::before { content: ""; display: inline-block; width: 1em; height: 1em; margin-right: 0.5em;
  border: 2px solid currentcolor; border-right-color: transparent; border-radius: 50%; box-sizing: border-box;
  vertical-align: -0.12em; animation: sim-turn 0.8s linear infinite; }
@keyframes sim-turn { to { transform: rotate(1turn); } }
@media (prefers-reduced-motion: reduce) { button[loading]::before { animation-duration: 3s; } }
`;
