"""How does a template name a place?"""

from django import template

from careerhub.common import zones

register = template.Library()
register.filter("city", zones.city)
