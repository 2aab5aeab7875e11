/** Styles of what the client draws over a page. `data-theme` on the host follows the device, not the browser. */
export const domStyle = `
:host {
  --paper: #fff; --ink: #1f2329; --soft: #646a73; --line: #dee0e3; --fill: #f5f6f7; --accent: #1456f0; --main: #1456f0;
  position: absolute; inset: 0; pointer-events: none; z-index: 2147483000;
  font: 15px/1.5 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", sans-serif; color: var(--ink);
}
:host([data-fixed]) { position: fixed; }
@media (prefers-color-scheme: dark) {
  :host { --paper: #25272b; --ink: #ebebeb; --soft: #a6a6a6; --line: #3d3f44; --fill: #313338; --accent: #6b9bff; --main: #2e63e6; }
}
:host([data-theme="light"]) {
  --paper: #fff; --ink: #1f2329; --soft: #646a73; --line: #dee0e3; --fill: #f5f6f7; --accent: #1456f0; --main: #1456f0;
}
:host([data-theme="dark"]) {
  --paper: #25272b; --ink: #ebebeb; --soft: #a6a6a6; --line: #3d3f44; --fill: #313338; --accent: #6b9bff; --main: #2e63e6;
}
* { box-sizing: border-box; }
.cover { position: absolute; inset: 0; display: flex; pointer-events: auto; background: rgb(0 0 0 / .45); animation: fade .16s; }
.sheet-cover { align-items: flex-end; }
.modal-cover { align-items: center; justify-content: center; padding: 24px; }
.sheet, .modal { width: 100%; border: 1px solid transparent; background: var(--paper); color: var(--ink); max-height: 85%; overflow: auto; }
.sheet { border-radius: 16px 16px 0 0; padding: 24px 20px 28px; animation: rise .24s cubic-bezier(.2,.8,.2,1); }
.modal { max-width: 300px; border-radius: 12px; padding: 20px; text-align: center; animation: pop .18s ease-out; }
h2 { margin: 0 0 8px; font-size: 17px; line-height: 1.4; font-weight: 600; overflow-wrap: anywhere; }
p { margin: 0 0 4px; color: var(--soft); overflow-wrap: anywhere; }
.who strong { color: var(--ink); font-weight: 500; }
ul { list-style: none; margin: 16px 0 0; padding: 4px 14px; background: var(--fill); border-radius: 10px; }
li { padding: 10px 0; display: flex; flex-direction: column; }
li + li { border-top: 1px solid var(--line); }
li strong { font-weight: 500; }
code { font: 12px/1.5 ui-monospace, SFMono-Regular, Menlo, monospace; color: var(--soft); overflow-wrap: anywhere; }
.buttons { display: flex; gap: 12px; margin-top: 20px; }
button {
  flex: 1; min-height: 44px; border: 1px solid var(--line); border-radius: 10px; background: transparent; color: var(--ink);
  font: inherit; font-weight: 500; cursor: pointer;
}
button.main { background: var(--main); border-color: var(--main); color: #fff; }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.toast-cover { position: absolute; inset: 0; display: flex; align-items: center; justify-content: center; padding: 32px; }
.toast-cover.mask { pointer-events: auto; }
.toast {
  max-width: 100%; min-width: 96px; padding: 14px 18px; border-radius: 12px; background: rgb(20 22 26 / .88); color: #fff;
  display: flex; flex-direction: column; align-items: center; gap: 8px; text-align: center; animation: pop .16s ease-out;
}
.icon { width: 32px; height: 32px; display: grid; place-items: center; font-size: 20px; font-weight: 600; border-radius: 50%; }
.icon.success, .icon.info, .icon.warning, .icon.error { border: 2px solid currentColor; }
.icon.loading { border: 3px solid rgb(255 255 255 / .3); border-top-color: #fff; animation: turn .8s linear infinite; }
@keyframes fade { from { opacity: 0; } }
@keyframes rise { from { transform: translateY(40%); opacity: 0; } }
@keyframes pop { from { transform: scale(.94); opacity: 0; } }
@keyframes turn { to { transform: rotate(1turn); } }
@media (prefers-reduced-motion: reduce) { * { animation-duration: .001s !important; } }
`;
