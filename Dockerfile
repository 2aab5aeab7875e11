# The server and its web page: docs/going-live.md says how it is run.
#   docker build -t feishu-login .
#   docker buildx build --platform linux/amd64,linux/arm64 -t registry.example.com/feishu-login --push .
# Both architectures build alike: SQLite's driver comes prebuilt for either, and nothing else is compiled.
FROM node:24-slim AS build
RUN npm install --global pnpm@10.34.9
WORKDIR /source
COPY . .
RUN pnpm install --frozen-lockfile --filter . --filter @feishu-login/server... --filter @feishu-login/web...
RUN pnpm exec tsc -b apps/server
RUN pnpm --filter @feishu-login/web build
RUN pnpm --filter @feishu-login/server --config.inject-workspace-packages=true deploy --prod /service
RUN cp -r apps/web/dist /service/web && mkdir /data

FROM node:24-slim
ENV NODE_ENV=production PORT=3000 WEB_ROOT=/service/web DATABASE_URL=sqlite:/data/app.sqlite
WORKDIR /service
COPY --from=build /service .
COPY --from=build --chown=node:node /data /data
USER node
# Nothing is written but /data, and that with SQLite only: run it with a read-only root.
VOLUME /data
EXPOSE 3000 9464
HEALTHCHECK --start-period=20s --interval=10s --timeout=3s CMD ["node", "-e", "fetch(`http://localhost:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "dist/main.js"]
