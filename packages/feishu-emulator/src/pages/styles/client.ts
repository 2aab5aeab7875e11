/** The Feishu-client page: switches, the device, and what the platform was asked. */
export const clientStyle = `
body { display: flex; flex-direction: column; height: 100dvh; overflow: hidden; }
.top { display: flex; align-items: center; gap: 14px; padding: 10px 18px; background: var(--paper); border-bottom: 1px solid var(--line); }
.top h1 { font-size: 14px; font-weight: 550; padding-left: 14px; border-left: 1px solid var(--line); line-height: 20px; }
.top .space { flex: 1; }
.top .language { color: var(--soft); }
.client { flex: 1; min-height: 0; display: grid; grid-template-columns: 268px minmax(0, 1fr) minmax(0, 348px); }
#controls { overflow: auto; padding: 16px; display: grid; gap: 16px; align-content: start; background: var(--paper); border-right: 1px solid var(--line); }
.field { display: grid; gap: 5px; }
.field .label { font-size: 12px; color: var(--soft); }
.choices { display: grid; gap: 2px; margin: 0 -6px; }
.choices button { justify-content: flex-start; gap: 9px; min-height: 38px; padding: 4px 6px; border-color: transparent; background: none; text-align: left; white-space: normal; border-radius: 9px; }
.choices button:hover { background: var(--fill); }
.choices button[aria-checked="true"] { background: var(--accent-soft); }
.choices .avatar { width: 26px; height: 26px; font-size: 12px; }
.choices .tag { margin-left: auto; }
.choices .tag + .tag { margin-left: 0; }
.choices [data-age] { display: grid; grid-template-columns: 38px 1fr; padding: 6px 8px; }
.choices strong { font-weight: 550; font-variant-numeric: tabular-nums; }
.note { color: var(--soft); font-size: 12px; line-height: 1.4; }
.segments { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 2px; padding: 3px; border-radius: 10px; background: var(--fill); }
.segments button { border: 0; background: none; min-height: 28px; padding: 0 8px; border-radius: 7px; color: var(--soft); font-size: 13px; }
.segments button[aria-pressed="true"] { background: light-dark(#fff, #3b4049); color: var(--ink); box-shadow: 0 1px 3px rgb(0 0 0 / .14); font-weight: 550; }
#stage { min-height: 0; overflow: auto; padding: 16px; display: flex; flex-direction: column; align-items: center; gap: 12px; }
.stage-tabs { width: 260px; flex: none; background: light-dark(#e7e9ed, var(--fill)); }
.address { display: flex; gap: 6px; width: min(100%, 480px); flex: none; }
.address input { font-family: var(--mono); font-size: 12px; }
.address .quiet { font-size: 17px; padding: 0 8px; }
#stage > .hint { color: var(--warn); background: var(--warn-soft); border-radius: 10px; padding: 8px 14px; font-size: 13px; max-width: 480px; }
.device { flex: 0 1 auto; display: flex; flex-direction: column; overflow: hidden; background: light-dark(#fff, #1a1b1e); position: relative; }
.device[data-theme="light"] { color-scheme: light; }
.device[data-theme="dark"] { color-scheme: dark; }
.device.phone { width: 395px; flex-basis: 832px; min-height: 540px; border: 10px solid light-dark(#16181c, #30343b); border-radius: 48px; box-shadow: 0 0 0 1px light-dark(#c3c8d0, #4a4f58), var(--shadow); }
.device.desktop { width: min(100%, 760px); flex-basis: 640px; min-height: 440px; border-radius: 12px; border: 1px solid var(--line); box-shadow: var(--shadow); }
.status { height: 44px; flex: none; display: grid; grid-template-columns: 1fr auto 1fr; align-items: center; padding: 0 26px; font-weight: 600; font-size: 14px; color: light-dark(#16181c, #f0f1f3); }
.island { width: 92px; height: 26px; border-radius: 99px; background: light-dark(#16181c, #000); }
.signal { display: flex; justify-content: flex-end; align-items: end; gap: 2px; }
.signal i { width: 4px; background: currentColor; border-radius: 1px; height: 6px; }
.signal i:nth-child(2) { height: 9px; }
.signal i:nth-child(3) { height: 12px; }
.navigation { height: 44px; flex: none; display: grid; grid-template-columns: 64px 1fr 64px; align-items: center; text-align: center; border-bottom: 1px solid light-dark(#eceef1, #2d3036); color: light-dark(#1f2329, #ebebeb); }
.navigation strong { font-weight: 550; font-size: 15px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.navigation button { border: 0; background: none; color: inherit; }
.titlebar { height: 40px; flex: none; display: grid; grid-template-columns: 80px 1fr 80px; align-items: center; text-align: center; font-size: 13px; border-bottom: 1px solid var(--line); background: var(--fill); color: var(--soft); }
.lights { width: 12px; height: 12px; margin-left: 14px; border-radius: 50%; background: #ff5f57; box-shadow: 20px 0 #febc2e, 40px 0 #28c840; }
.screen { flex: 1; min-height: 0; position: relative; overflow: hidden; display: flex; flex-direction: column; }
.screen iframe { flex: 1; width: 100%; border: 0; }
.screen .empty { margin: auto; text-align: center; color: light-dark(#646a73, #a6a6a6); padding: 32px; max-width: 300px; display: grid; gap: 12px; justify-items: center; }
.home { position: absolute; bottom: 7px; left: 50%; width: 128px; margin-left: -64px; height: 4px; border-radius: 9px; background: light-dark(rgb(20 22 26 / .8), rgb(255 255 255 / .8)); pointer-events: none; }
#feed { display: flex; flex-direction: column; min-height: 0; background: var(--paper); border-left: 1px solid var(--line); }
@media (max-width: 1100px) {
  .client { grid-template-columns: 268px minmax(0, 1fr); }
  #feed { display: none; }
}
@media (max-width: 760px) {
  body { height: auto; min-height: 100dvh; overflow: auto; }
  .top h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .client { display: flex; flex-direction: column; }
  #stage { order: -1; padding: 12px 0; overflow: visible; }
  #controls { border: 0; border-top: 1px solid var(--line); }
  .address { padding: 0 12px; }
  .device.phone { width: 100%; max-width: 395px; border-width: 0; border-radius: 0; height: min(720px, 100dvh - 120px); flex: none; border-block: 1px solid var(--line); box-shadow: none; }
  .device.phone .status, .device.phone .home { display: none; }
}
`;
