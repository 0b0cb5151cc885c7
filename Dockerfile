# One image for the site, the worker and the timetable; the command tells them apart.
FROM python:3.13-slim-bookworm AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /build
COPY requirements.lock ./
RUN python -m venv /packages \
    && /packages/bin/pip install --require-hashes --only-binary :all: -r requirements.lock

FROM python:3.13-slim-bookworm
# PYTHONTZPATH: the time zone rules of the pinned tzdata, not the image's own
ENV DJANGO_SETTINGS_MODULE=careerhub.settings.production \
    HOST=0.0.0.0 \
    PATH=/packages/bin:$PATH \
    PORT=8000 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONTZPATH= \
    PYTHONUNBUFFERED=1 \
    VAR_DIR=/var/lib/careerhub
RUN groupadd --system --gid 10001 careerhub \
    && useradd --system --uid 10001 --gid careerhub --no-create-home --shell /usr/sbin/nologin careerhub \
    && install --directory --owner=careerhub --group=careerhub /var/lib/careerhub
WORKDIR /app
COPY --from=packages /packages /packages
COPY . .
# the settings ask for every address; none is used here, and the key is thrown away
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    ALLOWED_HOSTS=build.invalid SITE_URL=https://build.invalid DATABASE_URL=postgres://build.invalid/none \
    REDIS_URL=redis://build.invalid EMAIL_URL=smtp://build.invalid \
    python manage.py collectstatic --noinput --verbosity 0
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=6s --start-period=30s CMD ["python", "-m", "careerhub.settings.probe"]
CMD ["gunicorn", "-c", "python:careerhub.settings.gunicorn"]
