import type { Send } from '@feishu-login/client';

/** Sends to our own server, the only one the mini program talks to. */
export const send: Send = ({ method, path, headers, body }) =>
  new Promise((resolve, reject) => {
    tt.request({
      url: GADGET_API_URL + path,
      method,
      header: headers,
      ...(body === undefined ? {} : { data: body }),
      success: ({ statusCode, header, data }) => resolve({ status: statusCode, headers: header, body: data }),
      fail: ({ errMsg, errno, statusCode, header, data }) => {
        // Where the client reports a refusal (4xx, 5xx) is not documented; with a status, an answer did come.
        if (statusCode !== undefined) resolve({ status: statusCode, headers: header ?? {}, body: data });
        else reject(new Error(errno === undefined ? errMsg : `${errMsg} (errno ${errno})`));
      },
    });
  });
