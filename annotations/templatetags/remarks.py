"""What is said in a comment, for templates."""

from django import template

from annotations import policy
from annotations.text import remarks

register = template.Library()


@register.filter
def runs(comment):
    """Its text as words, links and mentions; `comment` brings its mentions (`for_reading`)."""
    people = [notice.person for notice in comment.mentions]
    return remarks.runs(comment.text, {one.username.lower() for one in [*people, comment.author]})


@register.filter
def comment_removable_by(comment, user) -> bool:
    return policy.may(user, policy.REMOVE_COMMENT, comment)
