"""A post with fifty places, and more persons proposed for it than it can take."""

from typing import Final

from graph_model.driver import Graph
from graph_model.migrations import migrate

PLACES: Final = 50
PROPOSALS: Final = 64
TERRITORY: Final = "330106000000"
SEED_CYPHER: Final = """
    CREATE (t:Territory {id: '330106000000', name: '样例区', level: 'district'}),
           (p:Post {id: 'post-inv', title: '样例岗位', headcount: 50, status: 'open'})-[:IN]->(t)
    CREATE (m:MatchRun {id: '2026-W47:330106000000', week: '2026-W47', territory: t.id, state: 'finished'})
    WITH t, p, m UNWIND range(1, $proposals) AS number
    CREATE (h:Person {id: 'person-inv-' + toString(number), name: '样例', max_posts: 1})-[:LIVES_IN]->(t)
    CREATE (s:Suggestion {id: 'suggestion-inv-' + toString(number), in_run: '2026-W47:330106000000', work: 'post-inv',
        work_kind: 'post', helper: 'person-inv-' + toString(number), helper_kind: 'person', community: '330106000000',
        decision: 'pending', change: 'new', score: 1})-[:IN]->(t)
    CREATE (s)-[:PROPOSES]->(h) CREATE (s)-[:OF]->(p) CREATE (s)-[:IN_RUN]->(m)
"""
FILLED_CYPHER: Final = "MATCH (:Post {id: 'post-inv'})<-[r:FILLS]-() RETURN r.suggestion AS id ORDER BY id"
ACCEPTED_CYPHER: Final = "MATCH (s:Suggestion) WHERE s.decision = 'accepted' RETURN s.id AS id ORDER BY id"
EVENTS_CYPHER: Final = "MATCH (e:Event) WHERE e.kind = $kind RETURN e.subjects[0] AS id, e.seq AS seq ORDER BY id"


def propose(graph: Graph) -> list[str]:
    """Bring an empty graph to where 64 persons are proposed for 50 places; give the suggestions' ids."""
    migrate(graph)
    graph.write(lambda tx: tx.run(SEED_CYPHER, proposals=PROPOSALS).consume())
    return [f"suggestion-inv-{number}" for number in range(1, PROPOSALS + 1)]
