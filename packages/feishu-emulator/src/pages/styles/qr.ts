/** Fits the 250-pixel frame that the QR SDK makes. */
export const qrStyle = `
body { background: var(--paper); }
main { max-width: 320px; margin: 0 auto; padding: 8px; text-align: center; font-size: 13px; }
main h1 { font-size: 15px; margin: 4px 0; }
.code { display: block; width: min(100%, 200px); aspect-ratio: 1; margin: 0 auto 8px; padding: 8px; background: #fff; border-radius: 12px; border-color: #dfe2e8; height: auto; forced-color-adjust: none; }
.code:hover { background: #fff; border-color: var(--accent); }
.code svg { width: 100%; height: 100%; fill: #10131a; }
p { color: var(--soft); }
.person { color: var(--ink); font-size: 18px; font-weight: 600; margin: 14px 0 4px; }
.problem { color: var(--bad); min-height: 20px; overflow-wrap: anywhere; }
.people { margin-top: 4px; display: grid; max-height: 176px; overflow: auto; }
.people button { justify-content: flex-start; border-color: transparent; background: transparent; min-height: 42px; padding: 4px 6px; text-align: left; white-space: normal; }
.people button:hover { background: var(--fill); }
.people .avatar { width: 28px; height: 28px; font-size: 12px; }
.people .name { display: block; font-weight: 550; line-height: 1.3; }
.people .note { display: block; color: var(--soft); font-size: 11px; line-height: 1.3; }
.people .tag { margin-left: auto; }
.decide { display: grid; grid-template-columns: 1fr 1fr; gap: 10px; margin-top: 12px; }
.decide button { min-height: 40px; }
.done { width: 52px; height: 52px; margin: 46px auto 10px; border-radius: 50%; display: grid; place-items: center; font-size: 26px; background: var(--good-soft); color: var(--good); }
`;
