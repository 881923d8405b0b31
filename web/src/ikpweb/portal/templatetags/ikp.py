"""What the templates say in one word: a category with its mark, a number in the page's language."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.urls import reverse, translate_url
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ikpweb.kit import categories
from ikpweb.kit.country import country

register = template.Library()


@register.filter
def score(value: float | str | None, digits: int = 2) -> str:
    """Write a score in the page's language, or a dash where there is none (to a template, an empty text)."""
    return (
        "–"
        if value is None or isinstance(value, str)
        else number_format(round(value, digits), digits).replace("-", "−")
    )


@register.filter
def signed(value: float | None, digits: int = 2) -> str:
    """Write a change with its sign."""
    if value is None:
        return "–"
    text = number_format(abs(round(value, digits)), digits)
    return text if round(value, digits) == 0 else ("+" if value > 0 else "−") + text


@register.filter
def unlocal(value: float) -> str:
    """Write a number for a machine, with a point in every language."""
    return f"{value:g}"


@register.simple_tag
def category(name: str, label: str = "") -> SafeString:
    """Write a category with its mark; *not published* where there is none."""
    if not name:
        return format_html('<span class="category none">{}</span>', _("belum terbit"))
    extra = f" ({label})" if label and label != name else ""
    return format_html('<span class="category {}">{}{}</span>', categories.look(name), categories.word(name), extra)


@register.simple_tag
def level_units(level: str) -> str:
    """Name the units of a level, to choose one."""
    return capfirst(country().level(level, several=True))


@register.simple_tag
def categories_of() -> list[str]:
    """Give the categories of the country, from the highest."""
    return list(reversed(categories.scale()))


@register.filter
def look(name: str) -> str:
    """Give the class that colours a category; *none* for what has none."""
    return categories.look(name) or "none"


@register.filter
def category_word(name: str) -> str:
    """Name a category alone, without its mark."""
    return categories.word(name)


@register.simple_tag(takes_context=True)
def other_language(context: dict[str, Any], language: str) -> str:
    """Give the address of this page in another language, with what was asked of it."""
    request = context.get("request")
    if request and request.path.startswith("/api/"):  # the API has one address for all languages
        return f"{request.path}?lang=en" if language == "en" else str(request.path)
    return translate_url(request.get_full_path(), language) if request else "/"


@register.filter
def part(score: Any, code: str) -> float | None:
    """Give a unit's score of a dimension."""
    value: float | None = score.parts.get(code)
    return value


@register.filter
def part_name(code: str) -> str:
    """Name a dimension."""
    here = country()
    return next((here.said(each.names) for each in here.dimensions if each.code == code), code)


class _Sortable(template.Node):
    """A heading that sorts its column, and turns the order around when it already does."""

    def __init__(
        self, told: tuple[FilterExpression, FilterExpression, FilterExpression], look: str, inside: NodeList
    ) -> None:
        self.order, self.asked, self.query = told
        self.look, self.inside = look, inside

    def render(self, context: template.Context) -> SafeString:
        order, asked = str(self.order.resolve(context)), str(self.asked.resolve(context))
        turned = order.removeprefix("-") if order.startswith("-") else f"-{order}"
        state = {order: "descending" if order.startswith("-") else "ascending",
                 turned: "descending" if turned.startswith("-") else "ascending"}.get(asked)  # fmt: skip
        following = turned if asked == order else order
        query = self.query.resolve(context)
        return format_html(
            '<th scope="col" class="{}"{}><a href="?{}{}urut={}">{}</a></th>',
            self.look,
            format_html(' aria-sort="{}"', state) if state else "",
            query,
            "&" if query else "",
            following,
            SafeString(self.inside.render(context)),
        )


@register.tag
def sortable(parser: Parser, token: Token) -> _Sortable:
    """Make a sortable heading: ``{% sortable "-skor" asked query "number" %}…{% endsortable %}``."""
    _name, order, asked, query, *look = token.split_contents()
    inside = parser.parse(("endsortable",))
    parser.delete_first_token()
    told = (parser.compile_filter(order), parser.compile_filter(asked), parser.compile_filter(query))
    return _Sortable(told, look[0].strip("\"'") if look else "", inside)


class _Nav(template.Node):
    """A link of the navigation, marked when it leads to the page that is shown."""

    def __init__(self, name: str, inside: NodeList) -> None:
        self.name, self.inside = name, inside

    def render(self, context: template.Context) -> SafeString:
        address = reverse(self.name)
        here = context["request"].path if "request" in context else ""
        same = here == address or (len(address) > len("/en/") and here.startswith(address))
        return format_html(
            '<a href="{}"{}>{}</a>',
            address,
            SafeString(' aria-current="page"') if same else "",
            self.inside.render(context),
        )


@register.tag
def nav(parser: Parser, token: Token) -> _Nav:
    """Wrap a word of the navigation into its link: ``{% nav "portal:home" %}…{% endnav %}``."""
    name = token.split_contents()[1].strip("\"'")
    inside = parser.parse(("endnav",))
    parser.delete_first_token()
    return _Nav(name, inside)
