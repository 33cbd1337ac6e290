"""What the targets and the chain are counted from, kept until an import changes it."""

from dataclasses import replace
from datetime import date

from api.snapshot import View
from graph_model.driver import Graph
from graph_model.scope import Scope
from graph_model.targets.facts import Facts, read_facts, read_legal_posts


def facts_of(graph: Graph, view: View, scope: Scope, today: date) -> Facts:
    """Return the facts within a scope today.

    Only imports change them, after which the view is another; but posts are filled by decisions of the week.
    """
    key = (scope.territory, today)
    lasting = view.kept_for_good(("facts", *key), lambda: read_facts(graph, scope, today))
    posts = view.kept(("legal posts", *key), lambda: read_legal_posts(graph, scope, today))
    return replace(lasting, legal_posts=posts, walking=view.walking)
