# 两段构建：第一段按锁定的版本装好依赖、打出本项目的包；第二段只带运行要用的，用普通用户运行。
# 公司内有 pip 镜像时：docker build --secret id=pipconf,src=/etc/pip.conf .
FROM python:3.12-slim-bookworm AS build
WORKDIR /source
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements.lock requirements-build.lock ./
RUN --mount=type=secret,id=pipconf,target=/etc/pip.conf \
    python -m venv /opt/gongjian \
    && /opt/gongjian/bin/pip install --no-deps --require-hashes -r requirements.lock \
    && python -m venv /opt/build \
    && /opt/build/bin/pip install --no-deps --require-hashes -r requirements-build.lock
COPY . .
RUN /opt/build/bin/pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
    && /opt/gongjian/bin/pip install --no-deps /wheels/*.whl

FROM python:3.12-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home gongjian && install -d -m 0700 -o gongjian /data
COPY --from=build /opt/gongjian /opt/gongjian
ENV PATH=/opt/gongjian/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    GONGJIAN_HOST=0.0.0.0 \
    GONGJIAN_PORT=8360 \
    GONGJIAN_DATA_FOLDER=/data \
    NUMBA_CACHE_DIR=/data/kernels
USER gongjian
VOLUME /data
EXPOSE 8360
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=6 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8360/readyz', timeout=4)"]
STOPSIGNAL SIGTERM
CMD ["gongjian", "serve"]
