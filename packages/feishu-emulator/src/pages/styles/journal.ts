/** The live journal, copyable text and the notice: what the panel and the Feishu-client page share. */
export const journalStyle = `
.empty { color: var(--soft); padding: 28px 18px; text-align: center; max-width: 42ch; margin: 0 auto; }
.journal-bar { display: flex; align-items: center; gap: 8px 12px; padding: 10px 14px; border-bottom: 1px solid var(--line); }
.journal-bar input[type="search"] { flex: 1; }
.check { display: inline-flex; gap: 6px; align-items: center; white-space: nowrap; color: var(--soft); font-size: 13px; }
.journal { overflow: auto; flex: 1; }
.journal > li { border-bottom: 1px solid var(--line); padding: 8px 14px; animation: arrive .3s ease-out; }
.journal > li.bad { box-shadow: inset 3px 0 var(--bad); }

.journal > li.warn { box-shadow: inset 3px 0 var(--warn); }
.journal li.warn > .why { background: var(--warn-soft); }
.journal .person { color: var(--ink); font-size: 12px; }
.journal .sign-in > details > ol { margin: 8px 0 2px; border: 1px solid var(--line); border-radius: 10px; }
.journal .sign-in li { padding: 6px 10px; }
.journal .sign-in li + li { border-top: 1px solid var(--line); }
.journal .sign-in summary strong { font-size: 13px; }
.journal > li.empty { border: 0; box-shadow: none; }
.journal summary { display: flex; align-items: center; flex-wrap: wrap; gap: 2px 8px; cursor: pointer; list-style: none; font-size: 12px; }
.journal summary::-webkit-details-marker { display: none; }
.journal time { color: var(--soft); }
.journal .path { min-width: 0; overflow-wrap: anywhere; color: var(--soft); }
.journal .path b { color: var(--ink); font-weight: 500; }
.journal .why { margin-top: 5px; padding: 7px 10px; border-radius: 8px; background: var(--bad-soft); font-size: 13px; line-height: 1.5; overflow-wrap: anywhere; }
.journal dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 3px 12px; padding: 8px 0 2px; font-size: 12px; }
.journal dt { color: var(--soft); }
.journal dd { overflow-wrap: anywhere; min-width: 0; }
.journal .body { margin: 0; max-height: 220px; overflow: auto; white-space: pre-wrap; font-family: var(--mono); font-size: 11px; line-height: 1.45; }
.copy { border: 0; background: none; padding: 0; min-height: 0; font-size: 12px; color: var(--soft); overflow-wrap: anywhere; white-space: normal; text-align: left; justify-content: flex-start; }
.copy:hover { background: none; color: var(--accent); }
.copy.copied::after { content: "✓"; color: var(--good); font-weight: 700; }
#notice { position: fixed; left: 50%; bottom: 24px; translate: -50% 20px; opacity: 0; pointer-events: none; transition: opacity .18s, translate .18s; padding: 10px 16px; border-radius: 10px; background: light-dark(#1b1f26, #eceef2); color: light-dark(#fff, #15171b); max-width: min(560px, 92vw); white-space: pre-line; box-shadow: var(--shadow); }
#notice.shown { opacity: 1; translate: -50% 0; }
#notice.bad { background: var(--bad); color: light-dark(#fff, #1b0c0c); }
@keyframes arrive { from { background: var(--accent-soft); } }
`;
