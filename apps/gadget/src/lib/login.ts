import { createFeishuLogin } from '@feishu-login/gadget-login';

/** The one sign-in of this mini program. `timeout` is more than the `networkTimeout` of app.json. */
export const login = createFeishuLogin({ apiUrl: GADGET_API_URL, automatic: GADGET_AUTOMATIC, timeout: 15 });
