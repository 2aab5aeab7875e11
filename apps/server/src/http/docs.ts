import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type Router from '@koa/router';
import { closedPagePolicy } from './closed-page-policy.ts';
import { createRouter } from './router.ts';

/** The reader's own files, of all that its folder holds. */
const files = { 'swagger-ui-bundle.js': 'text/javascript', 'swagger-ui.css': 'text/css' } as const;

const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Feishu login · API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="stylesheet" href="/docs/page.css">
<div id="reader"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/page.js"></script>
</html>
`;

const css = `body { margin: 0; background: #fff; }
.dark-mode body { background: #1c2022; }
`;

/** Requests go out as a page of ours sends them: the browser adds the session cookie. */
const script = `const dark = matchMedia('(prefers-color-scheme: dark)');
const paint = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', paint);
paint();
SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#reader',
  deepLinking: true,
  tryItOutEnabled: true,
  defaultModelsExpandDepth: -1,
  validatorUrl: null,
});
`;

/** `/docs`: Swagger UI around `/openapi.json`, all from here. `folder` holds the library's files. */
export function createDocs(folder: string): Router {
  const router = createRouter();
  router.get('/docs', (ctx) => {
    ctx.type = 'text/html; charset=utf-8';
    ctx.set('Content-Security-Policy', closedPagePolicy);
    ctx.body = html;
  });
  router.get('/docs/page.js', (ctx) => {
    ctx.type = 'text/javascript; charset=utf-8';
    ctx.body = script;
  });
  router.get('/docs/page.css', (ctx) => {
    ctx.type = 'text/css; charset=utf-8';
    ctx.body = css;
  });
  for (const [name, type] of Object.entries(files))
    router.get(`/docs/${name}`, (ctx) => {
      ctx.type = `${type}; charset=utf-8`;
      ctx.body = createReadStream(join(folder, name));
    });
  return router;
}
