"""The constant texts of deciding on a suggestion: every one that checks takes its lock first.

Locks are taken in one order everywhere: the suggestion, then its helper, then its work, then the event counter;
`decision_locks` keeps that order for several at once. A lock is a property set to a constant: where the new value is
made of the old one, Neo4j takes two locks and gives one back, and who comes next holds that one, waiting for the other.
"""

from typing import Final

from graph_model.scope import THING_WITHIN_CLAUSE

LOCK_SUGGESTION_CYPHER: Final = (
    "MATCH (n:Suggestion {id: $id})-[:IN_RUN]->(:MatchRun {state: 'finished'}) WHERE "
    + THING_WITHIN_CLAUSE
    + " SET n.lock = 1 WITH n RETURN n"
)
LOCK_HELPER_CYPHER: Final = """
    MATCH (s:Suggestion {id: $id})-[:PROPOSES]->(h)
    SET h.lock = 1
    WITH h
    OPTIONAL MATCH (h)-[r:FILLS|ASSIGNED_TO]->()
    WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day
    WITH h, count(r) AS load, sum(CASE WHEN r IS NULL THEN 0.0 ELSE coalesce(r.quantity, 1.0) END) AS taken
    RETURN h.id AS id, labels(h) AS labels, h.status AS status, coalesce(h.do_not_assign, false) AS do_not_assign,
        h.consent AS consent, toString(h.consent_until) AS consent_until,
        h.max_posts AS max_posts, h.capacity AS quantity, load, taken
"""
LOCK_WORK_CYPHER: Final = """
    MATCH (s:Suggestion {id: $id})-[:OF]->(w)
    SET w.lock = 1
    WITH w
    OPTIONAL MATCH (w)<-[r:FILLS|ASSIGNED_TO]-(h)
    WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day
    WITH w, collect(CASE WHEN r IS NULL THEN null ELSE coalesce(r.quantity, 0.0) END) AS taken, collect(h.id) AS helpers
    RETURN w.id AS id, labels(w) AS labels, w.status AS status, w.headcount AS headcount, w.quantity AS quantity,
        taken, helpers
"""
LAST_AT_WORK_CYPHER: Final = """
    MATCH (:Suggestion {id: $id})-[:OF]->()<-[r:FILLS|ASSIGNED_TO]-()
    RETURN r.decided_by AS by, toString(r.decided_at) AS at
    ORDER BY coalesce(toString(r.decided_at), '') DESC LIMIT 1
"""
LAST_OF_HELPER_CYPHER: Final = """
    MATCH (:Suggestion {id: $id})-[:PROPOSES]->()-[r:FILLS|ASSIGNED_TO]->()
    RETURN r.decided_by AS by, toString(r.decided_at) AS at
    ORDER BY coalesce(toString(r.decided_at), '') DESC LIMIT 1
"""
FILL_POST_CYPHER: Final = """
    MATCH (s:Suggestion {id: $id})-[:PROPOSES]->(h)
    MATCH (s)-[:OF]->(w:Post)
    CREATE (h)-[r:FILLS {key: s.id, suggestion: s.id, status: 'active', since: $day, decided_by: $by}]->(w)
    SET r.decided_at = datetime($at), r.quantity = s.quantity, r.slots = s.slots
    RETURN count(r) AS made
"""
ASSIGN_TO_NEED_CYPHER: Final = """
    MATCH (s:Suggestion {id: $id})-[:PROPOSES]->(h)
    MATCH (s)-[:OF]->(w:Need)
    CREATE (h)-[r:ASSIGNED_TO {key: s.id, suggestion: s.id, status: 'active', since: $day, decided_by: $by}]->(w)
    SET r.decided_at = datetime($at), r.quantity = s.quantity, r.slots = s.slots
    RETURN count(r) AS made
"""
REMEMBER_REFUSAL_CYPHER: Final = """
    MATCH (s:Suggestion {id: $id})-[:PROPOSES]->(h)
    MATCH (s)-[:OF]->(w)
    CREATE (h)-[:DECLINED {key: s.id, suggestion: s.id, on: $day, reason: $reason}]->(w)
"""
DECIDE_CYPHER: Final = """
    MATCH (s:Suggestion {id: $id})
    SET s.decision = $decision, s.decided_by = $by, s.decided_at = datetime($at), s.updated_at = datetime($at),
        s.decline_reason = $reason, s.decline_note = $note
    RETURN s AS n
"""
TAKE_BACK_CYPHER: Final = """
    MATCH (s:Suggestion {id: $id})-[:PROPOSES]->(h)
    MATCH (h)-[r:FILLS|ASSIGNED_TO|DECLINED]->()
    WHERE r.suggestion = s.id
    DELETE r
"""
FORGET_DECISION_CYPHER: Final = """
    MATCH (s:Suggestion {id: $id})
    SET s.decision = 'pending', s.decided_by = null, s.decided_at = null, s.updated_at = datetime($at),
        s.decline_reason = null, s.decline_note = null
    RETURN s AS n
"""
