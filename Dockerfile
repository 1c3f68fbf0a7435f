# One image that serves and migrates:
#   docker build --build-arg VITE_BUILD=app@1.0.0 --tag app .
#   docker run app                              serves, with DATABASE_URL and the other settings of .env.example
#   docker run app node dist/migrate.mjs up     migrates
FROM node:26.10.0-trixie-slim AS build
WORKDIR /repository
# What is downloaded changes less often than the code. The last one may be absent.
COPY pnpm-lock.yaml pnpm-workspace.yaml .pnpmfile.cjs* ./
RUN npx -y pnpm@12.21.0 fetch
COPY . .
# The name of this build in the pages: the history of git isn't here.
ARG VITE_BUILD
RUN npx -y pnpm@12.21.0 install --frozen-lockfile --offline \
  && npx -y pnpm@12.21.0 build

FROM node:26.10.0-trixie-slim
# pg_dump and pg_restore back up servers of this version and older ones. Raise it before you upgrade the server.
ARG POSTGRES_MAJOR=18
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates postgresql-common \
  && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
  && apt-get install --yes --no-install-recommends "postgresql-client-${POSTGRES_MAJOR}" \
  && rm -rf /var/lib/apt/lists/* \
  && install --directory --owner=node --group=node /backups
WORKDIR /app
COPY --from=build /repository/apps/server/dist dist
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 PITSTOP_BACKUPS=/backups
USER node
EXPOSE 3000
# Whether the process answers. /readyz tells a load balancer whether to send requests.
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/main.mjs"]
