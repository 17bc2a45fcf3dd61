# One image for the service. The database is a server of its own: set DATABASE_URL, or use
# `docker build --target try` for an image with a private PostGIS and the demo in it.

ARG BASE=debian:trixie-slim

FROM ${BASE} AS build
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        ca-certificates make python3 python3-venv \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/naerhed
COPY . .
RUN make product DATABASE_URL=elsewhere && rm -rf node_modules

FROM ${BASE} AS service
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        ca-certificates python3 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --home-dir /var/lib/naerhed naerhed
COPY --from=build /srv/naerhed /srv/naerhed
WORKDIR /srv/naerhed
USER naerhed
ENV NAERHED_HOST=0.0.0.0 NAERHED_STATE=/var/lib/naerhed/state NAERHED_ENV=production PATH=/srv/naerhed/.venv/bin:$PATH
EXPOSE 8000
HEALTHCHECK --start-period=30s CMD ["python3", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/api/health')"]
CMD ["naerhed", "serve"]

FROM service AS try
USER root
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql-postgis \
    && rm -rf /var/lib/apt/lists/*
USER naerhed
ENV NAERHED_ENV=development
CMD ["naerhed", "serve", "--demo"]

FROM service
