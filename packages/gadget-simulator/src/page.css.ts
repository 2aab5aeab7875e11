/** The page around the mini program, and what its elements look like before its own styles. */
export const baseStyle = `
:root { --rpx: calc(100vw / 750); --vh: calc((100vh - var(--sim-bar, 44px) - var(--sim-tabs, 0px)) / 100); color-scheme: light dark; }
/* On a tablet 1 rpx is half a pixel (page "TTSS"); a desktop window is taken for the same. */
@media (min-width: 768px) { :root { --rpx: 0.5px; } }
* { -webkit-tap-highlight-color: transparent; }
[hidden] { display: none !important; }
html, body { height: 100%; margin: 0; overflow: hidden; }
body { display: flex; flex-direction: column; }
sim-bar, sim-tabs { flex: none; display: block; z-index: 1; }
sim-tabs { order: 1; }
.sim-screens { position: relative; flex: 1; min-height: 0; }
.sim-screen { position: absolute; inset: 0; overflow: auto; scrollbar-width: none; }
.sim-screen::-webkit-scrollbar { display: none; }
.sim-failure { margin: auto; padding: 24px; font: 14px/1.5 sans-serif; white-space: pre-wrap; }

.sim-trouble { position: fixed; inset: auto 8px 8px; z-index: 2; max-height: 40%; overflow: auto; padding: 4px 12px;
  border-radius: 6px; background: #fde2e2; color: #a31313; font: 12px/1.4 ui-monospace, monospace; white-space: pre-wrap;
  overflow-wrap: anywhere; }

.sim-refresh { display: flex; justify-content: center; gap: 6px; padding: 20px; }
.sim-refresh i { width: 8px; height: 8px; border-radius: 50%; background: #8f959e; animation: sim-beat 0.9s infinite; }
.sim-refresh i:nth-child(2) { animation-delay: 0.15s; }
.sim-refresh i:nth-child(3) { animation-delay: 0.3s; }
@keyframes sim-beat { 50% { opacity: 0.2; } }

page, view, scroll-view, swiper, form, checkbox-group, radio-group, picker-view, picker-view-column, rich-text {
  display: block; }
page { min-height: 100%; }
/* A browser moves a touch to what seems to answer it: here everything may, so that it stays where it is. */
page *:active { --sim-pressed: 1; }
form { margin: 0; }
text { white-space: pre-line; user-select: none; }
navigator { display: block; }
.navigator-hover { background-color: rgb(0 0 0 / 10%); opacity: 0.7; }
.sim-missing { display: flex; align-items: center; justify-content: center; min-width: 120px; min-height: 60px;
  padding: 8px; border: 1px dashed; box-sizing: border-box; color: light-dark(#a31313, #ff9d9d);
  font: 12px/1.4 ui-monospace, monospace; text-align: center; }
.sim-missing::before { content: attr(data-missing); }

scroll-view { overflow: hidden; scrollbar-width: none; }
scroll-view[scroll-x]:not([scroll-x=false]) { overflow-x: auto; }
scroll-view[scroll-y]:not([scroll-y=false]) { overflow-y: auto; }
scroll-view[show-scroll-bar]:not([show-scroll-bar=false]) { scrollbar-width: auto; }

swiper { position: relative; height: 150px; overflow: hidden; touch-action: pan-y; }
swiper[vertical]:not([vertical=false]) { touch-action: pan-x; }
swiper-item { position: absolute; top: 0; left: 0; width: 100%; height: 100%; overflow: hidden;
  transition: transform 0.5s; }
.sim-dots { position: absolute; inset: auto 0 10px; display: flex; justify-content: center; gap: 8px; pointer-events: none; }
.sim-dots.vertical { inset: 0 10px 0 auto; flex-direction: column; }
.sim-dots i { width: 8px; height: 8px; border-radius: 50%; }

web-view { position: absolute; inset: 0; display: block; background: #ffffff; color: #a31313; font: 14px/1.5 sans-serif;
  overflow-wrap: anywhere; }
web-view.sim-refused { padding: 24px; }
web-view > iframe { display: block; width: 100%; height: 100%; border: 0; }

/* The pages "image" and "canvas". */
image { display: inline-block; width: 300px; height: 225px; overflow: hidden; }
image > img { display: block; width: 100%; }
canvas { display: block; width: 300px; height: 225px; }
video { display: inline-block; width: 300px; height: 225px; background: #000000; }
camera { display: block; width: 300px; height: 225px; overflow: hidden; background: #000000; }
camera.sim-missing { display: flex; background: none; }
camera > video { width: 100%; height: 100%; object-fit: cover; }

icon { display: inline-flex; align-items: center; justify-content: center; width: var(--sim-size); height: var(--sim-size);
  color: var(--sim-color); font: 600 calc(var(--sim-size) * 0.9) / 1 sans-serif; vertical-align: middle; }
icon[type=search] { font-size: calc(var(--sim-size) * 1.4); }
icon.sim-circle { border-radius: 50%; background: var(--sim-color); color: #ffffff; font-size: calc(var(--sim-size) * 0.66); }

progress { display: block; width: 100%; height: var(--sim-size); border: 0; appearance: none; background: var(--sim-track); }
progress::-webkit-progress-bar { background: var(--sim-track); }
progress::-webkit-progress-value { background: var(--sim-color); }
progress.sim-moving::-webkit-progress-value { transition: width 1s; }

input, textarea { box-sizing: border-box; border: 0; outline: 0; padding: 0; background: none; color: inherit; font: inherit; }
textarea { display: block; width: 300px; height: 150px; resize: none; }
textarea[auto-height]:not([auto-height=false]) { height: auto !important; min-height: 1.4em; field-sizing: content; }

checkbox, radio, switch, picker, label { display: inline-block; position: relative; cursor: pointer; }
checkbox > input, radio > input { width: 20px; height: 20px; margin: 0 4px 0 0; vertical-align: middle; }
switch > .sim-switch { appearance: none; width: 50px; height: 30px; margin: 0; border-radius: 15px; background: #dee0e3;
  position: relative; vertical-align: middle; }
switch > .sim-switch::before { content: ""; position: absolute; inset: 2px auto 2px 2px; width: 26px; border-radius: 50%;
  background: #ffffff; }
switch > .sim-switch:checked { background: var(--sim-color); }
switch > .sim-switch:checked::before { transform: translateX(20px); }
switch > input:disabled { opacity: 0.5; }

slider { display: flex; align-items: center; gap: 12px; padding: 8px 18px; }
slider > input { flex: 1; min-width: 0; height: 28px; margin: 0; appearance: none; background: none; }
slider > input::-webkit-slider-runnable-track { height: 2px; background:
  linear-gradient(to right, var(--sim-color) var(--sim-share), var(--sim-track) var(--sim-share)); }
slider > input::-webkit-slider-thumb { appearance: none; width: var(--sim-block-size); height: var(--sim-block-size);
  margin-top: calc(1px - var(--sim-block-size) / 2); border-radius: 50%; background: var(--sim-block);
  box-shadow: 0 1px 4px rgb(0 0 0 / 35%); }

picker-view { position: relative; display: flex; height: 200px; overflow: hidden; container-type: size; }
picker-view-column { flex: 1; overflow-y: auto; scrollbar-width: none; scroll-snap-type: y mandatory;
  padding-block: calc((100cqh - var(--sim-row)) / 2); box-sizing: border-box; height: 100cqh; }
picker-view-column > * { height: var(--sim-row); overflow: hidden; scroll-snap-align: center; }
.sim-frame { position: absolute; inset: calc(50% - var(--sim-row) / 2) 0 auto; height: var(--sim-row);
  border-block: 1px solid #8f959e55; box-sizing: border-box; pointer-events: none; }

/* As wide as there is room, as other blocks are (assumed); beside others as wide as its text. */
:where(button) { width: -webkit-fill-available; }
:where(button[data-beside]) { width: auto; }
button { display: block; position: relative; box-sizing: border-box; margin: 0 auto; padding: 0 14px; border: 1px solid #d0d3d6;
  border-radius: 6px; background: #ffffff; color: #1f2329; font: inherit; font-size: 17px; line-height: 2.55;
  text-align: center; cursor: pointer; }
button[type=primary] { border-color: #3370ff; background: #3370ff; color: #ffffff; }
button[type=danger], button[type=warn] { border-color: #f54a45; background: #f54a45; color: #ffffff; }
button[type=dashed] { border-style: dashed; }
button[type=text] { border-color: transparent; background: none; color: #3370ff; }
button[plain]:not([plain=false]) { background: transparent; color: #1f2329; }
button[plain]:not([plain=false])[type=primary] { color: #3370ff; }
button[size=mini] { display: inline-block; width: auto; font-size: 13px; line-height: 2.3; }
button[size=large] { font-size: 20px; }
button[size=huge] { font-size: 24px; }
button[shape=rectangle] { border-radius: 0; }
button[shape=round] { border-radius: 100px; }
button[disabled] { cursor: default; opacity: 0.6; }
.button-hover { background-image: linear-gradient(rgb(0 0 0 / 10%), rgb(0 0 0 / 10%)); opacity: 0.7; }
button:focus-visible { outline: 2px solid #3370ff; outline-offset: 2px; }
button[loading]::before { content: ""; display: inline-block; width: 1em; height: 1em; margin-right: 0.5em;
  border: 2px solid currentcolor; border-right-color: transparent; border-radius: 50%; box-sizing: border-box;
  vertical-align: -0.12em; animation: sim-turn 0.8s linear infinite; }
@keyframes sim-turn { to { transform: rotate(1turn); } }
@media (prefers-reduced-motion: reduce) { button[loading]::before { animation-duration: 3s; } }
`;
