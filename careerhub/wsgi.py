"""Where does gunicorn find the site?"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careerhub.settings.local")
application = get_wsgi_application()
