"""How does gunicorn serve the site? Two processes of threads: every view is synchronous and waits on Postgres."""

import environ

env = environ.Env()

wsgi_app = "careerhub.wsgi"
bind = f"{env.str('HOST', default='127.0.0.1')}:{env.str('PORT', default='8000')}"
worker_class = "gthread"
workers = env.int("WEB_PROCESSES", default=2)
threads = env.int("WEB_THREADS", default=8)
raw_env = [f"DATABASE_POOL={env.int('DATABASE_POOL', default=threads)}"]
preload_app = True  # a wrong setting ends the master with its sentence instead of a crash loop
timeout = 60  # seconds without a sign of life from a process before it is replaced
graceful_timeout = 20
keepalive = 15
loglevel = env.str("LOG_LEVEL", default="info").lower()
control_socket_disable = True
