# One image for every role: the service (as it is), `naerhed worker`, `naerhed import …`. Its
# database is a server of its own (see compose.yaml); `--target try` makes an image with a private
# PostGIS and the demo in it.

ARG BASE=debian:trixie-slim

FROM ${BASE} AS build
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        ca-certificates make python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/naerhed
ENV NUMBA_CACHE_DIR=/srv/naerhed/.setup/compiled
COPY . .
RUN make product DATABASE_URL=elsewhere && rm -rf node_modules

FROM ${BASE} AS service
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        ca-certificates python3 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home --home-dir /var/lib/naerhed naerhed
COPY --from=build /srv/naerhed /srv/naerhed
RUN chown -R naerhed /srv/naerhed/.setup/compiled
WORKDIR /srv/naerhed
USER naerhed
RUN mkdir /var/lib/naerhed/state
ENV NUMBA_CACHE_DIR=/srv/naerhed/.setup/compiled
ENV NAERHED_HOST=0.0.0.0 NAERHED_STATE=/var/lib/naerhed/state NAERHED_ENV=production PATH=/srv/naerhed/.venv/bin:$PATH
VOLUME /var/lib/naerhed/state
EXPOSE 8000
HEALTHCHECK --start-period=60s CMD ["python3", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/api/health')"]
CMD ["naerhed", "serve"]

FROM service AS try
USER root
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql-postgis \
    && rm -rf /var/lib/apt/lists/*
USER naerhed
ENV NAERHED_ENV=development
CMD ["naerhed", "serve", "--demo", "--worker"]

FROM service
