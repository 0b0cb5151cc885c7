"""How does a template name a policy?"""

from django import template

from careerhub.office import policies

register = template.Library()
register.filter("policy", policies.label_of)
