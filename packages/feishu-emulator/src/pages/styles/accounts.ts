/** The platform's own pages: sign-in, consent, errors, signed out, QR. */
export const accountsStyle = `
body { display: flex; flex-direction: column; align-items: center; }
.accounts { width: 100%; max-width: 460px; padding: 28px 16px 40px; margin: auto; }
.accounts header { display: flex; align-items: center; justify-content: space-between; padding: 0 4px 18px; }
.accounts footer { display: flex; justify-content: space-between; gap: 12px; padding: 18px 4px 0; color: var(--soft); font-size: 12px; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 16px; box-shadow: var(--shadow); padding: 28px 24px 24px; }
.card h1 { font-size: 20px; line-height: 1.35; letter-spacing: -.01em; overflow-wrap: anywhere; }
.card h1 + p { margin-top: 6px; color: var(--soft); }
.people { margin: 20px -8px 0; display: grid; gap: 2px; }
.people button {
  width: 100%; justify-content: flex-start; gap: 12px; min-height: 56px; padding: 8px; border-color: transparent;
  background: transparent; border-radius: 12px; text-align: left; white-space: normal;
}
.people button:hover { background: var(--fill); }
.people .name { display: block; font-weight: 550; }
.people .note { display: block; color: var(--soft); font-size: 12px; }
.people .tag { margin-left: auto; }
.people .tag + .tag { margin-left: 0; }
.who { display: flex; align-items: center; gap: 12px; margin-top: 18px; padding: 10px 12px; background: var(--fill); border-radius: 12px; }
.who form { margin-left: auto; }
.who .note { color: var(--soft); font-size: 12px; }
.scopes { margin: 18px 0 0; }
.scopes li { display: flex; gap: 12px; padding: 11px 0; }
.scopes li + li { border-top: 1px solid var(--line); }
.scopes svg { width: 18px; height: 18px; flex: none; margin-top: 2px; color: var(--good); }
.scopes code { display: block; color: var(--soft); font-size: 12px; overflow-wrap: anywhere; }
.user-code { display: grid; gap: 6px; margin-top: 18px; }
.user-code input, .user-code code { font: 600 20px/32px var(--mono); letter-spacing: .12em; text-align: center; }
.decide { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin-top: 22px; }
.decide button, .decide .button { width: 100%; min-height: 44px; border-radius: 10px; font-weight: 550; }
.fine { margin-top: 14px; color: var(--soft); font-size: 12px; overflow-wrap: anywhere; }
.fault { display: flex; align-items: baseline; gap: 10px; }
.fault .code { font: 600 13px/24px var(--mono); padding: 0 9px; border-radius: 7px; background: var(--bad-soft); color: var(--bad); }
.fix { margin-top: 18px; border: 1px solid var(--line); border-radius: 12px; padding: 14px 16px; }
.fix h2 { font-size: 13px; color: var(--soft); font-weight: 550; margin-bottom: 6px; }
.fix code { overflow-wrap: anywhere; background: var(--fill); border-radius: 5px; padding: 1px 5px; }
.fix dl { display: grid; grid-template-columns: auto 1fr; gap: 6px 14px; margin-top: 12px; font-size: 13px; }
.fix dt { color: var(--soft); }
.fix dd { overflow-wrap: anywhere; min-width: 0; }
.fix .list { display: grid; gap: 4px; }
@media (max-width: 480px) {
  .accounts { padding: 16px 12px 28px; margin: 0 auto; }
  .card { padding: 24px 18px 20px; border-radius: 14px; }
}
`;
