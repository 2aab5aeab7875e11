/**
 * Loaded into Feishu's command line tool by `--require`: what it asks of any host goes to `FEISHU_CLI_SERVICE_PORT` on
 * this computer, with the host it was meant for in `X-Asked-Host`. The tool itself is unchanged.
 */
const http = require('node:http');
const https = require('node:https');

const request = http.request;
const port = process.env.FEISHU_CLI_SERVICE_PORT;

function redirected(first, ...rest) {
  const url = typeof first === 'string' || first instanceof URL ? new URL(first) : undefined;
  const options = rest.find((each) => typeof each === 'object') ?? {};
  const asked =
    url === undefined ? first : { hostname: url.hostname, path: `${url.pathname}${url.search}`, ...options };
  return request(
    {
      method: asked.method,
      path: asked.path,
      hostname: '127.0.0.1',
      port,
      headers: { ...asked.headers, 'X-Asked-Host': asked.hostname ?? asked.host },
    },
    rest.find((each) => typeof each === 'function'),
  );
}

http.request = redirected;
https.request = redirected;
