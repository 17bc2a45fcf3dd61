"""Texts put in when a template is compiled say the same as texts looked up when it is drawn."""

import pytest
from jinja2 import DictLoader

from web.translating import TranslatedEnvironment


def drawn(template: str, locale: str = "da", **values: object) -> str:
    environment = TranslatedEnvironment(
        locale, loader=DictLoader({"page": template}), autoescape=True
    )
    return environment.get_template("page").render(values)


@pytest.mark.parametrize(
    "template", ['{{ _("Close") }}', "{{ _(word) }}", "{% trans %}Close{% endtrans %}"]
)
def test_in_whichever_way_a_text_stands(template: str) -> None:
    assert drawn(template, word="Close") == "Luk"
    assert drawn(template, "en", word="Close") == "Close"


def test_what_is_put_in_is_escaped_and_the_text_is_not() -> None:
    template = '{{ _("about %(time)s", time=time) }} {{ _("A & <b>%(x)s</b>", x=time) }}'

    assert drawn(template, time="<i>") == "ca. &lt;i&gt; A & <b>&lt;i&gt;</b>"


@pytest.mark.parametrize("word", ["100 %%", "%(word)s 100 %%"])
def test_a_per_cent_sign_is_written_twice(word: str) -> None:
    assert drawn("{{ _(text, word='to') if 'word' in text else _(text) }}", text=word).endswith(
        "100 %"
    )
    assert drawn('{{ _("100 %%") }}') == "100 %"


def test_numbers_choose_their_words() -> None:
    template = "{% trans count=n %}{{ count }} place{% pluralize %}{{ count }} places{% endtrans %}"

    assert (drawn(template, n=1), drawn(template, n=2)) == ("1 sted", "2 steder")
