import type { RegisterControl } from '../exchange/router.ts';

/** A built gadget, rendered to one page by whoever started the emulator. */
export const registerGadgetPage: RegisterControl = (router, _state, { gadgetHtml }) => {
  if (gadgetHtml === undefined) return;
  router.get('/_emulator/gadget', async (ctx) => {
    ctx.type = 'html';
    ctx.set('Cache-Control', 'no-store');
    ctx.body = typeof gadgetHtml === 'string' ? gadgetHtml : await gadgetHtml();
  });
};
