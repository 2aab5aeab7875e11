/** The control panel: sections beside a live journal, or one at a time on a narrow screen. */
export const panelStyle = `
body { display: flex; flex-direction: column; height: 100dvh; overflow: hidden; }
.top { display: flex; align-items: center; gap: 10px 14px; padding: 10px 18px; background: var(--paper); border-bottom: 1px solid var(--line); flex-wrap: wrap; }
.top .space { flex: 1; }
.top .language { color: var(--soft); }
.clock { display: flex; align-items: center; gap: 6px; flex-wrap: wrap; }
.clock time { padding: 0 10px; line-height: 32px; border-radius: 8px; background: var(--fill); font-size: 13px; font-variant-numeric: tabular-nums; }
.clock button { padding: 0 9px; font-size: 13px; }
.tabs { display: flex; gap: 2px; padding: 0 12px; background: var(--paper); border-bottom: 1px solid var(--line); overflow-x: auto; scroll-padding: 0 24px; scrollbar-width: none; flex: none; }
.tabs button { border: 0; border-radius: 0; background: none; color: var(--soft); min-height: 42px; padding: 0 12px; border-bottom: 2px solid transparent; }
.tabs button:hover { background: none; color: var(--ink); }
.tabs button[aria-selected="true"] { color: var(--ink); font-weight: 550; border-bottom-color: var(--accent); }
.tabs .count:not(:empty) { font-size: 12px; padding: 0 6px; border-radius: 99px; background: var(--fill); color: var(--soft); font-weight: 500; font-variant-numeric: tabular-nums; }
.tabs [data-tab="journal"] { display: none; }
.panel { flex: 1; min-height: 0; display: grid; grid-template-columns: minmax(0, 1fr) minmax(380px, 38%); }
.sections { overflow: auto; padding: 18px; }
.sections > section { display: grid; gap: 14px; max-width: 940px; margin: 0 auto; }
.intro { color: var(--soft); max-width: 68ch; }
.rows, .card { background: var(--paper); border: 1px solid var(--line); border-radius: 14px; }
.rows:empty { display: none; }
.row { display: flex; align-items: center; gap: 8px 12px; padding: 12px 14px; flex-wrap: wrap; }
.row + .row { border-top: 1px solid var(--line); }
.row.done { opacity: .6; }
.row > .who { flex: 1 1 190px; min-width: 0; }
.row > .who strong { overflow-wrap: anywhere; }
.row .name { display: flex; gap: 8px; align-items: baseline; }
.row .name span, .note { color: var(--soft); font-size: 12px; }
.row .who .note, .row .who .copy { display: block; }
.row .actions { display: flex; align-items: center; gap: 8px 12px; flex-wrap: wrap; }
.row .actions select { width: auto; max-width: 128px; }
.row .actions .button.quiet { padding: 0 8px; border-color: transparent; background: none; }
select[data-status="frozen"], select[data-status="resigned"], select[data-status="unregistered"] { color: var(--bad); border-color: color-mix(in srgb, var(--bad) 40%, var(--line)); }
.minted { flex: 1 1 100%; display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; padding: 8px 12px; border-radius: 10px; background: var(--accent-soft); font-size: 13px; }
.card { padding: 16px; }
.form { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 12px; align-items: start; }
.form.two { grid-template-columns: repeat(2, minmax(0, 1fr)); }
.form .all { grid-column: 1 / -1; }
.form .wide { grid-column: span 2; }
.form .about { grid-column: 1 / -1; color: var(--soft); font-size: 13px; }
.form .most { grid-column: 1 / -2; }
.form > button { align-self: end; grid-column-end: -1; }
.field { display: grid; gap: 3px; min-width: 0; align-content: start; }
.field .label { font-size: 12px; color: var(--soft); }
.field .hint { font-size: 12px; color: var(--soft); line-height: 1.45; }
h2 { font-size: 14px; font-weight: 600; margin: 0; }
.settings > h2 { padding: 14px 0 4px; }
.scenarios { display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); gap: 12px; }
.scenario { display: flex; flex-direction: column; gap: 6px; padding: 14px; }
.scenario p { color: var(--soft); font-size: 13px; flex: 1; }
.actions { display: flex; align-items: center; gap: 8px; flex-wrap: wrap; }
.tags { display: flex; flex-wrap: wrap; gap: 4px; margin-top: 4px; }
.tags .tag { white-space: normal; overflow-wrap: anywhere; }
.row > .why { flex: 1 1 100%; padding: 7px 10px; border-radius: 8px; background: var(--bad-soft); font-size: 13px; overflow-wrap: anywhere; }
dialog { color: inherit; width: min(560px, calc(100vw - 24px)); max-height: calc(100dvh - 24px); overflow: auto; padding: 18px; box-shadow: var(--shadow); }
dialog::backdrop { background: rgb(10 12 16 / .45); }
dialog[open] { display: grid; gap: 16px; }
dialog .space { flex: 1; }
dialog .form > .field { grid-column: auto; }
button.danger { color: var(--bad); border-color: color-mix(in srgb, var(--bad) 40%, var(--line)); }
.app { display: grid; gap: 14px; }
.app header { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 12px; }
.app header .toggle { margin-left: auto; }
.app .grid { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 14px; }
.app .grid > div { display: grid; gap: 14px; align-content: start; }
.app textarea { resize: vertical; font-size: 12px; line-height: 1.6; }
.app > button { justify-self: start; }
.settings { padding: 4px 16px; }
.setting { display: grid; grid-template-columns: minmax(0, 1fr) minmax(96px, 190px); gap: 6px 16px; align-items: center; padding: 11px 0; }
.setting + .setting { border-top: 1px solid var(--line); }
.setting code { overflow-wrap: anywhere; }
.setting p { color: var(--soft); font-size: 13px; }
.setting > :last-child { justify-self: end; }
.setting.known { grid-template-columns: minmax(0, 1fr) auto; align-items: start; }
.setting.known .note { margin-top: 4px; }
.setting.known > :only-child { justify-self: start; }
.setting > input[type="number"] { max-width: 120px; }
.setting.changed code { color: var(--accent); font-weight: 600; }
.toggle { display: inline-flex; align-items: center; gap: 7px; cursor: pointer; font-size: 13px; color: var(--soft); white-space: nowrap; }
.toggle input { position: absolute; opacity: 0; width: 1px; height: 1px; }
.toggle .track { width: 34px; height: 20px; border-radius: 99px; background: light-dark(#c7ccd4, #474d56); position: relative; transition: background .15s; flex: none; }
.toggle .track::after { content: ""; position: absolute; inset: 2px auto 2px 2px; width: 16px; border-radius: 50%; background: #fff; transition: transform .15s; box-shadow: 0 1px 2px rgb(0 0 0 / .25); }
.toggle input:checked + .track { background: var(--accent-fill); }
.toggle input:checked + .track::after { transform: translateX(14px); }
.toggle input:focus-visible + .track { outline: 2px solid var(--accent); outline-offset: 2px; }
#journal { display: flex; flex-direction: column; min-height: 0; background: var(--paper); border-left: 1px solid var(--line); }
@media (max-width: 960px) {
  .clock { order: 9; flex-basis: 100%; }
  .tabs [data-tab="journal"] { display: inline-flex; }
  .panel { grid-template-columns: minmax(0, 1fr); }
  body:not([data-shown="journal"]) #journal, body[data-shown="journal"] .sections { display: none; }
  #journal { border: 0; }
}
@media (max-width: 600px) {
  .top { padding: 10px 12px; }
  .clock button { flex: 1; padding: 0 6px; }
  .clock time { font-size: 12px; padding: 0 7px; }
  .brand small { display: none; }
  .form { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .top .button.main { min-height: 30px; font-size: 13px; }
  .sections { padding: 12px; }
  .app .grid, .setting { grid-template-columns: minmax(0, 1fr); }
  .setting > :last-child { justify-self: start; }
  .journal-bar { flex-wrap: wrap; }
}
`;
